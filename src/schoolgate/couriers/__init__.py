"""A parcel → somebody's door. One file for each kind of door.

A courier is called once the run's intent is durable. It takes the files in order and puts each down whole or
not at all; the manifest comes last, so a door with a manifest has all of the parcel. Bringing the same bytes
again changes nothing, so an interrupted run can be resumed. It raises NotDelivered, which says the outcome.
"""

from collections.abc import Mapping
from typing import Protocol

from schoolgate.couriers import folder


class Courier(Protocol):
    def __call__(self, files: Mapping[str, bytes], *, to: str) -> None: ...


COURIERS: dict[str, Courier] = {
    "folder": folder.deliver,
}
