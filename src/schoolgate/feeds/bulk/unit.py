"""A unit of work: one agreement over one school. Whoever does it, and however often, it gives one parcel."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """One school of one authority, by their ids in the folder."""

    authority: str
    school: str

    def __str__(self) -> str:
        return f"{self.authority}/{self.school}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """night  the run it belongs to: the next night's unit of the same agreement and school is another"""

    night: str
    slug: str
    version: int
    partition: Partition

    @property
    def run(self) -> str:
        """Its name in the ledger: the same however often it is begun again."""
        told = "\0".join((self.night, self.slug, str(self.version), str(self.partition)))
        return hashlib.sha256(told.encode()).hexdigest()[:32]
