"""A document that was taken in: what a machine read in it, and what people said to that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from schoolgate.domain.reading import DocumentKind


class ReviewAction(StrEnum):
    """What a person did with one proposal."""

    ACCEPT = "accept"
    EDIT = "edit"
    MERGE = "merge"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as read once. The machine's answer never changes; a newer reader's gets a new number.

    number   the order of taking in within one school, from 1
    digest   hex SHA-256 of `content`
    answer   the reading as JSON, schema "schoolgate.reading/1"
    """

    number: int
    digest: str
    name: str
    kind: DocumentKind
    read_at: datetime
    answer: Mapping[str, Any] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's word on one proposal, kept apart from the machine's. A later one stands over an earlier one.

    entry  index in the answer's entries, from 0
    field  the name of the field it is about; None: the whole entry
    value  what the person put instead, as JSON; for a merge the index or slug it goes into
    """

    document: int  # its number
    entry: int
    field: str | None
    action: ReviewAction
    value: Any
    by: str
    at: datetime
