"""Doors and schedules at the command line."""

import json

KEY = "SHA256:" + "A" * 43


def add(school, tmp_path, *more):
    secret = tmp_path / "secret"
    secret.write_text("a-canary-of-a-password\n")
    assert school("egress", "allow", "files.elm.example").code == 0
    return school(
        "door", "add", "times-tables-rock-stars", "sftp://hill@files.elm.example/in",
        "--host-key", KEY, "--secret-file", secret, *more,
    )  # fmt: skip


def test_a_door_is_set_listed_and_removed_and_its_secret_is_never_printed(adopted, tmp_path):
    said = [
        add(adopted, tmp_path, "--expires", "2027-08-31"),
        adopted("door", "list", "--json"),
        adopted("door", "list"),
        adopted("door", "remove", "times-tables-rock-stars"),
        adopted("door", "list", "--json"),
    ]
    assert [one.code for one in said] == [0] * 5
    [door] = said[1].json()["doors"]
    assert (door["address"], door["user"], door["host_key"], door["expires"]) == (
        "sftp://files.elm.example/in",
        "hill",
        KEY,
        "2027-08-31",
    )
    assert said[4].json()["doors"] == []
    assert not [one for one in said if "canary" in one.out + one.err]


def test_a_door_at_a_host_that_is_not_allowed_is_refused(adopted, tmp_path):
    said = adopted("door", "add", "times-tables-rock-stars", "https://ash.example/hook")
    assert said.code == 4
    assert "schoolgate egress allow ash.example" in said.err


def test_a_door_for_https_says_where_its_secret_is(adopted, home):
    adopted("egress", "allow", "ash.example")
    said = adopted("door", "add", "times-tables-rock-stars", "https://ash.example/hook")
    assert said.code == 0
    assert str(home / "keys") in said.err


def test_a_feed_without_a_door_or_a_folder_is_refused(ready):
    said = ready("feed", "run", "times-tables-rock-stars", "--confirmed-by", "P. Deputy")
    assert said.code == 4
    assert "It has no door." in said.err


def test_a_schedule_is_set_listed_and_removed(adopted):
    assert adopted("schedule", "set", "times-tables-rock-stars", "--nightly", "--at", "02:30").code == 0
    [found] = adopted("schedule", "list", "--json").json()["schedules"]
    assert (found["rhythm"], found["at"], found["last"], found["missed"]) == ("nightly", "02:30", None, [])
    assert adopted("doctor", "--json").code == 1  # no worker has been awake yet
    assert adopted("worker", "--once").code == 0
    checks = {one["name"]: one for one in json.loads(adopted("doctor", "--json").out)["checks"]}
    assert checks["schedule"]["is_well"]
    assert adopted("schedule", "remove", "times-tables-rock-stars").code == 0
    assert adopted("schedule", "list", "--json").json()["schedules"] == []


def test_one_rhythm_is_asked_for(adopted):
    assert adopted("schedule", "set", "times-tables-rock-stars").code == 2
    assert adopted("schedule", "terms", "september").code == 2
    assert adopted("schedule", "set", "times-tables-rock-stars", "--term-time").code == 4
    assert adopted("schedule", "terms", "2026-09-02..2099-10-23").code == 0
    assert adopted("schedule", "set", "times-tables-rock-stars", "--term-time").code == 0


def test_a_door_for_accounts_is_set_and_what_it_did_not_take_is_listed(adopted, tmp_path):
    token = tmp_path / "token"
    token.write_text("a-canary-of-a-token\n")
    adopted("egress", "allow", "ash.example")
    said = [
        adopted(
            "door", "add", "times-tables-rock-stars", "scim+https://ash.example/v2", "--secret-file", token
        ),
        adopted("door", "troubles", "times-tables-rock-stars", "--json"),
        adopted("door", "troubles", "times-tables-rock-stars"),
    ]
    assert [one.code for one in said] == [0, 0, 0]
    assert said[1].json()["troubles"] == []
    assert adopted("door", "delete-accounts", "times-tables-rock-stars", "nobody").code in (3, 4)
    assert not [one for one in said if "canary" in one.out + one.err]
