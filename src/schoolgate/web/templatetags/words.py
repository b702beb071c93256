"""Codes in plain words, for templates."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime

from schoolgate.domain.agreement import Scope
from schoolgate.domain.items import load_items, load_states
from schoolgate.domain.roll import STAGES
from schoolgate.domain.step import Reason
from schoolgate.domain.vocabulary import Flow

register = template.Library()


@cache
def load_words() -> dict[str, dict[str, str]]:
    """Name of an enum → its value → plain words."""
    return tomllib.loads((files("schoolgate.web") / "words.toml").read_text("utf-8"))


@register.filter
def plain(value: object) -> str:
    """A code in plain words; words that are nobody's code come back as they are, nothing as "not known"."""
    if value is None or value == "":
        return "Not known"
    if isinstance(value, StrEnum):
        return load_words()[type(value).__name__][value.value]
    return str(value)


@register.filter
def in_pages(sentence: str) -> str:
    """A sentence with what to do in these pages, where the command line has another way to it."""
    return f"{sentence.why} {plain(sentence.step)}" if isinstance(sentence, Reason) else sentence


@register.filter
def printed(field: str) -> str:
    """The name of a record's field, as a heading."""
    return load_words()["field"].get(field) or field.replace("_", " ").capitalize()


@register.filter
def went(outcome: str) -> str:
    """How a feed that ran by itself went."""
    return load_words()["turn"].get(outcome, "")


@register.filter
def trouble(code: str) -> str:
    """Why a door did not take a parcel; nothing for a code that says no more than that."""
    return load_words()["trouble"].get(code, "")


@register.filter
def cause(code: str) -> str:
    """The same without what to do, for what is past."""
    first, dot, _ = trouble(code).partition(".")
    return first + dot


@register.filter
def statement_kind(kind: str) -> str:
    """What a statement of a whole page is about, as a heading."""
    return load_words()["statement"].get(kind) or kind.replace("_", " ").capitalize()


@register.filter
def heading(flow: Flow) -> str:
    return load_words()["flow_heading"][flow.value]


@register.filter
def item_label(key: str) -> str:
    """What a parent reads for an item, or for a state that stands in its place ("entered by parents")."""
    known = load_items() | load_states()
    return known[key].label if key in known else printed(key)


@register.filter
def years(scope: Scope) -> str:
    """Whose data, in a sentence; what nobody has said is "not known", never everyone."""
    if scope.everyone:
        return "Every pupil"
    parts = []
    if scope.year_groups:
        parts.append(
            ("" if set(scope.year_groups) <= set(STAGES) else "Years ") + ", ".join(scope.year_groups)
        )
    if scope.classes:
        parts.append("Classes " + ", ".join(scope.classes))
    if scope.groups:
        parts.append("Teaching groups " + ", ".join(scope.groups))
    if scope.pupils:
        parts.append(f"{len(scope.pupils)} pupils chosen one by one")
    return "; ".join(parts) or "Not known"


@register.filter
def moment(written: str) -> str:
    """An RFC 3339 moment as the office reads it: "22 November 2026, 14:30"."""
    return date_format(localtime(parse_datetime(written)), "j F Y, H:i")
