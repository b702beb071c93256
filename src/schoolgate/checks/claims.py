"""What a page claims or promises, by its wording: claims.toml."""

import re
from collections.abc import Iterable
from functools import cache

from schoolgate.checks.knowledge import one_of, table
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import FindingQuote


@cache
def claim(section: str, key: str) -> re.Pattern[str]:
    """The patterns of claims.toml at this place, as one."""
    return one_of(table("claims")[section][key])


def says(quote: FindingQuote, section: str, *keys: str) -> bool:
    """Is any of these wordings in the passage?"""
    return any(claim(section, key).search(quote.value) for key in keys)


def whose(quote: FindingQuote, subject: Subject) -> EntryFacts | None:
    """The one recipient whose own part of the document this passage is."""
    owners = [entry for entry in subject.entries if quote in entry.passages]
    return owners[0] if len(owners) == 1 else None


def names_one(quote: FindingQuote, entries: Iterable[EntryFacts]) -> bool:
    """Is a recipient, or the company behind it, named in the passage?"""
    said = quote.value.casefold()
    printed = (name for entry in entries for name in (entry.name, entry.organisation) if name)
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said) for name in printed)
