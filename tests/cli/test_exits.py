"""The exit code follows the cause, and the words say what to do."""

import pytest


def test_a_home_without_a_school_says_how_to_create_one(schoolgate):
    said = schoolgate("register", "list")
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "There is no school in this home yet. Create it first: "
        "schoolgate school create --name 'Hill Primary School' --nation england --type maintained\n"
    )


def test_a_second_school_on_sqlite_is_refused_with_the_way_to_postgresql(school):
    said = school("school", "create", "--name", "Dale", "--nation", "wales", "--type", "maintained")
    assert said.code == 4
    assert "SCHOOLGATE_DATABASE" in said.err
    assert school("school", "show", "--json").json()["name"] == "Hill Primary"


def test_an_unknown_service_is_not_found(adopted):
    said = adopted("register", "show", "nobody")
    assert (said.code, said.out) == (3, "")
    assert said.err == "There is no agreement 'nobody'. See them all with: schoolgate register list\n"


def test_an_empty_name_is_no_service_even_where_there_is_only_one(adopted):
    for name in ("", " ", "…"):
        said = adopted("agreement", "suspend", name, "--by", "A", "--why", "a script's mistake")
        assert said.code == 3


def test_an_ambiguous_service_exits_2_with_the_candidates(adopted):
    assert adopted("agreement", "add", "Google", "--by", "A").code == 0
    assert adopted("agreement", "add", "Google", "--by", "A").code == 0
    said = adopted("register", "show", "Google")
    assert said.code == 2
    assert said.err == "Nothing was done: 2 agreements go by 'Google'. Say which one: google, google-2.\n"


def test_a_refused_feed_exits_4_and_names_every_rule(adopted):
    said = adopted("feed", "preview", "swimphony")
    assert said.code == 4
    assert "Its risk assessment is awaited, and nothing can override that." in said.err
    assert "Clause 1 has no lawful basis." in said.err


def test_a_mistyped_day_is_a_usage_error(adopted):
    said = adopted("register", "check", "--on", "yesterday")
    assert said.code == 2
    assert "'yesterday' is not a day. Write it as 2026-11-22." in " ".join(said.err.split())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "empty.txt",
            b"",
            "Nothing was read: empty.txt is empty. Save the notice again and read the new file.\n",
        ),
        ("notice.doc", b"x", "notice.doc was not read: only "),
    ],
)
def test_a_notice_that_cannot_be_read_exits_5(schoolgate, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    said = schoolgate("notice", "read", tmp_path / name)
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith(words)


def test_a_file_that_is_not_there_exits_3(schoolgate, tmp_path):
    said = schoolgate("notice", "read", tmp_path / "none.txt")
    assert said.code == 3
    assert said.err.startswith("Nothing was read: there is no file")


def test_a_notice_of_200_mb_is_refused_before_it_is_opened(schoolgate, tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    said = schoolgate("notice", "read", path)
    assert (said.code, said.err) == (
        5,
        (
            "big.txt was not read: it has 200 MB and a notice may have 20 MB. "
            "Save the page's text alone, without pictures, and try again.\n"
        ),
    )


def test_findings_exit_6_only_where_they_are_asked_for(schoolgate, notice):
    assert schoolgate("notice", "check", notice, "--on", "2026-11-22").code == 0
    assert schoolgate("notice", "check", notice, "--on", "2026-11-22", "--fail-on", "question").code == 6


def test_reading_a_notice_needs_no_school_and_makes_no_home(schoolgate, notice, home):
    assert schoolgate("notice", "read", notice).code == 0
    assert schoolgate("notice", "check", notice).code == 0
    assert not home.exists()
