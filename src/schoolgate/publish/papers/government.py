"""What the government gets, and rights that not all families have. What they hang on is never guessed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolgate.domain.school import School
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Block, Cell, Facts, Gap, Points, Words


def statements(school: School, audience: str, on: date) -> Iterator[Block]:
    """One block for each collection that this school takes part in; a gap for what must be settled first."""
    words = load("notice")["government"]
    rows = [row for row in load("government")["statement"] if audience in row["audience"] and _holds(row, on)]
    if not rows:
        return
    if school.nation is None:
        yield Words(Gap(what=words["nation"], how=words["nation_how"]))
        return
    rows = [row for row in rows if school.nation in row["nations"]]
    if school.type is None and any("types" in row for row in rows):
        yield Words(Gap(what=words["type"], how=words["type_how"]))
        return
    for row in rows:
        if school.type in row.get("types", [school.type]):
            yield from _statement(row, school, words)


def _holds(row: Mapping[str, Any], on: date) -> bool:
    return bool(row.get("since", on) <= on <= row.get("until", on))


def _statement(row: Mapping[str, Any], school: School, words: Mapping[str, str]) -> Iterator[Block]:
    oldest = oldest_pupil(school)
    if "from_age" in row and oldest is None:
        gap = Gap(what=words["ages"].format(age=row["from_age"]), how=load("government")["ages"]["known"])
        yield Facts(rows=(("To be settled", gap),), name=row["heading"])
    elif "from_age" not in row or (oldest or 0) >= row["from_age"]:
        yield Facts(rows=(), name=row["heading"])
        law = [words["law"].format(law=row["law"])] if "law" in row else []
        if row["says"] or law:
            yield Points((*row["says"], *law))
        if "settle" in row:
            yield Words(_settled(row, school))


def _settled(row: Mapping[str, Any], school: School) -> Cell:
    """What the school found out for itself, or the gap that asks for it."""
    parts = (part.partition(":") for part in (school.collections or "").split(";"))
    found = {name.strip(): words.strip() for name, _, words in parts}
    how = load("government")["settling"]["how"].format(id=row["id"])
    return found.get(row["id"]) or Gap(what=row["settle"], how=how)


def to_check(school: School, audience: str, on: date) -> tuple[str, ...]:
    """Headings of what was written from knowledge and from no source that was read for it."""
    return tuple(
        row["heading"]
        for row in load("government")["statement"]
        if audience in row["audience"]
        and school.nation in row["nations"]
        and school.type in row.get("types", [school.type])
        and _holds(row, on)
        and (oldest_pupil(school) or 0) >= row.get("from_age", 0)
        and row["sure"] == "known"
    )


def for_children(school: School, on: date) -> Iterator[str]:
    """One line for each collection that children are told of; none while the nation or type is unknown."""
    for row in load("government")["statement"]:
        nation_fits = school.nation is not None and school.nation in row["nations"]
        type_fits = "types" not in row or (school.type is not None and school.type in row["types"])
        if "child" in row and nation_fits and type_fits and _holds(row, on):
            yield row["child"]


def oldest_pupil(school: School) -> int | None:
    """The age, from "3-11" or "11 to 18"; None where the school has not said."""
    numbers = re.findall(r"\d+", school.ages or "")
    return max(map(int, numbers), default=None)


def rights(school: School, audience: str) -> Iterator[str]:
    """Those that not every school's families have."""
    for row in load("government")["right"]:
        nation_fits = school.nation is not None and school.nation in row["nations"]
        type_fits = "types" not in row or (school.type is not None and school.type in row["types"])
        if audience in row["audience"] and nation_fits and type_fits:
            yield row["says"]


def complaints(on: date) -> str:
    """How a school must take complaints, by the law of that day."""
    law = load("law")["complaints"]
    return str(law["after"] if on >= law["since"] else law["before"])


def regulator(on: date) -> Mapping[str, str]:
    """name, address, website."""
    rows: list[dict[str, Any]] = load("law")["regulator"]
    return max((row for row in rows if row["since"] <= on), key=lambda row: row["since"], default=rows[0])
