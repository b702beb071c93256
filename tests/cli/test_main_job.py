"""The main job, as a school office types it."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = ("feed", "run", "times-tables-rock-stars", "--by", "A. Khan")


def test_a_preview_is_the_bytes_of_the_run(ready, tmp_path):
    seen = ready("feed", "preview", "times-tables-rock-stars", "--json").json()
    ran = ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out", "--json").json()["runs"][0]
    assert ran["outcome"] == "delivered"
    assert [one["sha256"] for one in ran["files"]] == [one["sha256"] for one in seen["files"]]
    for one in ran["files"]:
        content = (Path(ran["folder"]) / one["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
    assert (Path(ran["folder"]) / "manifest.json").exists()


def test_a_first_send_asks_for_a_second_person(ready, tmp_path):
    said = ready(*RUN, "--out", tmp_path / "out")
    assert said.code == 4
    assert "A second person has to confirm it, as it is sent for the first time." in said.err
    assert not (tmp_path / "out").exists()
    assert ready("ledger", "list", "--json").json()["disclosures"] == []


def test_a_rehearsed_run_sends_and_writes_nothing(ready, tmp_path):
    said = ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out", "--dry-run", "--json")
    assert said.json()["runs"][0]["outcome"] == "rehearsed"
    assert not (tmp_path / "out").exists()
    assert ready("ledger", "list", "--json").json()["disclosures"] == []


def test_a_rehearsal_is_refused_where_the_run_would_be(ready, tmp_path):
    said = ready(*RUN, "--out", tmp_path / "out", "--dry-run")
    assert said.code == 4
    assert "A second person has to confirm it, as it is sent for the first time." in said.err


def test_a_preview_says_that_a_second_person_is_needed(ready):
    said = ready("feed", "preview", "times-tables-rock-stars")
    assert said.err == (
        "Warning: Pupils go by a key that the service does not know yet. If they have accounts there, stop "
        "and match them first: schoolgate feed rekey times-tables-rock-stars --mapping FILE.csv --dry-run\n"
        "Warning: 1 row is left out: 'Class' is blank in it.\n"
        "A second person has to confirm the run, as it is sent for the first time.\n"
    )


def test_an_outsider_verifies_what_the_school_printed(ready, tmp_path):
    assert ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out").code == 0
    for name in ("export", "key", "checkpoint"):
        (tmp_path / name).write_text(ready("ledger", name).out, "utf-8")
    words = [tmp_path / "export", "--key", tmp_path / "key", "--against", tmp_path / "checkpoint"]
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "verify_ledger.py", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ready("ledger", "verify", "--against", tmp_path / "checkpoint").code == 0
    assert ready("ledger", "proof", 1).json()["entry"] == 1
    assert ready("ledger", "proof", 99).code == 3


def test_a_withdrawal_takes_the_pupil_out_and_asks_the_recipient_to_delete(ready, tmp_path):
    first = ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out", "--json").json()["runs"][0]
    pupil = "p00001"
    statement = ready("pupil", "disclosures", pupil, "--json")
    assert statement.code == 0, statement.err
    assert len(statement.json()["releases"]) == 1
    words = ("--answer", "objection", "--by", "R. Begum", "--as", "parent")
    assert ready("decision", "record", "times-tables-rock-stars", pupil, *words).code == 0
    second = ready(*RUN, "--out", tmp_path / "out", "--json").json()["runs"][0]
    assert second["rows"] == first["rows"] - 1
    assert len(ready("pupil", "disclosures", pupil, "--json").json()["releases"]) == 1


def test_rehearsals_leave_the_register_as_it_was(adopted):
    before = adopted("register", "export").out
    for words in (
        ("agreement", "add", "Zoom", "--by", "A"),
        ("agreement", "set", "swimphony", "retention", "a year", "--by", "A"),
        ("agreement", "suspend", "swimphony", "--by", "A", "--why", "b"),
        ("school", "set", "phase", "primary"),
    ):
        assert adopted(*words, "--dry-run").code == 0
    assert adopted("register", "export").out == before


def test_a_register_goes_out_and_comes_back_the_same(adopted, tmp_path):
    path = tmp_path / "register.json"
    path.write_text(adopted("register", "export").out, "utf-8")
    said = adopted("register", "import", path)
    assert (said.code, said.out) == (0, "")


def test_the_page_says_who_gets_what_and_nothing_of_what_is_not_approved(ready, tmp_path):
    assert ready("publish", "--out", tmp_path / "page").code == 0
    page = (tmp_path / "page" / "index.html").read_text("utf-8")
    assert "Times Tables Rock Stars" in page
    assert "Swimphony" not in page
    assert "<script" not in page


def test_a_backup_restores_into_an_empty_home_and_holds_every_feed(ready, tmp_path, monkeypatch):
    assert ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out").code == 0
    assert ready("backup", tmp_path / "backup.zip").code == 0
    monkeypatch.setenv("SCHOOLGATE_HOME", str(tmp_path / "new"))
    assert ready("restore", tmp_path / "backup.zip").code == 0
    held = ready(*RUN, "--out", tmp_path / "out2")
    assert held.code == 4
    assert "Every feed is held" in held.err
    assert ready("ledger", "verify").code == 0
    assert ready("feed", "release", "--by", "M. Head").code == 0
    assert ready(*RUN, "--out", tmp_path / "out2").code == 0


def test_a_parcel_that_does_not_arrive_is_an_error(ready, tmp_path):
    (tmp_path / "out").write_text("in the way")
    said = ready(*RUN, "--confirmed-by", "M. Head", "--out", tmp_path / "out", "--json")
    assert (said.code, said.json()["runs"][0]["outcome"]) == (1, "failed")


def test_a_parcel_goes_to_the_folder_meant_wherever_the_next_command_is_typed(ready, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = ready(*RUN, "--confirmed-by", "M. Head", "--out", "out", "--json").json()["runs"][0]
    assert Path(ran["folder"]).is_absolute()


def test_whoever_signs_has_a_name(adopted):
    words = ("agreement", "assess", "swimphony", "--outcome", "approved", "--role", "head")
    said = adopted(*words, "--by", " ")
    assert said.code == 2
    assert "Nobody is named." in said.err
    assert adopted("register", "history", "swimphony", "--json").code == 0


def test_a_day_that_no_school_means_is_a_usage_error(adopted):
    words = ("agreement", "assess", "swimphony", "--outcome", "approved", "--role", "head", "--by", "M")
    said = adopted(*words, "--on", "9999-12-31")
    assert said.code == 2
    assert "is not a day between 1900 and 2200." in " ".join(said.err.split())


def test_keys_that_are_not_keys_restore_nothing(ready, tmp_path, monkeypatch):
    assert ready("backup", tmp_path / "backup.zip").code == 0
    monkeypatch.setenv("SCHOOLGATE_HOME", str(tmp_path / "new"))
    said = ready("restore", tmp_path / "backup.zip", "--keys", tmp_path / "backup.zip")
    assert said.code == 5
    assert said.err == (
        "Nothing was restored: backup.zip holds no keys/ledger.key. Choose a file that 'backup' wrote.\n"
    )
    assert not (tmp_path / "new").exists()


def test_half_a_backup_restores_nothing(ready, tmp_path, monkeypatch):
    assert ready("backup", tmp_path / "backup.zip").code == 0
    whole = (tmp_path / "backup.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[:400] + bytes(200) + whole[600:])
    monkeypatch.setenv("SCHOOLGATE_HOME", str(tmp_path / "new"))
    said = ready("restore", tmp_path / "half.zip", "--keys", tmp_path / "backup.zip.keys")
    assert said.code == 5
    assert said.err == (
        "Nothing was restored: half.zip is not a backup, or only half of one. Choose a whole one.\n"
    )
    assert not (tmp_path / "new").exists()
