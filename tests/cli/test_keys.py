"""Suppliers' keys, as typed."""


def test_a_home_without_keys_lists_none(schoolgate, school):
    assert schoolgate("key", "list", "--json").json()["keys"] == []


def test_a_key_is_refused_with_every_reason_until_the_agreement_is_in_force(schoolgate, school):
    assert schoolgate("agreement", "add", "Mathletics").code == 0
    said = schoolgate("key", "make", "mathletics", "--by", "A. Khan", "--confirmed-by", "M. Head")

    assert said.code == 4
    assert "is not approved. Somebody who may sign has to approve it first." in said.err
    assert schoolgate("key", "list", "--json").json()["keys"] == []


def test_a_key_that_there_is_not_is_not_revoked(schoolgate, school):
    assert schoolgate("key", "revoke", "nobody-1").code == 3
