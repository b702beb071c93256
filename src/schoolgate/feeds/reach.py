"""What a feed lets out and of whom, so that a run which lets out more is seen before it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.domain.agreement import Clause
from schoolgate.domain.roll import roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import FeedSpec

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, repr=False)
class Reach:
    """Field and transform → whose.

    "pupil.date_of_birth year" → "everyone", "year 4", "class 4 Oak" or "pupil p1"
    """

    fields: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return f"Reach({', '.join(self.fields)})"


def reach_of(spec: FeedSpec) -> Reach:
    clauses = {clause.id: clause for clause in spec.clauses}
    found: dict[str, set[str]] = {}
    for column in spec.leaving():
        whose = {one for clause in column.clauses for one in _whose(clauses[clause])}
        for field in column.fields:
            found.setdefault(f"{field} {column.transform.value}", set()).update(whose)
    return Reach({name: tuple(sorted(whose)) for name, whose in sorted(found.items())})


def _whose(clause: Clause) -> set[str]:
    scope = clause.scope
    if scope.everyone:
        return {EVERYONE}
    return (
        {f"year {one}" for one in scope.year_groups}
        | {f"class {one}" for one in scope.classes}
        | {f"group {one}" for one in scope.groups}
        | {f"pupil {one}" for one in scope.pupils}
    )


def widening(before: Reach | None, now: Reach) -> tuple[str, ...]:
    """Why a second person is needed; empty where nothing is new. before None: never sent."""
    if before is None:
        return ("it is sent for the first time",)
    fields = [name for name in now.fields if name not in before.fields]
    wider = [
        name
        for name, whose in now.fields.items()
        if EVERYONE not in before.fields.get(name, (EVERYONE,)) and set(whose) - set(before.fields[name])
    ]
    found = [f"it sends more ({_plain(fields)})"] if fields else []
    return (*found, f"it is for more people ({_plain(wider)})") if wider else tuple(found)


def _plain(names: list[str]) -> str:
    """Fields in plain words, with their transform where they do not leave whole."""
    told = []
    for name in names:
        field, _, transform = name.partition(" ")
        how = "" if transform == Transform.AS_IS.value else f" as {transform.replace('_', ' ')}"
        told.append(roll_field(field).label.lower() + how)
    return ", ".join(told)


def _same(name: str) -> str:
    """A person's name as compared: the letters of any script, whatever their case, spaces and points."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def is_other_person(one: str, other: str | None) -> bool:
    """Is somebody else named?"""
    return bool(_same(other or "")) and _same(other or "") != _same(one)


def second_person_refusal(why: tuple[str, ...], sender: str, second: str | None) -> tuple[Refusal, ...]:
    """The second person has to be somebody else than the sender."""
    if not why or is_other_person(sender, second):
        return ()
    return (
        Refusal(
            "second-person",
            f"A second person has to confirm it, as {' and '.join(why)}. "
            "Give the name of somebody other than the sender.",
        ),
    )
