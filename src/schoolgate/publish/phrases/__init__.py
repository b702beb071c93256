"""The words of the public page that no school typed. One file for each language, all with the same keys."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.errors import NotFound
from schoolgate.domain.items import load_items

SOURCE = "en"
LANGUAGES = (SOURCE, "cy", "ur", "pa", "pl", "bn", "so", "ar", "gu", "pt")
HEADER = ("language", "name", "direction", "reviewed_by", "reviewed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of the page. `reviewed_by` None: no native reader has checked its file as a whole."""

    code: str  # BCP 47, as in lang="…"
    name: str  # in its own script
    direction: str  # ltr or rtl
    reviewed_by: str | None = None
    reviewed_at: str | None = None  # a day as 2026-11-22

    @property
    def is_draft(self) -> bool:
        """English is what the others were translated from."""
        return self.code != SOURCE and self.reviewed_by is None


class UnknownLanguage(NotFound):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"There is no page in the language '{code}'. There is one in {', '.join(LANGUAGES)}."
        )


@cache
def phrases(language: str = SOURCE) -> dict[str, Any]:
    """Section → key → words, as in the language's file; "item" and "state" name the data.

    Raises  UnknownLanguage.
    """
    found = {key: value for key, value in _file(language).items() if key not in HEADER}
    if language == SOURCE:
        found["item"] = {key: one.label for key, one in load_items().items()}
    return found


@cache
def language_of(code: str) -> Language:
    head = _file(code)
    return Language(
        code=head["language"],
        name=head["name"],
        direction=head["direction"],
        reviewed_by=head["reviewed_by"] or None,
        reviewed_at=head["reviewed_at"] or None,
    )


def languages() -> tuple[Language, ...]:
    """All of them, English first."""
    return tuple(language_of(code) for code in LANGUAGES)


def item_words(key: str, language: str = SOURCE) -> str:
    """The name of a data item or of what stands in its place; a key nobody knows reads as it is spelt."""
    words = phrases(language)
    return str(words["item"].get(key) or words["state"].get(key) or key.replace("_", " "))


def day_words(day: date, language: str = SOURCE) -> str:
    words = phrases(language)["date"]
    return str(words["day"]).format(day=day.day, month=words["months"][day.month - 1], year=day.year)


@cache
def _file(language: str) -> dict[str, Any]:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text("utf-8"))
