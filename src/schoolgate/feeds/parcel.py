"""What a feed run makes: files for the recipient, and what stays at home of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.feeds.explain import Reason
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.refusals import Warned
from schoolgate.feeds.spec import Withheld

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Rows that a format can't take, as a cell it requires is blank. stays  they leave all the same"""

    heading: str
    rows: int
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Parcel:
    """files and manifest leave; everything else stays.

    files     name → bytes: a pure function of the agreement's version, the snapshot, the decisions, the
              moment asked for and the profile's version
    manifest  JSON, the only place with a clock; it lies beside the files as manifest.json
    people    ids of the pupils in it, in the order of their keys
    staff     ids of the members of staff in it
    classes, places
              the recipient's keys of classes, and of places in them, where its format tells what is gone
    released  pupil → items of which a cell left, for the record that stays at home
    reach     what it lets out and of whom: the next run is compared with it
    known_as  the name the pupils' keys were made under; hand it in again, and no account breaks
    """

    service: str
    files: Mapping[str, bytes]
    manifest: bytes
    listing: tuple[ParcelFile, ...]
    rows: int
    fields: tuple[str, ...]
    items: tuple[str, ...]
    clauses: tuple[str, ...]
    people: tuple[str, ...]
    staff: tuple[str, ...]
    classes: tuple[str, ...]
    places: tuple[str, ...]
    released: Mapping[str, tuple[str, ...]]
    reasons: tuple[Reason, ...]
    withheld: tuple[Withheld, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Warned, ...]
    reach: Reach
    needs_second_person: tuple[str, ...]  # why; empty where nothing is new
    profile: str  # "ttrockstars_csv/1"
    snapshot: str  # digest
    decisions: int
    known_as: str

    def __repr__(self) -> str:
        return f"Parcel({self.service!r}, {self.profile}, {len(self.files)} files, {self.rows} rows)"

    def whole(self) -> dict[str, bytes]:
        """As it is brought. The manifest last: a door with a manifest has all of the parcel."""
        return {**self.files, MANIFEST: self.manifest}

    @property
    def sha256s(self) -> dict[str, str]:
        return {file.name: file.sha256 for file in self.listing}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
