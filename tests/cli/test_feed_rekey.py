"""A service's own accounts, matched at the command line: rehearsed, then kept as they were seen."""

import csv
import io
import zipfile

import pytest


@pytest.fixture
def accounts(tmp_path):
    """What the service says of its accounts: one for each pupil of the made-up roll, and one of nobody."""
    with zipfile.ZipFile(tmp_path / "roll.zip") as roll:
        pupils = list(csv.DictReader(io.StringIO(roll.read("pupil.csv").decode("utf-8-sig"))))
    lines = [f"acct-{n},{row['admission_number']}" for n, row in enumerate(pupils)]
    path = tmp_path / "accounts.csv"
    path.write_text("\n".join(["Login,Admission number", *lines, "acct-x,999999"]) + "\n", "utf-8")
    return path


def test_accounts_are_rehearsed_and_then_kept_by_two_people(ready, accounts):
    rekey = ("feed", "rekey", "times-tables-rock-stars", "--mapping", accounts)

    seen = ready(*rekey, "--dry-run")
    told = ready(*rekey, "--dry-run", "--json").json()
    refused = ready(*rekey, "--by", "A. Khan", "--confirmed-by", "M. Head")
    kept = ready(
        *rekey, "--rehearsed", told["digest"], "--accept-lost", "--by", "A. Khan", "--confirmed-by", "M. Head"
    )

    assert seen.out.splitlines()[0] == "what\taccount\tpupil\tby"
    assert len(seen.out.splitlines()) == 1 + 31
    assert f"--rehearsed {told['digest']}" in seen.err
    assert (len(told["matched"]), [one["key"] for one in told["lost"]]) == (30, ["acct-x"])
    assert (refused.code, kept.code) == (4, 0)
    assert kept.out.split("\t")[2:] == ["draft", "key account\n"]


def test_a_list_that_says_nothing_of_whose_an_account_is_is_no_list(ready, tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("Login,Shoe\na,4\n", "utf-8")

    said = ready("feed", "rekey", "times-tables-rock-stars", "--mapping", path, "--dry-run")

    assert (said.code, said.err.splitlines()[0]) == (5, "The list in 'accounts.csv' was not used.")
