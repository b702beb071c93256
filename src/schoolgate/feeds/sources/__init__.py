"""Files that a roll can come in. One file a kind; what is in a zip or an XML file says which kind it is."""

from pathlib import PurePath

from schoolgate.feeds.sources import csv_export, xlsx_export, xml_kinds, zip_kinds
from schoolgate.feeds.sources.errors import RollRefused, refuse

SOURCES = {
    ".zip": zip_kinds.load,
    csv_export.SUFFIX: csv_export.load,
    xlsx_export.SUFFIX: xlsx_export.load,
    ".xml": xml_kinds.load,
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
