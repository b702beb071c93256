"""Who gets in: a key for one agreement, a token that lapses, a scope for each address."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from schoolgate.actions import keys, ledger
from schoolgate.api import place
from schoolgate.api.rate import Rate
from schoolgate.domain.agreement import AgreementState
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.store import register
from schoolgate.store.pull_models import PullKey, PullToken
from tests.actions.cast import DEPUTY, OFFICE, approve, clause, in_force
from tests.actions.day import AT
from tests.api.conftest import SCOPE, V1P1, V1P2, Supplier, Told, supplier

CORE = SCOPE.format("v1p2", "roster-core.readonly")
ALL = SCOPE.format("v1p2", "roster.readonly")
DEMOGRAPHICS = SCOPE.format("v1p2", "roster-demographics.readonly")


def test_a_key_gives_a_token_for_an_hour(office):
    told = supplier(office).ask_token(CORE)

    assert told.status == 200
    assert told.json["token_type"] == "Bearer"
    assert told.json["expires_in"] == 3600
    assert told.json["scope"] == CORE
    assert told.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ({"secret": "wrong"}, 401, "invalid_client"),
        ({"grant": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.delete"}, 400, "invalid_scope"),
    ],
)
def test_a_token_is_not_given_for_less(office, asked, status, error):
    told = supplier(office).ask_token(**asked)

    assert (told.status, told.json["error"]) == (status, error)


def test_who_is_not_known_is_told_how_to_say_who_they_are(office):
    told = supplier(office).ask_token(secret="wrong")

    assert told.headers["WWW-Authenticate"] == 'Basic realm="oneroster"'


def test_of_the_scopes_asked_for_those_we_have_are_given(office):
    told = supplier(office).ask_token(f"{CORE} https://example.org/other")

    assert told.json["scope"] == CORE


@pytest.mark.parametrize(
    ("scope", "path", "status"),
    [
        (CORE, "users", 200),
        (ALL, "users", 200),
        (DEMOGRAPHICS, "users", 403),
        (DEMOGRAPHICS, "demographics", 200),
        (CORE, "demographics", 403),
        (ALL, "demographics", 403),
        (ALL, "terms/nobody/classes", 404),
        (CORE, "terms/nobody/classes", 403),
    ],
)
def test_each_address_wants_its_scope(office, scope, path, status):
    visitor = supplier(office)
    visitor.token = visitor.ask_token(scope).json["access_token"]

    assert visitor.get(path).status == status


def test_a_token_for_one_version_does_not_open_the_other(office):
    visitor = supplier(office, base=V1P1)
    visitor.token = visitor.ask_token(CORE).json["access_token"]

    assert visitor.get("users").minor() == "forbidden"


def test_without_a_token_nothing_is_told(office):
    visitor = supplier(office)
    visitor.token = "not-a-token"
    told = visitor.get("users")

    assert (told.status, told.minor()) == (401, "unauthorisedrequest")
    assert told.headers["WWW-Authenticate"] == 'Bearer realm="oneroster"'
    assert told.json["imsx_description"] == (
        "The token is missing, unknown, lapsed or revoked. Ask for a new one."
    )
    assert ledger.disclosures(office) == ()


@pytest.mark.parametrize("path", ["/ims/oneroster/token", f"{V1P2}/users"])
def test_until_a_key_is_made_there_is_no_door(office, path):
    method = Client().post if path.endswith("token") else Client().get
    told = Told(method(path))

    assert (told.status, told.json["imsx_description"]) == (404, "This school hands nothing out here.")


def test_a_token_lapses(office, clock):
    visitor = supplier(office)
    assert visitor.get("orgs").status == 200
    clock.now += timedelta(hours=1)
    assert visitor.get("orgs").status == 401


def test_a_revoked_key_opens_nothing_from_then_on(office):
    visitor = supplier(office)
    assert visitor.get("orgs").status == 200
    keys.revoke(office, visitor.key, at=AT)

    assert visitor.get("orgs").status == 401
    assert visitor.ask_token().status == 401
    with pytest.raises(NotFound) as refusal:
        keys.revoke(office, visitor.key, at=AT)
    assert str(refusal.value) == (
        "Nothing was done: no key in use has this id. See them all with: schoolgate key list"
    )


def test_a_rotated_key_leaves_the_accounts_as_they_are(office):
    old = supplier(office)
    new = Supplier(keys.rotate(office, old.key, by=OFFICE, confirmed_by=DEPUTY, at=AT))

    assert new.get("users").json == old.get("users").json
    assert new.key != old.key


def test_neither_secret_nor_token_is_kept(office):
    visitor = supplier(office)
    visitor.get("orgs")
    kept = [str(vars(row)) for model in (PullKey, PullToken) for row in model.objects.all()]

    assert [one for one in kept if visitor.secret in one or visitor.token in one] == []


def test_a_key_takes_a_second_person(office):
    in_force(office)
    with pytest.raises(Refused) as refusal:
        keys.make(office, "sums", by=OFFICE, confirmed_by=OFFICE, at=AT)

    assert "A second person has to confirm it, as it is sent for the first time." in str(refusal.value)


def test_a_key_to_an_agreement_without_names_is_refused_with_what_is_missing(office):
    in_force(office, "sums", clause("pupil_id"))
    with pytest.raises(Refused) as refusal:
        keys.make(office, "sums", by=OFFICE, confirmed_by=DEPUTY, at=AT)

    assert refusal.value.reasons[0].startswith(
        "OneRoster requires 'givenName' of every pupil, and the agreement does not send"
    )


def test_a_wider_agreement_waits_for_a_new_key(office):
    visitor = supplier(office, "sums", clause("full_name"))
    assert visitor.get("users").status == 200
    draft_wider(office)

    assert visitor.get("users").status == 403
    new = Supplier(keys.rotate(office, visitor.key, by=OFFICE, confirmed_by=DEPUTY, at=AT))
    assert new.get("users").status == 200


def draft_wider(office):
    now = register.standing(office.tenant, "sums")
    wider = replace(now, version=now.version + 1, clauses=(clause("full_name", "date_of_birth"),))
    register.append_version(
        office.tenant,
        replace(wider, state=AgreementState.DRAFT),
        made_by=OFFICE,
        made_at=AT,
        why="more is wanted",
    )
    approve(office, "sums")


def test_who_asks_too_often_waits(office, monkeypatch):
    visitor = supplier(office)
    visitor.get("orgs")
    monkeypatch.setattr(settings, "PULLS_A_MINUTE", 2)
    place.pages.cache_clear()
    told = [visitor.get("orgs") for _ in range(3)][-1]

    assert (told.status, told.minor()) == (429, "server_busy")
    assert told.headers["Retry-After"] == "60"
    place.pages.cache_clear()


def test_what_was_taken_flows_back():
    at = [0.0]
    rate = Rate(60, lambda: at[0])
    assert [rate.takes("a") for _ in range(61)] == [True] * 60 + [False]
    at[0] = 1.0
    assert rate.takes("a")
    assert not rate.takes("a")
    assert rate.takes("b")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_roster_is_only_read(office, method):
    found = getattr(supplier(office).client, method)(f"{V1P2}/users")

    assert found.status_code == 405
    assert found.headers["Allow"] == "GET, HEAD"
