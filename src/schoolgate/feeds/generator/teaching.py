"""Made-up classes, who sits in them and who teaches them."""

from datetime import date

from schoolgate.feeds.generator.chance import Chance
from schoolgate.feeds.generator.knowledge import load_knowledge
from schoolgate.feeds.generator.pupils import YEARS, school_year
from schoolgate.feeds.tables import Cell

Record = dict[str, Cell]
CLASS_SIZE = 30


def class_names(pupils: int) -> dict[str, tuple[str, ...]]:
    """Year → its registration classes, enough for `pupils` at thirty a class."""
    trees = load_knowledge().school["class_trees"]
    count = max(1, -(-pupils // (len(YEARS) * CLASS_SIZE)))
    names = [
        trees[n] if n < len(trees) else f"{trees[n % len(trees)]} {n // len(trees) + 1}" for n in range(count)
    ]
    return {year: tuple(f"{year} {name}" for name in names) for year in YEARS}


def classes_and_staff(
    chance: Chance, pupils: list[Record], on: date
) -> tuple[list[Record], list[Record], list[Record]]:
    classes = _registration(len(pupils)) + _teaching()
    staff = [_person(chance, n, "Teacher") for n in range(1, len(classes) + 1)]
    for one, teacher in zip(classes, staff, strict=True):
        one["teacher_id"] = teacher["id"]
    first = len(staff) + 1
    jobs = load_knowledge().school["jobs"]
    staff += [_person(chance, first + n, job) for n, job in enumerate(jobs)]
    return classes, _enrolments(chance, classes, pupils, on), staff


def _registration(pupils: int) -> list[Record]:
    names = [(year, name) for year, names in class_names(pupils).items() for name in names]
    return [
        {"id": f"c{n:03d}", "name": name, "kind": "registration", "year_group": year, "subject": None}
        for n, (year, name) in enumerate(names, 1)
    ]


def _teaching() -> list[Record]:
    return [
        {
            "id": f"t{n:03d}",
            "name": f"{subject} year {year}",
            "kind": "teaching",
            "year_group": year,
            "subject": subject,
        }
        for n, (subject, year) in enumerate(load_knowledge().school["teaching"], 1)
    ]


def _person(chance: Chance, number: int, job: str) -> Record:
    made, woman = load_knowledge(), chance.happens(0.75)
    origin = chance.weighed([(one, one.weight) for one in made.origins])
    return {
        "id": f"s{number:03d}",
        "title": chance.one_of(made.school["titles_women" if woman else "titles_men"]),
        "forename": chance.one_of(origin.girls if woman else origin.boys),
        "surname": chance.one_of(origin.surnames),
        "email": f"staff{number:03d}@school.example",
        "role": job,
        "employee_number": f"{chance.digits(6)}",
    }


def _enrolments(chance: Chance, classes: list[Record], pupils: list[Record], on: date) -> list[Record]:
    start = date(school_year(on), 9, 1)
    taught = [_enrolment(one, one["teacher_id"], "teacher", start, None) for one in classes]
    sat = []
    for child in pupils:
        begins = max(start, _day(child["entry_date"]))
        for one in classes:
            if one["name"] == child["registration_class"] or (
                one["kind"] == "teaching" and one["year_group"] == child["year_group"] and chance.happens(0.9)
            ):
                sat.append(_enrolment(one, child["id"], "pupil", begins, child["leaving_date"]))
    return taught + sat


def _enrolment(one: Record, person: Cell, role: str, begins: date, ends: Cell) -> Record:
    return {"class_id": one["id"], "person_id": person, "role": role, "from_date": begins, "to_date": ends}


def _day(cell: Cell) -> date:
    assert isinstance(cell, date)
    return cell
