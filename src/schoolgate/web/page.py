"""The page that families see, from the register as it stands today."""

from django.http import HttpRequest, HttpResponse

from schoolgate.actions import publishing
from schoolgate.web.headers import own_style_policy
from schoolgate.web.visit import Visit


def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    words = publishing.page(visit.office, on=visit.on)
    return HttpResponse(words, headers={"Content-Security-Policy": own_style_policy(words)})
