"""Many notices at once, as typed: read on all cores, and the same service side by side."""

import json

import pytest

TEXT = "{school}\n\nSystem: Mathletics\nPurpose: Maths practice\nData shared: {items}\n"


@pytest.fixture
def folder(tmp_path):
    for school, items in (("Ash School", "Name"), ("Elm School", "Name, UPN"), ("Oak School", "Name")):
        (tmp_path / f"{school.split()[0].lower()}.txt").write_text(TEXT.format(school=school, items=items))
    return tmp_path


def test_a_bad_file_in_a_folder_stops_none_of_the_others(schoolgate, folder):
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02" * 400)
    done = schoolgate("notice", "batch", folder, "--jobs", "2")
    lines = [json.loads(line) for line in done.out.splitlines()]

    assert done.code == 0
    assert [line["file"].split("/")[-1] for line in lines] == ["ash.txt", "broken.txt", "elm.txt", "oak.txt"]
    assert ["error" in line for line in lines] == [False, True, False, False]
    assert lines[0]["entries"][0]["name"] == "Mathletics"
    assert "3 of 4 documents read." in done.err


def test_what_a_folder_holds_besides_is_said_to_be_left_out(schoolgate, folder):
    (folder / "old.doc").write_bytes(b"words")
    (folder / ".hidden").write_bytes(b"words")
    done = schoolgate("notice", "batch", folder)

    assert "old.doc was left out: .doc is not read. Save it as one that is.\n3 of 3 docu" in done.err
    assert ".hidden" not in done.err


def test_a_batch_in_which_nothing_can_be_read_is_invalid_input(schoolgate, tmp_path):
    (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02" * 400)

    assert schoolgate("notice", "batch", tmp_path).code == 5


def test_a_file_that_is_not_there_is_named_before_anything_is_read(schoolgate, folder):
    done = schoolgate("notice", "batch", folder, folder / "nowhere.txt")

    assert (done.code, done.out) == (3, "")
    assert "there is no file" in done.err


def test_schools_are_laid_side_by_side_with_their_words(schoolgate, folder):
    done = schoolgate("notice", "compare", folder, "--service", "Mathletics", "--json")
    (found,) = done.json()["services"]

    assert (found["service"], found["different"], found["blanks"]) == ("Mathletics", 2, 0)
    assert [(one["school"], [item["words"] for item in one["items"]]) for one in found["declarations"]] == [
        ("Ash School", ["Name"]),
        ("Elm School", ["Name", "UPN"]),
        ("Oak School", ["Name"]),
    ]
    assert [(one["school"], one["item"], one["declared_by"]) for one in found["outliers"]] == [
        ("Elm School", "upn", 1)
    ]


def test_the_sentence_to_send_to_a_supplier_is_printed(schoolgate, folder):
    done = schoolgate("notice", "compare", folder, "--less")

    assert done.out.startswith(
        "1. Elm School – Mathletics: upn\n   We give Mathletics this about our pupils: "
    )


def test_a_service_that_nobody_names_is_not_found(schoolgate, folder):
    done = schoolgate("notice", "compare", folder, "--service", "Purple Mash")

    assert (done.code, "None of these notices names 'Purple Mash'." in done.err) == (3, True)


def test_no_readers_read_nothing(schoolgate, folder):
    assert schoolgate("notice", "batch", folder, "--jobs", "0").code == 5
