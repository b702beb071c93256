"""Recipients' formats. One file each, with the same `PROFILE` and `write(feed)` → file name → bytes."""

import tomllib
from importlib.resources import files
from types import ModuleType

from schoolgate.domain.agreement import Agreement
from schoolgate.feeds.formats import oneroster_csv_1p2, plain_csv, ttrockstars_csv

FORMATS: dict[str, ModuleType] = {
    "plain_csv": plain_csv,
    "ttrockstars_csv": ttrockstars_csv,
    "oneroster_csv_1p2": oneroster_csv_1p2,
}


def default_format(agreement: Agreement) -> str:
    """The agreement's own format; else the one its service is known to take; else plain_csv."""
    if agreement.format is not None:
        return agreement.format
    return known_format(agreement.canonical or agreement.service) or "plain_csv"


def known_format(service: str) -> str | None:
    """The format a service is known to take, by its canonical name; None: none of its own."""
    known = tomllib.loads((files(__package__) / "recipients.toml").read_text("utf-8"))["default"]
    found: str | None = known.get(service)
    return found
