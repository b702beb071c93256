"""A parcel → somebody's door. One file for each kind of door.

A courier is called once the run's intent is durable. It takes the files in order and puts each down whole or
not at all; the manifest comes last, so a door with a manifest has all of the parcel. Bringing the same bytes
again changes nothing, so an interrupted run can be resumed. It raises NotDelivered, which says the outcome.
"""

from collections.abc import Callable

from schoolgate.couriers import folder, https, scim, sftp
from schoolgate.couriers.courier import Courier as Courier
from schoolgate.couriers.opened import Opened
from schoolgate.domain.door import DoorKind

COURIERS: dict[str, Courier] = {
    "folder": folder.deliver,
}
# Doors of the network: each is made for one door and its secret.
DOORS: dict[DoorKind, Callable[[Opened], Courier]] = {
    DoorKind.SFTP: sftp.courier,
    DoorKind.HTTPS: https.courier,
    DoorKind.SCIM: scim.courier,
}
LOOKS: dict[DoorKind, Callable[[Opened], str]] = {
    DoorKind.SFTP: sftp.look,
    DoorKind.HTTPS: https.look,
    DoorKind.SCIM: scim.look,
}
