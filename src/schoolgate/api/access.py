"""Every address that suppliers have, by name; nothing else is served to them."""

from dataclasses import dataclass

from django.urls import URLPattern
from django.urls import path as address

from schoolgate.actions.pulling import NAMES, Version
from schoolgate.api.discovering import TOKEN, document
from schoolgate.api.door import View, fetched, nowhere, posted, shown
from schoolgate.api.faults import BASES
from schoolgate.api.oauth import token
from schoolgate.api.rostering import page


@dataclass(frozen=True, slots=True)
class Address:
    """A path, and the guarded way to its view."""

    path: str
    view: View


ADDRESSES: dict[str, Address] = {
    "oneroster-token": Address(TOKEN, posted(token)),
    **{
        f"oneroster-discovery-{number}": Address(f"{BASES[Version.V1P2]}/discovery/{name}", shown(document))
        for number, name in enumerate(NAMES, start=1)
    },
    **{
        f"oneroster-{version.value}": Address(f"{base}/<path:words>", fetched(page, version))
        for version, base in BASES.items()
    },
    "oneroster-nowhere": Address("ims/<path:words>", nowhere),
}


def urls() -> list[URLPattern]:
    return [address(row.path, row.view, name=name) for name, row in ADDRESSES.items()]
