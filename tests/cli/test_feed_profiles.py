"""`schoolgate feed profile`: a school's own formats, made from headings, changed, listed and shown."""

TTRS = "times-tables-rock-stars"
HEADINGS = b"Pupil Name,Class,Year,Notes\r\nZaphod Beeblebrox,Gold,Year 5,late\r\n"


def learn(schoolgate, tmp_path, *words, headings=HEADINGS):
    sample = tmp_path / "sample.csv"
    sample.write_bytes(headings)
    return schoolgate("feed", "profile", "learn", sample, "--for", TTRS, *words)


def test_a_sample_alone_is_shown_and_nothing_is_kept(adopted, tmp_path):
    sample = tmp_path / "upload.csv"
    sample.write_text("Forename,DOB (DD/MM/YYYY)\n", "utf-8")
    said = adopted("feed", "profile", "learn", sample)

    assert said.code == 0
    assert "First name" in said.out
    assert said.err.startswith("Nothing was kept: say whose upload it is, with --for SERVICE.")
    assert "own" not in adopted("feed", "profile", "list").out.split()


def test_a_format_learned_from_headings_is_the_one_its_agreement_is_sent_in(ready, tmp_path):
    made = learn(ready, tmp_path, "--empty", "Notes")
    seen = ready("feed", "preview", TTRS, "--rows", "1")

    assert made.code == 0
    assert made.err == "Kept own_times_tables_rock_stars, version 1, for times-tables-rock-stars.\n"
    assert made.out.splitlines()[1] == "Pupil Name\tFirst name and surname\tknown"
    assert made.out.splitlines()[4] == "Notes\tleft empty\tempty"
    assert "Zaphod" not in made.out
    assert "Pupil Name,Class,Year,Notes" in seen.out.splitlines()


def test_a_preview_shows_letters_as_they_are_whatever_the_encoding_of_the_file(ready, tmp_path):
    headings = "Élèves;Year\r\nGold;Year 5\r\n".encode("cp1252")
    made = learn(ready, tmp_path, "--map", "Élèves=registration_class", headings=headings)
    seen = ready("feed", "preview", TTRS, "--rows", "1")

    assert made.code == 0
    assert "Élèves;Year" in seen.out.splitlines()


def test_an_unknown_heading_makes_no_format(adopted, tmp_path):
    said = learn(adopted, tmp_path)

    assert said.code == 5
    assert "nobody here knows what 'Notes' is" in said.err
    assert "own_" not in adopted("feed", "profile", "list").out


def test_a_rehearsed_format_is_shown_and_not_kept(adopted, tmp_path):
    said = learn(adopted, tmp_path, "--empty", "Notes", "--dry-run")

    assert said.err.startswith("Would keep own_times_tables_rock_stars, version 1")
    assert "own_" not in adopted("feed", "profile", "list").out


def test_a_known_format_is_changed_in_single_headings_for_one_agreement(adopted):
    made = adopted(
        "feed", "profile", "set", "lexia_core5_csv", "--for", TTRS, "--fixed", "School=Hill", "--json"
    )
    shown = adopted("feed", "profile", "show", "own_times_tables_rock_stars", "--json").json()
    twice = adopted(
        "feed", "profile", "set", "own_times_tables_rock_stars", "--for", TTRS, "--empty", "Class", "--json"
    ).json()

    assert made.json() == shown
    assert (shown["own"], shown["version"], shown["for"]) == (True, 1, TTRS)
    assert [one["filled_by"] for one in shown["headings"] if one["heading"] == "School"] == ["always “Hill”"]
    assert (twice["version"], twice["name"]) == (2, "own_times_tables_rock_stars")
    assert [one["filled_by"] for one in twice["headings"] if one["heading"] == "Class"] == ["nothing"]


def test_a_heading_that_a_format_does_not_have_changes_nothing(adopted):
    said = adopted("feed", "profile", "set", "lexia_core5_csv", "--for", TTRS, "--fixed", "Skool=Hill")

    assert said.code == 5
    assert said.err.strip().endswith(
        "Nothing was changed: the format 'lexia_core5_csv' has no heading 'Skool'. "
        "See them with: schoolgate feed profile show lexia_core5_csv"
    )


def test_a_change_of_nothing_and_a_name_that_is_taken_are_refused(adopted, tmp_path):
    nothing = adopted("feed", "profile", "set", "lexia_core5_csv", "--for", TTRS)
    taken = learn(adopted, tmp_path, "--empty", "Notes", "--name", "plain_csv")

    assert "Nothing was changed: say what, with --fixed, --map, --empty or --required." in nothing.err
    assert "'plain_csv' can't be its name" in taken.err
    assert (nothing.code, taken.code) == (5, 5)


def test_a_format_is_shown_with_what_nobody_publishes(adopted):
    shown = adopted("feed", "profile", "show", "seesaw_csv")

    assert "known from: help.seesaw.me, article 35502359765645 (stated, 2026-11)" in shown.out
    assert "not published: What the sixth column is headed: it is left empty." in shown.out


def test_a_format_and_a_file_that_are_not_there_are_said_to_be_missing(adopted, tmp_path):
    shown = adopted("feed", "profile", "show", "nothing_csv")
    absent = adopted("feed", "profile", "learn", tmp_path / "absent.csv", "--for", TTRS)

    assert "There is no format 'nothing_csv'. See them all with: schoolgate feed profile list" in shown.err
    assert "No format was made: there is no file" in absent.err
    assert (shown.code, absent.code) == (3, 3)


def test_every_format_is_listed_with_how_sure_it_is(adopted):
    listed = adopted("feed", "profile", "list", "--json").json()["profiles"]

    assert {"checked", "stated", "seen", "ours"} >= {one["evidence"][0]["mark"] for one in listed}
    assert "oneroster_csv_1p2" in [one["name"] for one in listed]
