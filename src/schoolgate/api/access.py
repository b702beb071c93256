"""Every address that suppliers have. Where tokens are given, and the bases of the two versions."""

from django.urls import URLPattern
from django.urls import path as address

from schoolgate.api.door import fetched, posted
from schoolgate.api.oauth import token
from schoolgate.api.rostering import BASES, page

TOKEN = "ims/oneroster/token"


def urls() -> list[URLPattern]:
    bases = [
        address(f"{base}/<path:words>", fetched(page, version), name=f"oneroster-{version.value}")
        for version, base in BASES.items()
    ]
    return [address(TOKEN, posted(token), name="oneroster-token"), *bases]
