"""A document fetched from its address: what it is read as, and which hosts a home may reach."""

import pytest

from schoolgate.actions import fetching, hosts
from schoolgate.domain.errors import Invalid, NotFound, Refused
from tests.egress.place import HOST, Authority, Server, answering, network

BODY = b"<h1>Elm School</h1><p>We share names with CPOMS.</p>"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def server(authority):
    server = Server(authority.chain)
    yield server
    server.close()


@pytest.fixture
def fetch(server, authority, tmp_path):
    hosts.allow(tmp_path, HOST)
    return lambda path: fetching.fetch(tmp_path, f"https://{HOST}{path}", network=network(server, authority))


NAMES = {
    ("/our-school/privacy-notice", "text/html; charset=utf-8"): "privacy-notice.html",
    ("/", "text/html"): "www.elm.example.html",
    ("/page.php?id=3", "text/html"): "page.html",
    ("/docs/Privacy%20Notice%202026.pdf", "application/pdf"): "Privacy Notice 2026.pdf",
    ("/download/77", "application/pdf"): "77.pdf",
    ("/docs/notice.docx", "application/octet-stream"): "notice.docx",
    ("/docs/notice.md", "text/plain"): "notice.md",
    ("/docs/notice.pdf", ""): "notice.pdf",
    ("/..%2F..%2Fetc%2Fpasswd", "text/plain"): "passwd.txt",
}


@pytest.mark.parametrize(("path", "sort"), NAMES)
def test_a_document_is_read_as_what_its_server_says_it_is(fetch, server, path, sort):
    server.pages[HOST, path] = answering(BODY, Content_Type=sort or None)
    assert fetch(path).name == NAMES[path, sort]


def test_what_is_no_document_is_refused_by_its_servers_word(fetch, server):
    server.pages[HOST, "/logo"] = answering(BODY, Content_Type="image/png")
    with pytest.raises(Invalid) as refused:
        fetch("/logo")
    assert str(refused.value) == (
        f"https://{HOST}/logo was not read: its server calls it 'image/png', and no notice is of that kind. "
        "Give the address of the page or document."
    )


def test_a_home_reaches_no_host_before_a_person_allowed_it(server, authority, tmp_path):
    with pytest.raises(Refused, match="schoolgate egress allow"):
        fetching.fetch(tmp_path, f"https://{HOST}/", network=network(server, authority))
    assert server.asked == []


def test_a_host_is_allowed_once_and_forbidden_again(tmp_path):
    hosts.allow(tmp_path, "https://WWW.elm.example/privacy")
    hosts.allow(tmp_path, HOST)
    hosts.allow(tmp_path, "files.elm.example", dry_run=True)
    assert hosts.allowed(tmp_path) == (HOST,)
    assert (tmp_path / hosts.LIST).stat().st_mode & 0o777 == 0o600
    hosts.forbid(tmp_path, HOST)
    assert hosts.allowed(tmp_path) == ()


@pytest.mark.parametrize("words", ["localhost", "127.0.0.1", "[::1]", "10.1", "intranet"])
def test_only_a_websites_name_can_be_allowed(tmp_path, words):
    with pytest.raises(Invalid) as refused:
        hosts.allow(tmp_path, words)
    assert "is not the name of a website" in str(refused.value)
    assert hosts.allowed(tmp_path) == ()


def test_a_host_that_was_not_allowed_cannot_be_forbidden(tmp_path):
    with pytest.raises(NotFound) as refused:
        hosts.forbid(tmp_path, HOST)
    assert str(refused.value) == (
        "Nothing was changed: www.elm.example was not allowed. See: schoolgate egress list"
    )
