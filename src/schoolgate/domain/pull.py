"""A supplier that comes to fetch its data: the key it comes with, and what it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PullKey:
    """A supplier's way in, bound to one agreement: what it sees is the agreement, and nothing else.

    secret_hash  hex SHA-256 of the secret, which itself is shown once and kept nowhere
    known_as     the name that the sourcedIds are made under; it stays when the recipient's name changes
    reach        field and transform → of whom, as two people agreed when the key was made
    """

    id: str
    slug: str
    secret_hash: str = field(repr=False)
    made_by: str
    confirmed_by: str
    made_at: datetime
    known_as: str
    reach: Mapping[str, tuple[str, ...]] = field(repr=False)
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PullToken:
    """What a key is exchanged for. It lapses by itself."""

    key: PullKey
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """An entity of a roster as it last stood for one agreement.

    digest       of what was released of it; '' once it is to be deleted
    modified_at  when that last changed
    shell        what may be told of it once it is to be deleted: nothing of a person
    """

    kind: str
    id: str
    digest: str
    modified_at: datetime
    is_active: bool
    was_shown: bool
    shell: Mapping[str, Any] = field(repr=False)
