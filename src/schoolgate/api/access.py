"""Every address that suppliers have, by name; nothing else is served to them."""

from dataclasses import dataclass

from django.urls import URLPattern
from django.urls import path as address

from schoolgate.api.door import View, fetched, nowhere, posted
from schoolgate.api.oauth import token
from schoolgate.api.rostering import BASES, page


@dataclass(frozen=True, slots=True)
class Address:
    """A path, and the guarded way to its view."""

    path: str
    view: View


ADDRESSES: dict[str, Address] = {
    "oneroster-token": Address("ims/oneroster/token", posted(token)),
    **{
        f"oneroster-{version.value}": Address(f"{base}/<path:words>", fetched(page, version))
        for version, base in BASES.items()
    },
    "oneroster-nowhere": Address("ims/<path:words>", nowhere),
}


def urls() -> list[URLPattern]:
    return [address(row.path, row.view, name=name) for name, row in ADDRESSES.items()]
