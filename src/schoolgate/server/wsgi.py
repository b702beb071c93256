"""For an operator's own WSGI server, behind their own log-in: `schoolgate.server.wsgi:application`."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from schoolgate.server import boot, environment
from schoolgate.server.address import answer_at
from schoolgate.server.home import Home

place = environment.read()
boot.configure()

from schoolgate.server.office import office_of  # noqa: E402  models can be imported only once Django is set up

_home = Home(place.home)
office = office_of(_home, boot.boot(_home, place.database, place.owner))
settings.SCHOOLGATE_OFFICE = lambda: office
answer_at(place.address)
application = WSGIHandler()
