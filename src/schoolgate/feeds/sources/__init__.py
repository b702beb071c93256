"""Files that a roll can come in. One file a kind, each with the same `SUFFIX` and `load`."""

from pathlib import PurePath

from schoolgate.feeds.sources import csv_export, xlsx_export, zip_of_csv
from schoolgate.feeds.sources.errors import RollRefused, refuse

SOURCES = {
    zip_of_csv.SUFFIX: zip_of_csv.load,
    csv_export.SUFFIX: csv_export.load,
    xlsx_export.SUFFIX: xlsx_export.load,
}


def suffix_of(name: str) -> str:
    """The kind of a roll file by its name. Raises RollRefused for one that is not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SOURCES:
        kinds = ", ".join(SOURCES)
        raise refuse(
            name, f"'{suffix or 'no ending'}' is not a kind of file we read.", f"A roll is one of {kinds}."
        )
    return suffix


__all__ = ["SOURCES", "RollRefused", "suffix_of"]
