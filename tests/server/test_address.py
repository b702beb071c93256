"""The server behind a proxy: under which name it answers."""

import pytest
from django.conf import settings

from schoolgate.server.address import SiteRefused, answer_at


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    monkeypatch.setattr(settings, "SCHOOLGATE_ADDRESS", None)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1"])


def test_suppliers_are_answered_under_the_sites_own_name():
    answer_at("https://data.school.example/")

    assert settings.SCHOOLGATE_ADDRESS == "https://data.school.example"
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "data.school.example"]


def test_without_an_address_only_this_machine_is_answered():
    answer_at(None)

    assert settings.ALLOWED_HOSTS == ["127.0.0.1"]


@pytest.mark.parametrize(
    "address", ["data.school.example", "http://a.example", "https://a.example/x", "https://"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(SiteRefused) as refusal:
        answer_at(address)
    assert str(refusal.value) == (
        "Nothing was served: SCHOOLGATE_ADDRESS is not the address of a site. "
        "Write it as https://data.school.example, without a path."
    )
