"""What goes wrong at a school: rolls that can't be, feeds that may not. What is said of it holds no cell."""

import csv
import io
import zipfile
from functools import cache, partial

from schoolgate.actions import feeds, roll
from schoolgate.domain.errors import SchoolgateError
from tests.actions.cast import draft, in_force, roll_file, without
from tests.actions.day import AT, ON
from tests.feeds.cases import clause, sent
from tests.feeds.proofs.unique_school import unique_school

NAMES = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")


def go_wrong(day):
    """Each thing has to be refused: what is said of it is looked at, and what it leaves."""
    for what, attempt in (bad_rolls(day) | bad_feeds(day)).items():
        try:
            attempt()
        except SchoolgateError as error:
            day.evidence.error(what, error)
            if faults := getattr(error, "faults", None):
                day.evidence.add(f"{what}: faults", repr(faults))
        else:
            raise AssertionError(f"nobody refused it: {what}")


def bad_rolls(day):
    """What is wrong → the attempt to load it."""
    tables, _ = unique_school()
    ids = list(tables["pupil"].column("id"))
    gone = without(tables, *ids[: len(ids) * 4 // 10])
    files = torn() | {name: written(change) for name, change in CHANGES.items()}
    return {name: partial(load_bytes, day, data, name) for name, data in files.items()} | {
        "two fifths gone": lambda: roll.load(day.office, roll_file(day.folder / "given", gone), at=AT, on=ON),
    }


CHANGES = {
    "codes that are none.zip": lambda row: row | {"sex": row["upn"]},
    "flags that are none.zip": lambda row: row | {"fsm_eligible": row["email"]},
    "days that are none.zip": lambda row: row | {"date_of_birth": row["legal_surname"]},
    "two with one number.zip": lambda row: row | {"upn": "B801200005001"},
    "contacts of nobody.zip": lambda row: row | {"id": row["username"]},
    "blank names.zip": lambda row: row | dict.fromkeys(NAMES),
    "swapped columns.zip": lambda row: (
        row | {"legal_forename": row["legal_surname"], "legal_surname": row["legal_forename"]}
    ),
}


def torn():
    whole, pupils = packed(), member(packed(), "pupil.csv")
    return {
        "half written.zip": whole[: len(whole) // 2],
        "not a roll.zip": b"\x00\xff" + whole[100:4000],
        "cut in a cell.csv": pupils[:20_000] + b'"',
        "without headings.csv": pupils.split(b"\n", 1)[1],
    }


def load_bytes(day, data, name):
    path = day.folder / "given" / name
    path.write_bytes(data)
    roll.load(day.office, path, at=AT, on=ON)


def member(packed, name):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(name)


def written(change):
    """A zip as a school may hand it in: whatever `change` makes of each pupil's cells, as text."""
    rows = csv.DictReader(io.StringIO(member(packed(), "pupil.csv").decode(), newline=""))
    changed = [change(row) for row in rows]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, changed[0].keys())
    writer.writeheader()
    writer.writerows(changed)
    return with_pupils(text.getvalue())


def with_pupils(text):
    whole, made = zipfile.ZipFile(io.BytesIO(packed())), io.BytesIO()
    with whole, zipfile.ZipFile(made, "w") as after:
        for name in whole.namelist():
            after.writestr(name, text if name == "pupil.csv" else whole.read(name))
    return made.getvalue()


@cache
def packed():
    return roll.write_zip(unique_school()[0])


def bad_feeds(day):
    office = day.office
    in_force(office, "bad-lacks", clause(*sent("year_group")), format="ttrockstars_csv")
    draft(office, "bad-special", clause(*sent("first_name", "medical", "religion")))
    draft(office, "bad-upn", clause(*sent("first_name", "upn")))
    slugs = ("bad-lacks", "bad-special", "bad-upn")
    return {f"a feed that is refused: {one}": partial(preview_or_refuse, office, one) for one in slugs}


def preview_or_refuse(office, slug):
    feeds.preview(office, slug, at=AT)
