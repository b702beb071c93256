"""A supplier with a key, at the door of a school with a small made-up roll."""

import base64
import json
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from schoolgate.actions import keys
from schoolgate.api import place
from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import ChoiceKind
from tests.actions.cast import DEPUTY, OFFICE, clause, found_office, in_force, load_roll
from tests.actions.day import AT, ON

SCOPE = "https://purl.imsglobal.org/spec/or/{}/scope/{}"
V1P2, V1P1 = "/ims/oneroster/rostering/v1p2", "/ims/oneroster/v1p1"
WHOLE = ("full_name", "pupil_id", "class", "year_group", "date_of_birth", "gender", "contact_email")


class Told:
    """An answer, read as JSON."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self.json = json.loads(response.content) if response.content else None

    def rows(self):
        [rows] = self.json.values()
        return rows

    def links(self):
        """rel → address"""
        found = (one.split(">; rel=") for one in self.headers["Link"].split(", "))
        return {rel.strip('"'): address[1:] for address, rel in found}

    def minor(self):
        return self.json["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"]


class Supplier:
    """A supplier's system: a key, a token, GET."""

    def __init__(self, made, base=V1P2):
        self.key, self.secret, self.base = made.key.id, made.secret, base
        self.client = Client()
        self.token = None

    def ask_token(self, scope=None, *, secret=None, grant="client_credentials"):
        basic = base64.b64encode(f"{self.key}:{secret or self.secret}".encode()).decode()
        form = {"grant_type": grant} | ({"scope": scope} if scope else {})
        return Told(
            self.client.post(
                "/ims/oneroster/token",
                urlencode(form),
                content_type="application/x-www-form-urlencoded",
                headers={"Authorization": f"Basic {basic}"},
            )
        )

    def get(self, path, **parameters):
        if self.token is None:
            self.token = self.ask_token().json["access_token"]
        return self.fetch(f"{self.base}/{path}", parameters)

    def fetch(self, address, parameters=None):
        return Told(self.client.get(address, parameters, headers={"Authorization": f"Bearer {self.token}"}))


class SettableClock:
    def __init__(self):
        self.now = AT

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The door's clock stands still until a test moves it."""
    found = SettableClock()
    monkeypatch.setattr(place, "now", found)
    place._provider_of.cache_clear()
    place.pages.cache_clear()
    place.tokens.cache_clear()
    return found


@pytest.fixture
def office(db, shared_home, tmp_path, clock):
    """A school with a roll, and its door open."""
    made = found_office(shared_home)
    load_roll(made, tmp_path)
    settings.SCHOOLGATE_OFFICE = lambda: made
    return made


def supplier(office, slug="sums", *clauses, base=V1P2, **values):
    """An agreement in force, and somebody with a key to it."""
    in_force(office, slug, *(clauses or (clause(*WHOLE),)), **values)
    return Supplier(keys.make(office, slug, by=OFFICE, confirmed_by=DEPUTY, at=AT), base)


__all__ = ["ON", "ChoiceKind", "Scope", "Supplier", "Told", "clause", "supplier"]
