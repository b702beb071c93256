"""What a fetch brings home, and each way in which it is refused; a real server behind real TLS."""

import gzip
import time

import pytest

from schoolgate.domain.errors import Refused
from schoolgate.egress.errors import HostNotAllowed, InsideRefused, NotFetched
from schoolgate.egress.get import get
from schoolgate.egress.guard import Guard, host_of
from tests.egress.place import HOST, OTHER, STRANGER, Authority, Server, answering, leading_to, network

PAGE = f"https://{HOST}/privacy"
BODY = b"<h1>Elm School</h1>"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST, OTHER])


@pytest.fixture
def server(authority):
    server = Server(authority.chain)
    yield server
    server.close()


@pytest.fixture
def guard(server, authority):
    return Guard(frozenset((HOST, OTHER)), network(server, authority))


def refused(guard, address=PAGE, kind=NotFetched, **more):
    with pytest.raises(kind) as found:
        get(address, guard, **more)
    return str(found.value)


def test_a_page_is_fetched_with_its_address_and_its_sort(guard, server):
    server.pages[HOST, "/privacy"] = answering(BODY, Content_Type="Text/HTML; charset=utf-8")
    fetched = get(PAGE, guard)
    assert (fetched.data, fetched.address, fetched.sort) == (BODY, PAGE, "text/html")


def test_who_asks_says_so_and_brings_nothing_of_its_own(guard, server):
    server.pages[HOST, "/privacy"] = answering(BODY)
    get(PAGE, guard)
    ((_, _, told),) = server.asked
    assert told["User-Agent"] == "Schoolgate (reads a school's published notice for its office)"
    assert {"Cookie", "Authorization", "Referer"} & set(told) == set()


def test_a_redirect_is_followed_and_no_cookie_is_kept(guard, server):
    server.pages[HOST, "/privacy"] = answering(
        b"", "301 Moved", Location=f"https://{OTHER}/notice.pdf", Set_Cookie="who=me; Domain=elm.example"
    )
    server.pages[OTHER, "/notice.pdf"] = answering(b"%PDF-1.7", Content_Type="application/pdf")
    fetched = get(PAGE, guard)
    assert (fetched.address, fetched.sort) == (f"https://{OTHER}/notice.pdf", "application/pdf")
    assert all("Cookie" not in told for _, _, told in server.asked)


def test_a_host_that_nobody_allowed_is_named_with_the_command_that_would(guard):
    assert refused(guard, f"https://{STRANGER}/?token=secret", HostNotAllowed) == (
        f"https://{STRANGER} was not fetched: {STRANGER} is not among the hosts that this home may reach. "
        f"If you know it, allow it with: schoolgate egress allow {STRANGER}"
    )


def test_a_redirect_to_a_host_that_nobody_allowed_is_not_followed(guard, server):
    server.pages[HOST, "/privacy"] = leading_to(f"https://{STRANGER}/")
    refused(guard, kind=HostNotAllowed)
    assert [host for host, _ in guard.network.dialler.dialled] == ["127.0.0.1"]


def test_a_name_that_leads_inside_is_refused_before_it_is_dialled(server, authority):
    inside = network(server, authority, resolve=lambda host: ["93.184.216.34", "10.0.0.7"])
    assert refused(Guard(frozenset((HOST,)), inside), kind=InsideRefused) == (
        f"Nothing was fetched from {HOST}: its name leads into a private network, and no published page is "
        "there. Check the address, or save the page and read the file."
    )
    assert inside.dialler.dialled == []


def test_a_redirect_that_leads_inside_is_refused(server, authority):
    places = {HOST: ["127.0.0.1"], OTHER: ["169.254.169.254"]}
    guard = Guard(frozenset(places), network(server, authority, resolve=places.__getitem__))
    server.pages[HOST, "/privacy"] = leading_to(f"https://{OTHER}/latest/meta-data/")
    refused(guard, kind=InsideRefused)
    assert len(guard.network.dialler.dialled) == 1


def test_a_name_that_changes_its_answer_gains_nothing(server, authority):
    answers = iter([["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]])
    guard = Guard(frozenset((HOST,)), network(server, authority, resolve=lambda host: next(answers)))
    server.pages[HOST, "/privacy"] = answering(BODY)
    assert get(PAGE, guard).data == BODY
    assert guard.network.dialler.dialled == [("127.0.0.1", 443)]
    refused(guard, kind=InsideRefused)


def test_a_proxy_in_the_environment_is_not_asked(guard, server, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.pages[HOST, "/privacy"] = answering(BODY)
    assert get(PAGE, guard).data == BODY


def test_a_certificate_of_nobody_we_know_is_refused(guard, server, tmp_path):
    guard = Guard(guard.allowed, network(server, Authority(tmp_path, [HOST])))
    assert refused(guard) == (
        f"{PAGE} was not fetched: its certificate is not valid for it. Tell whoever keeps the website."
    )


def test_a_certificate_for_another_name_is_refused(server, authority):
    guard = Guard(frozenset((STRANGER,)), network(server, authority))
    assert "its certificate is not valid for it" in refused(guard, f"https://{STRANGER}/")


NOT_A_PUBLISHED_PAGES = {
    f"http://{HOST}/privacy": (
        f"http://{HOST}/privacy was not fetched: it is not encrypted, so anybody on the way could change "
        "it. Try it with https://, or say --plain-http if the school has no other."
    ),
    f"https://ann:secret@{HOST}/privacy": (
        f"{PAGE} was not fetched: it holds a user name or password. Take that out of the address."
    ),
    f"https://{HOST}:8443/privacy": (
        f"{PAGE} was not fetched: it asks for port 8443. "
        "Published pages are on port 443: leave the number out."
    ),
    "file:///etc/passwd": (
        "The address was not fetched: it is not a web page's. "
        "Copy it from the browser: it begins with https://."
    ),
}


@pytest.mark.parametrize("address", NOT_A_PUBLISHED_PAGES)
def test_an_address_that_is_no_published_pages_is_refused(guard, address):
    assert refused(guard, address) == NOT_A_PUBLISHED_PAGES[address]
    assert guard.network.dialler.dialled == []


@pytest.mark.parametrize("address", ["ftp://x/", "https://", "https:///x", "//x", "javascript:1", "\x00", ""])
def test_what_is_no_address_of_a_page_is_refused(guard, address):
    assert refused(guard, address).startswith("The address was not fetched: it is not a web page's.")


def test_http_is_fetched_where_it_was_asked_for(guard, server):
    server.pages[HOST, "/privacy"] = answering(BODY)
    assert get(f"http://{HOST}/privacy", guard, plain=True).data == BODY


def test_a_page_that_leads_on_without_end_is_refused(guard, server):
    server.pages[HOST, "/privacy"] = leading_to("/privacy")
    assert refused(guard) == (
        f"{PAGE} was not fetched: it leads on more than 5 times. Give the address it ends at."
    )
    assert len(server.asked) == 6


def test_a_page_that_leads_to_http_is_refused(guard, server):
    server.pages[HOST, "/privacy"] = leading_to(f"http://{HOST}/privacy")
    assert f"http://{HOST}/privacy was not fetched: it is not encrypted" in refused(guard)
    assert len(server.asked) == 1


def test_a_page_that_leads_nowhere_is_refused(guard, server):
    server.pages[HOST, "/privacy"] = answering(b"", "302 Found")
    assert "it leads on to no readable address" in refused(guard)


NO_PAGE = {
    "404 Not Found": "its server gave no page (answer 404). Check the address in a browser.",
    "500 Oh": (
        "its server gave no page (answer 500). "
        "Try again later, or save the page in a browser and read the file."
    ),
    "401 Who": ("it asks who is there (answer 401). Open it in a browser, save the page, and read the file."),
}


@pytest.mark.parametrize("status", NO_PAGE)
def test_an_answer_that_is_no_page_is_refused(guard, server, status):
    server.pages[HOST, "/privacy"] = answering(BODY, status)
    assert refused(guard) == f"{PAGE} was not fetched: {NO_PAGE[status]}"


def test_a_body_without_end_is_refused_at_the_limit(guard, server):
    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    server.pages[HOST, "/privacy"] = endless
    assert refused(guard, largest=1_000_000) == (
        f"{PAGE} was not fetched: it has more than 1 MB. "
        "Open it in a browser, save the page, and read the file."
    )


def test_what_unpacks_to_far_more_is_refused_at_the_limit(guard, server):
    bomb = gzip.compress(bytes(50_000_000))
    server.pages[HOST, "/privacy"] = answering(bomb, Content_Encoding="gzip")
    assert "it has more than 1 MB" in refused(guard, largest=1_000_000)


def test_a_page_that_comes_packed_is_unpacked(guard, server):
    server.pages[HOST, "/privacy"] = answering(gzip.compress(BODY), Content_Encoding="gzip")
    assert get(PAGE, guard).data == BODY


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_a_packing_that_nobody_asked_for_is_refused(guard, server, packing):
    server.pages[HOST, "/privacy"] = answering(BODY, Content_Encoding=packing)
    assert "it is packed in a way that was not asked for" in refused(guard)


BROKEN = {
    "closed early": answering(BODY, Content_Length=1_000),
    "cut while packed": answering(gzip.compress(BODY)[:-4], Content_Encoding="gzip"),
    "not gzip": answering(BODY, Content_Encoding="gzip"),
    "not the web": lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "nothing": lambda connection: connection.close(),
    "two lengths": answering(BODY, Content_Length="19\r\nContent-Length: 7"),
    "bad chunks": lambda connection: connection.sendall(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n"
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_an_answer_that_breaks_off_is_refused_and_nothing_of_it_is_given(guard, server, how):
    server.pages[HOST, "/privacy"] = BROKEN[how]
    assert refused(guard) == (
        f"{PAGE} was not fetched: its server broke off, or did not keep to the rules of the web. "
        "Try again later, or save the page in a browser and read the file."
    )


def test_what_a_server_says_beyond_its_length_is_not_the_pages(guard, server):
    server.pages[HOST, "/privacy"] = answering(BODY + b"<script>", Content_Length=len(BODY))
    assert get(PAGE, guard).data == BODY


def test_an_empty_page_is_refused(guard, server):
    server.pages[HOST, "/privacy"] = answering(b"")
    assert refused(guard) == f"{PAGE} was not fetched: it is empty. Check the address in a browser."


def dripping(head):
    def drip(connection):
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_server_that_drips_does_not_hold_us(guard, server, head):
    server.pages[HOST, "/privacy"] = dripping(head)
    begun = time.monotonic()
    assert refused(guard, seconds=0.5) == (
        f"{PAGE} was not fetched: it was not there within 0.5 seconds. "
        "Try again later, or save the page in a browser and read the file."
    )
    assert time.monotonic() - begun < 3


def test_a_resolver_that_never_answers_does_not_hold_us(server, authority):
    guard = Guard(frozenset((HOST,)), network(server, authority, resolve=lambda host: time.sleep(5)))
    begun = time.monotonic()
    assert "it was not there within 0.2 seconds" in refused(guard, seconds=0.2)
    assert time.monotonic() - begun < 3


def test_a_name_that_nobody_knows_is_refused(server, authority):
    def unknown(host):
        raise OSError

    guard = Guard(frozenset((HOST,)), network(server, authority, resolve=unknown))
    assert refused(guard) == (
        f"{PAGE} was not fetched: no host is known as {HOST}. Check the address for a slip."
    )


@pytest.mark.parametrize(
    "words", ["www.Elm.example", " https://www.elm.example/privacy?x=1 ", "www.elm.example."]
)
def test_a_host_is_named_as_people_write_it(words):
    assert host_of(words) == HOST


def test_a_refusal_of_a_host_is_a_rule_that_said_no():
    assert issubclass(HostNotAllowed, Refused)
    assert issubclass(InsideRefused, Refused)
