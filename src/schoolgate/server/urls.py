"""The site's addresses, from the one table of them."""

from schoolgate.web.access import urls

urlpatterns = urls()
handler404 = "schoolgate.web.door.no_page"
