"""The site's addresses, from the two tables of them: pages for the school, and what suppliers fetch from."""

from schoolgate.api import access as api
from schoolgate.web import access as web

urlpatterns = [*web.urls(), *api.urls()]
handler404 = "schoolgate.web.door.no_page"
handler500 = "schoolgate.api.faults.broken"
