"""A recipient's file format that a school made from headings it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProfile:
    """One version. A change makes a new one; old ones stay, as a parcel names the one it was made by.

    version  from 1, within one name; the store gives it
    record   the profile as JSON, in the shape of feeds/formats/*.toml: headings and rules, and no example
    """

    name: str
    version: int
    record: Mapping[str, Any] = field(repr=False)
    made_by: str
    made_at: datetime
