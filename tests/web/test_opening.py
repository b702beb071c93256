"""The pages open with a link that works once, on this computer only."""

import socket
import sqlite3
import subprocess

from tests.web.conftest import SCHOOLGATE, plain


def test_looking_at_the_link_does_not_use_it_up(new_school):
    new_school.start()
    mail_scanner, office = new_school.visitor(), new_school.visitor()

    assert mail_scanner.get(new_school.link).status == 200
    assert mail_scanner.get("/").status == 403
    assert office.post(new_school.link).heading() == "Nothing is in the register yet"


def test_a_used_link_says_so_and_how_to_get_another(new_school):
    new_school.opened()
    late = new_school.visitor().post(new_school.link)

    assert late.status == 410
    assert (
        "Nothing was opened: the link was used before, or it has run out. Each link works once." in late.words
    )
    assert "schoolgate up" in late.words


def test_a_link_runs_out(new_school):
    new_school.start()
    with sqlite3.connect(new_school.home / "schoolgate.sqlite3") as database:
        database.execute("UPDATE store_openlink SET expires_at = '2026-01-01 00:00:00'")

    assert new_school.visitor().post(new_school.link).status == 410


def test_finishing_closes_the_pages_in_this_browser(new_school):
    office = new_school.opened()

    assert office.post("/close", seen_on="/").heading() == "Closed"
    assert office.get("/").status == 403


def test_a_page_that_is_not_open_says_how_to_open_it(stranger):
    answer = stranger.get("/register/")

    assert answer.heading() == "This page is not open in this browser"
    assert "run this where Schoolgate is installed, and open the link that it prints" in answer.words


def test_the_name_given_at_the_door_stands_beside_each_decision(new_school):
    office = new_school.opened(name="A. Khan")
    office.post("/notices/new", words="Our services\n\nMy Maths – homework. Data shared: full name, class")
    office.post("/notices/1/decide", seen_on="/notices/1/", entry="1", action="accept")
    with sqlite3.connect(new_school.home / "schoolgate.sqlite3") as database:
        assert database.execute('SELECT "by" FROM store_review').fetchall() == [("A. Khan",)]


def test_the_server_answers_this_computer_only(hill, office):
    port = int(hill.address.rsplit(":", 1)[1])
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}

    for outside in addresses - {"127.0.0.1"}:
        with socket.socket() as caller:
            assert caller.connect_ex((outside, port)) != 0


def test_a_site_elsewhere_cannot_pose_as_this_computer(office, stranger):
    for visitor in (office, stranger):
        assert visitor.ask("GET", "/page/", headers={"Host": "evil.example"}.items()).status == 400


def test_a_form_from_elsewhere_changes_nothing(office):
    answer = office.ask("POST", "/notices/1/accept-sure", b"csrfmiddlewaretoken=made-up")

    assert answer.status == 403
    assert (
        "The form did not come from a page that this browser opened, or it had been open too long."
        in answer.words
    )


def test_every_answer_forbids_scripts_and_other_peoples_servers(office, stranger):
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    for answer in (office.get("/"), office.get("/ledger/"), stranger.get("/"), office.get("/nothing")):
        assert answer.headers["Content-Security-Policy"] == policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script" not in answer.words


def test_the_cookie_of_an_opened_browser_is_out_of_reach_of_scripts(new_school):
    office = new_school.opened()
    session = next(cookie for cookie in office.cookies if cookie.name == "sessionid")

    assert session.has_nonstandard_attr("HttpOnly")
    assert session.get_nonstandard_attr("SameSite") == "Lax"


def test_a_port_in_use_is_named_with_another_to_try(hill, office, new_school):
    port = hill.address.rsplit(":", 1)[1]
    done = subprocess.run(
        [*SCHOOLGATE, "up", "--port", port], env=new_school.environment(), capture_output=True, text=True
    )

    assert done.returncode == 1
    assert plain(done.stderr) == (
        f"The pages were not served: something else uses port {port} on this machine. "
        f"Choose another: schoolgate up --port {int(port) + 1}"
    )


def test_an_operators_own_server_finds_the_application(new_school):
    done = subprocess.run(
        [SCHOOLGATE[0], "-c", "from schoolgate.server.wsgi import application; print(callable(application))"],
        env=new_school.environment(),
        capture_output=True,
        text=True,
    )

    assert done.stdout == "True\n"


def test_the_pages_write_nothing_outside_the_home(new_school, tmp_path):
    new_school.opened()

    assert [path.name for path in tmp_path.iterdir()] == ["home"]
