"""The demonstration: the whole job on a notice, in a home of its own."""

import hashlib
import json
from pathlib import Path

import pytest

from schoolgate.samples import notice_files

REAL = Path(__file__).parents[2].parent / "shared" / "notices" / "real"
NAMED = ("bocking", "hunwick", "minet", "telford", "west-town-lane")


def told(schoolgate, out, *notices):
    said = schoolgate("demo", "--no-serve", "--json", "--out", out, *notices)
    assert said.code == 0, said.err
    return {Path(one["notice"]).stem: one for one in said.json()["schools"]}


def sent(school):
    return [run for run in school["runs"] if run["outcome"] == "delivered"]


def check_whole(school, folder):
    """What was told is what stands in the folders: every parcel's bytes, the page, the ledger."""
    assert school["ledger"]["holds"]
    assert school["ledger"]["size"] == 2 * len(sent(school))
    for run in sent(school):
        for file in run["files"]:
            content = (Path(run["folder"]) / file["name"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert Path(run["folder"]).is_relative_to(folder / "parcels")
    page = (folder / "page" / "index.html").read_text("utf-8")
    assert school["school"] in page
    assert (folder / "home" / "schoolgate.sqlite3").exists()


def test_the_samples_come_through_whole(schoolgate, tmp_path):
    notices = [path for path in notice_files() if path.stem in ("alderbrook-primary", "willowmere-primary")]
    found = told(schoolgate, tmp_path / "out", *notices)

    assert len(found) == 2
    for name, school in found.items():
        check_whole(school, tmp_path / "out" / name)
        assert "Times Tables Rock Stars" in [run["service"] for run in sent(school)]
        assert school["statement"]["releases"]


def test_it_ends_with_a_summary_that_a_person_can_read(schoolgate, tmp_path):
    notice = next(path for path in notice_files() if path.stem == "alderbrook-primary")
    said = schoolgate("demo", "--no-serve", "--out", tmp_path / "out", notice)

    for line in (
        "read:",
        "settled:",
        "released:",
        "refused:",
        "elsewhere:",
        "ledger:",
        "one child:",
        "page:",
    ):
        assert f"\n  {line}" in said.out
    assert "Every person, pupil and signature in this is made up." in said.err


def test_a_folder_that_no_demonstration_made_is_left_alone(schoolgate, tmp_path):
    kept = tmp_path / "out" / "alderbrook-primary" / "letters.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("ours", "utf-8")
    notice = next(path for path in notice_files() if path.stem == "alderbrook-primary")

    said = schoolgate("demo", "--no-serve", "--out", tmp_path / "out", notice)

    assert said.code == 4
    assert "holds files that no demonstration made; name another folder with --out" in said.err
    assert [path.name for path in kept.parent.iterdir()] == ["letters.txt"]


@pytest.mark.skipif(not REAL.exists(), reason="../shared/notices/real is not beside this checkout")
def test_five_schools_own_notices_come_through_whole(schoolgate, tmp_path):
    found = told(schoolgate, tmp_path / "out", *(REAL / f"{name}.txt" for name in NAMED))

    assert tuple(found) == NAMED
    for name, school in found.items():
        check_whole(school, tmp_path / "out" / name)
        answers = json.loads((REAL / f"{name}.json").read_text("utf-8"))
        assert abs(school["recipients"] - len(answers["recipients"])) <= 2
    assert "Swimphony" in found["hunwick"]["refused"]
    assert "Swimphony" not in [run["service"] for run in sent(found["hunwick"])]
    assert [sent(found[name]) != [] for name in NAMED] == [True, True, False, False, True]
