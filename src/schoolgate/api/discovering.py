"""What is served here, for whoever has no token yet: the service discovery of OneRoster 1.2."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from schoolgate.actions.pulling import Version, discovery
from schoolgate.api import place
from schoolgate.api.faults import BASES

TOKEN = "ims/oneroster/token"


def document(request: HttpRequest) -> HttpResponse:
    site = place.site_of(request)
    return JsonResponse(discovery(f"{site}/{BASES[Version.V1P2]}", f"{site}/{TOKEN}"))
