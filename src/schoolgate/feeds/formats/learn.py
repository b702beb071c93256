"""A sample's headings → a profile: what each is taken for, shown to a person and corrected by them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.errors import Invalid
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import FieldType, fields_of, fold_heading, headings_of, roll_field
from schoolgate.feeds.formats.sample import Sample

ROWS = {"pupil": "pupil", "contact": "contact", "staff": "teacher"}
FILES = {"pupil": "pupils.csv", "contact": "contacts.csv", "staff": "staff.csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a person says of single headings. dates: as in learned.toml, "DD/MM/YYYY"."""

    maps: Mapping[str, str] = field(default_factory=dict)  # heading → field
    empty: Sequence[str] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)  # heading → text
    required: Sequence[str] = ()
    dates: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One heading: what it is taken for, in plain words, and by whose word."""

    heading: str
    words: str
    how: str  # "known", "said", "empty" or "fixed"
    record: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """record  of a profile, without its name; doubts  what a person should look at, in whole sentences."""

    about: str
    headings: tuple[Taken, ...]
    record: Mapping[str, Any] = field(repr=False)
    doubts: tuple[str, ...] = ()


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "learned.toml").read_text("utf-8"))


def learn(sample: Sample, corrections: Corrections, about: str | None = None) -> Learned:
    """about  whose file it is: "pupil", "contact" or "staff"; None: told by the headings.

    Raises  Invalid naming every heading that nobody knows, and every word of a correction that means nothing.
    """
    _refuse_strangers(sample, corrections)
    table = about or _about(sample)
    taken = [_taken(one, table, corrections) for one in sample.headings]
    unknown = [one for one, found in zip(sample.headings, taken, strict=True) if found is None]
    if unknown:
        raise _unknown(sample, unknown)
    found = [one for one in taken if one is not None]
    doubts: list[str] = []
    records = [_with_codes(one, sample, place, doubts) for place, one in enumerate(found)]
    dates = _dates(sample, found, corrections.dates)
    record = {
        "writer": "declared",
        "form": _form(sample),
        "dates": dates,
        "file": [
            {
                "name": FILES[table],
                "rows": [ROWS[table]],
                "heading": [
                    one | ({"required": True} if one["heading"] in corrections.required else {})
                    for one in records
                ],
            }
        ],
    }
    return Learned(about=table, headings=tuple(found), record=record, doubts=tuple(doubts))


def _about(sample: Sample) -> str:
    """The table that knows the most of the headings; pupils where two know as many."""
    return max(ROWS, key=lambda table: sum(_meant(one, table) is not None for one in sample.headings))


def _taken(heading: str, table: str, corrections: Corrections) -> Taken | None:
    if heading in corrections.fixed:
        text = corrections.fixed[heading]
        return Taken(
            heading=heading,
            words=f"always “{text}”",
            how="fixed",
            record={"heading": heading, "fixed": text},
        )
    if heading in corrections.empty or not heading:
        return Taken(heading=heading, words="left empty", how="empty", record={"heading": heading})
    if heading in corrections.maps:
        return _as(heading, _said(corrections.maps[heading], table), "said")
    meant = _meant(heading, table)
    return None if meant is None else _as(heading, meant, "known")


def _as(heading: str, meant: Mapping[str, Any], how: str) -> Taken:
    record = {"heading": heading} | {key: value for key, value in meant.items() if key not in _WORDS}
    return Taken(heading=heading, words=meant["label"], how=how, record=record)


_WORDS = ("label", "headings")


def _meant(heading: str, table: str) -> Mapping[str, Any] | None:
    """By the recipients' own words first, as there "Forename" is the name in use; then by the roll's."""
    for folded in dict.fromkeys(_spellings(heading, table)):
        if table == "pupil":
            for one in _known()["means"].values():
                if folded in {fold_heading(name) for name in one["headings"]}:
                    found: Mapping[str, Any] = one
                    return found
        name = headings_of(table).get(folded)
        if name and name not in ("id", "pupil_id"):
            return of_field(f"{table}.{name}")
    return _meant_alike(heading.split("/"), table) if "/" in _without_date(heading) else None


def _meant_alike(words: Sequence[str], table: str) -> Mapping[str, Any] | None:
    """ "Class/Form": two words for one thing; None where they are for two."""
    found = [_meant(one, table) for one in words]
    return found[0] if all(one == found[0] for one in found) else None


def _spellings(heading: str, table: str) -> Iterator[str]:
    """As it stands; without whether it has to be filled in: "Class (required)", or how its dates are spelled:
    "DOB (DD/MM/YYYY)"; without whose it is: "Child's surname".
    """
    asides, whose = "|".join(_known()["asides"]), "|".join(_known()["whose"])
    bare = _without_date(
        re.sub(rf"[\s(\[*,-]+(?:{asides})[\s)\]*]*$", "", _without_date(heading), flags=re.IGNORECASE)
    )
    yield fold_heading(heading)
    yield fold_heading(bare)
    if table == "pupil":
        yield fold_heading(re.sub(rf"^(?:{whose})(?:['’]?s)?\s+", "", bare, flags=re.IGNORECASE))


def _dates_in(heading: str) -> re.Match[str] | None:
    """Where a heading says how its dates are spelled; in its group 1, as in learned.toml but for capitals."""
    known = "|".join(re.escape(one) for one in sorted(_known()["dates"], key=len, reverse=True))
    return re.search(rf"[\s(\[:,-]+({known})[\s)\]]*$", heading, flags=re.IGNORECASE)


def _without_date(heading: str) -> str:
    found = _dates_in(heading)
    return heading[: found.start()] if found else heading


def _said(field_name: str, table: str) -> Mapping[str, Any]:
    """What a person's word means: `forename`, `date_of_birth`, `contact.phone`."""
    known: Mapping[str, Mapping[str, Any]] = _known()["means"]
    if field_name in known:
        return known[field_name]
    key = field_name if "." in field_name else f"{table}.{field_name}"
    of_table, _, name = key.partition(".")
    if of_table not in ROWS or name not in fields_of(of_table):
        raise Invalid(
            f"No format was made: '{field_name}' is no field. A field is a column of the roll "
            f"(docs/roll.md), or one of {', '.join(known)}."
        )
    return of_field(key)


def of_words(field_name: str, table: str = "pupil") -> Mapping[str, Any]:
    """What a person's word fills a heading with, as a profile holds it."""
    return {key: value for key, value in _said(field_name, table).items() if key not in _WORDS}


def of_field(key: str) -> Mapping[str, Any]:
    """What fills a heading from one field of the roll, and which items let it out."""
    items = [one for one in load_items().values() if key in one.roll_fields]
    nearest = sorted(items, key=lambda one: len(one.roll_fields))[:2]
    return {
        "label": roll_field(key).label,
        "takes": [key],
        "given": ["as_is", "pseudonym"],
        "items": [one.key for one in nearest],
    }


def _with_codes(taken: Taken, sample: Sample, place: int, doubts: list[str]) -> dict[str, Any]:
    """A code as the sample's examples spell it, where one of the known ways has them all."""
    record, examples = dict(taken.record), set(sample.examples(place))
    ways = list(_ways(record))
    if not (ways and examples):
        return record
    fitting = [one for one in ways if examples <= set(one.values())]
    if not fitting:
        doubts.append(
            f"Under '{taken.heading}' the sample spells things in a way that nobody here knows: "
            "our own codes would be sent. Look at a preview before the first send."
        )
    elif any(code != theirs for code, theirs in fitting[0].items()):
        record["values"] = dict(fitting[0])
    return record


def _ways(record: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    takes = [one for one in record.get("takes", ()) if "." in one and " " not in one]
    kinds = {"yes_no" for one in takes if _type(one) is FieldType.YES_NO}
    for one in _known()["codes"]:
        if one["field"] in kinds or one["field"] in takes:
            yield one["values"]


def _type(key: str) -> FieldType | None:
    table, _, name = key.partition(".")
    found = fields_of(table).get(name)
    return found.type if found else None


def _dates(sample: Sample, taken: Sequence[Taken], said: str | None) -> str:
    """strftime's word for how dates are spelled. Raises Invalid where it can't be told, and nobody says."""
    known: Mapping[str, str] = _known()["dates"]
    if said is not None:
        if said not in known:
            raise Invalid(f"No format was made: dates can be spelled {', '.join(known)}, and not '{said}'.")
        return known[said]
    places = [n for n, one in enumerate(taken) if any(_is_date(key) for key in one.record.get("takes", ()))]
    examples = [cell for place in places for cell in sample.examples(place)]
    tried = {how: form for how, form in known.items() if all(_reads(one, form) for one in examples)}
    in_headings = {told[1].upper() for n in places if (told := _dates_in(taken[n].heading))}
    fitting = {how: form for how, form in tried.items() if how in in_headings or not in_headings}
    fitting = fitting if examples or in_headings else {}
    if not places:
        return "%Y-%m-%d"
    if len(fitting) != 1:
        heading = taken[places[0]].heading
        why = "may be read in more than one way" if fitting else "has no date that we can read"
        raise Invalid(
            f"No format was made from '{sample.name}': what stands under '{heading}' {why}. "
            f'Say how dates are spelled, with --dates "{next(iter(known))}" or another of '
            f"{', '.join(list(known)[1:])}."
        )
    return next(iter(fitting.values()))


def _is_date(key: str) -> bool:
    return "." in key and " " not in key and _type(key) is FieldType.DATE


def _reads(text: str, form: str) -> bool:
    try:
        return datetime.strptime(text, form).strftime(form) == text  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False


def _form(sample: Sample) -> dict[str, Any]:
    form = sample.form
    return {
        "newline": form.newline,
        "encoding": form.encoding,
        "delimiter": form.delimiter,
        "quoting": form.quoting,
        "escape": form.escape,
    }


def _refuse_strangers(sample: Sample, corrections: Corrections) -> None:
    """A correction of a heading that is not there is a slip of the pen."""
    told = [*corrections.maps, *corrections.empty, *corrections.fixed, *corrections.required]
    strange = next((one for one in told if one not in sample.headings), None)
    if strange is not None:
        raise Invalid(
            f"No format was made: '{sample.name}' has no heading '{strange}'. "
            f"It has {', '.join(one for one in sample.headings if one)}."
        )


def _unknown(sample: Sample, unknown: Sequence[str]) -> Invalid:
    names = ", ".join(f"'{one}'" for one in unknown)
    return Invalid(
        f"No format was made from '{sample.name}': nobody here knows what {names} "
        f'{"is" if len(unknown) == 1 else "are"}. Say it with --map "{unknown[0]}=FIELD" (a column of the '
        f'roll, or one of {", ".join(_known()["means"])}), or leave it empty with --empty "{unknown[0]}".'
    )
