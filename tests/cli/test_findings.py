"""Findings by name: listed, answered, put right, written out."""

import json


def names(said, check):
    found = said("finding", "list", "--json").json()["findings"]
    return [one["id"] for one in found if one["id"].startswith(check)]


def open_ids(said, *more):
    return {one["id"] for one in said("register", "check", "--json", *more).json()["findings"]}


def test_a_finding_said_to_be_no_problem_is_shown_only_when_asked_for(adopted):
    name = names(adopted, "LAW-001")[0]
    said = adopted(
        "finding", "waive", name, "--why", "The council holds it.", "--by", "A. Khan", "--on", "2026-11-22"
    )
    assert (said.code, said.err) == (0, f"Recorded: {name} is no problem until 2027-11-22.\n")
    assert name not in open_ids(adopted, "--on", "2026-11-22")
    assert name in open_ids(adopted, "--on", "2026-11-22", "--all")
    assert "The council holds it." in adopted("finding", "waivers").out
    back = adopted("register", "check", "--on", "2027-11-23")
    assert (
        'A. Khan said it is not a problem: "The council holds it." That lapsed after 2027-11-22.' in back.out
    )


def test_a_rehearsal_keeps_nothing(adopted):
    name = names(adopted, "LAW-001")[0]
    said = adopted("finding", "waive", name, "--why", "x", "--by", "A. Khan", "--dry-run")
    assert said.err.startswith(f"Would record: {name} is no problem until ")
    assert name in open_ids(adopted)


def test_no_reason_is_no_answer(adopted):
    name = names(adopted, "LAW-001")[0]
    said = adopted("finding", "waive", name, "--why", "  ", "--by", "A. Khan")
    assert (said.code, said.err) == (
        5,
        f"Nothing was recorded: it is not said why {name} is no problem. Say it with --why.\n",
    )
    late = adopted(
        "finding", "waive", name, "--why", "x", "--by", "A", "--until", "2026-01-01", "--on", "2026-11-22"
    )
    assert (late.code, late.err) == (
        5,
        f"Nothing was recorded: 2026-01-01 is past. Give the last day on which {name} is no problem.\n",
    )


def test_a_name_that_nothing_goes_by_today_is_not_found(adopted):
    said = adopted("finding", "fix", "LAW-001-00000000", "--by", "A. Khan")
    assert said.code == 3
    assert said.err == (
        "There is no finding 'LAW-001-00000000' today: it was put right, or its words have changed. "
        "See them all with: schoolgate finding list\n"
    )


def test_a_certain_fix_makes_a_new_draft_and_the_finding_is_gone(adopted):
    items = ("agreement", "set", "times-tables-rock-stars", "clause.1.items")
    assert adopted(*items, "first_name:sent; date_of_birth:sent", "--by", "A. Khan").code == 0
    (name,) = names(adopted, "MIN-003")
    tried = adopted("finding", "fix", name, "--by", "A. Khan", "--dry-run")
    assert tried.out == "times-tables-rock-stars item.date_of_birth.transform: month_and_year\n"
    assert names(adopted, "MIN-003") == [name]
    done = adopted("finding", "fix", name, "--by", "A. Khan")
    assert done.err == (
        "Send the month and year of birth instead of the day. "
        "Made version 3 of times-tables-rock-stars, a draft.\n"
    )
    assert names(adopted, "MIN-003") == []
    history = adopted("register", "history", "times-tables-rock-stars").out
    assert f"{name}: Send the month and year of birth instead of the day." in history


def test_what_only_a_person_can_put_right_is_refused(adopted):
    name = names(adopted, "LAW-001")[0]
    said = adopted("finding", "fix", name, "--by", "A. Khan")
    assert said.code == 4
    assert said.err == (
        f"Nothing was changed.\n- {name} has no fix that is certain. What to do: "
        "Give each purpose one basis: usually public task, 6(1)(e), or a legal obligation, 6(1)(c).\n"
    )


def test_findings_go_to_a_file_in_the_format_asked_for(adopted, notice, tmp_path):
    book = tmp_path / "findings.xlsx"
    said = adopted("notice", "check", notice, "--format", "xlsx", "--out", book)
    assert said.code == 0
    assert said.err.startswith(f"Wrote {book}\n")
    assert book.read_bytes()[:2] == b"PK"
    screen = adopted("register", "check", "--format", "xlsx")
    assert screen.code == 2
    assert "A workbook is not for the screen. Name a file: --out findings.xlsx" in screen.err
    sarif = adopted("notice", "check", notice, "--format", "sarif")
    assert json.loads(sarif.out)["version"] == "2.1.0"


def test_what_is_answered_no_longer_stops_a_pipeline(adopted, notice):
    judged = ("--fail-on", "high", "--on", "2026-11-22")
    assert adopted("notice", "check", notice, *judged).code == 6
    listed = ("finding", "list", "--notice", notice, "--on", "2026-11-22", "--json")
    for one in adopted(*listed).json()["findings"]:
        if one["severity"] in ("critical", "high"):
            words = ("--why", "known", "--by", "A. Khan", "--on", "2026-11-22", "--notice", notice)
            assert adopted("finding", "waive", one["id"], *words).code == 0
    assert adopted("notice", "check", notice, *judged).code == 0
