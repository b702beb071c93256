"""What a school put up for all to see, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One page put up once. It is never changed: the next one stands beside it.

    number   the order of publishing within one school, from 1; the store gives it, and the digest
    version  eight hex digits of what the page says, whatever the day, layout or language
    facts    what it says, as JSON (publish.facts.PageFacts)
    content  the bytes that were put up
    digest   hex SHA-256 of `content`
    """

    number: int
    version: str
    on: date  # the day it speaks of
    at: datetime
    by: str | None  # None: nobody was named
    why: str | None  # why it says something else than the one before
    layout: str
    format: str
    language: str
    digest: str
    facts: Mapping[str, Any] = field(repr=False)
    content: bytes = field(repr=False)
