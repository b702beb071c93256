"""To a SCIM 2.0 server: an account for each person in the parcel, a group for each class.

The library takes half a second to import, so it is not until something is brought to such a door.
"""

from collections.abc import Mapping
from importlib import import_module

from schoolgate.couriers.courier import Courier
from schoolgate.couriers.opened import Opened
from schoolgate.couriers.scim_parcel import wanted_of
from schoolgate.couriers.trouble import Trouble

_VISIT = "schoolgate.couriers.scim_visit"


def courier(opened: Opened) -> Courier:
    """What is in the parcel is looked up there by its key, and made or changed where it is not so. The
    manifest has no place there."""

    def deliver(files: Mapping[str, bytes], *, to: str) -> None:
        opened.refuse_expired()
        import_module(_VISIT).bring(opened, wanted_of(files))

    return deliver


def look(opened: Opened) -> str:
    """Asks for an account that nobody has. Raises NotDelivered."""
    opened.refuse_expired()
    import_module(_VISIT).look(opened)
    return "its server speaks SCIM 2.0 and accepts the token"


def remove(opened: Opened, keys: tuple[str, ...]) -> Mapping[str, Trouble]:
    """Deletes the accounts with these keys for good. Gives what is wrong with those that it could not.

    Raises  NotDelivered where the server can't be asked.
    """
    opened.refuse_expired()
    found: Mapping[str, Trouble] = import_module(_VISIT).remove(opened, keys)
    return found
