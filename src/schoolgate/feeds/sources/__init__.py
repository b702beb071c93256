"""Files that a roll can come in. One file a kind; what is in a zip or an XML file says which kind it is.

To read another kind: write its file here with the same `load`, and add one line to SOURCES.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import PurePath

from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.errors import RollRefused, refuse
from schoolgate.feeds.sources.loaded import Loaded


class Source:
    """One kind's file, imported when it is first called: a process reads one roll, and a workbook's library
    is slow to import."""

    def __init__(self, kind: str) -> None:
        self.__module__ = f"{__name__}.{kind}"

    def __call__(self, data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
        """Raises RollRefused."""
        loaded: Loaded = import_module(self.__module__).load(data, name, on, corrections)
        return loaded


SOURCES: Mapping[str, Source] = {
    ".zip": Source("zip_kinds"),
    ".csv": Source("csv_export"),
    ".tsv": Source("csv_export"),
    ".txt": Source("csv_export"),
    ".xlsx": Source("xlsx_export"),
    ".xml": Source("xml_kinds"),
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
