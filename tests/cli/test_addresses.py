"""A notice's address on the command line: nothing is reached before a person named the host."""

import pytest

ADDRESS = "https://www.elm.example/privacy"
NOT_ALLOWED = (
    "https://www.elm.example/privacy was not fetched: www.elm.example is not among the hosts that this home "
    "may reach. If you know it, allow it with: schoolgate egress allow www.elm.example\n"
)


@pytest.mark.parametrize("verb", ["read", "check", "adopt"])
def test_an_address_is_not_reached_before_its_host_is_allowed(school, verb):
    said = school("notice", verb, ADDRESS)
    assert (said.code, said.err) == (4, NOT_ALLOWED)


@pytest.mark.parametrize("address", ["ftp://www.elm.example/notice", "file:///etc/passwd"])
def test_an_address_of_another_sort_is_no_file_and_no_page(schoolgate, address):
    said = schoolgate("notice", "read", address)
    assert (said.code, said.err) == (
        5,
        (
            "The address was not fetched: it is not a web page's. Copy it from the browser: it begins with "
            "https://.\n"
        ),
    )
    assert schoolgate("notice", "read", "HTTPS://www.elm.example/privacy").err == NOT_ALLOWED


def test_the_hosts_that_may_be_reached_are_listed(schoolgate):
    assert schoolgate("egress", "list").err == (
        "None: this home fetches nothing. Allow one with: schoolgate egress allow HOST\n"
    )
    assert schoolgate("egress", "allow", ADDRESS).err == "Allowed www.elm.example.\n"
    assert schoolgate("egress", "list").out == "www.elm.example\n"
    assert schoolgate("egress", "list", "--json").json() == {
        "schema": "schoolgate.hosts/1",
        "hosts": ["www.elm.example"],
        "private": [],
    }
    assert (
        schoolgate("egress", "forbid", "www.elm.example", "--dry-run").err
        == "Would forbid www.elm.example.\n"
    )
    assert schoolgate("egress", "forbid", "www.elm.example").err == "Forbade www.elm.example.\n"
    assert schoolgate("egress", "list").out == ""


def test_an_address_that_is_not_encrypted_is_refused_unless_asked_for(schoolgate):
    schoolgate("egress", "allow", "www.elm.example")
    said = schoolgate("notice", "read", "http://www.elm.example/privacy")
    assert said.code == 5
    assert "it is not encrypted, so anybody on the way could change it" in said.err


def test_a_place_inside_is_allowed_for_doors_listed_and_forbidden(schoolgate):
    assert schoolgate("egress", "allow", "files:2222", "--private").err == "Allowed files:2222.\n"
    assert schoolgate("egress", "list").out == "files:2222 (private, for doors and rolls' sources alone)\n"
    assert schoolgate("egress", "list", "--json").json()["private"] == ["files:2222"]
    assert schoolgate("egress", "allow", "files", "--private").code == 5
    assert schoolgate("egress", "forbid", "files:2222").err == "Forbade files:2222.\n"
