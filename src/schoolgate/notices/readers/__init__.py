"""One file per document kind: bytes → text that knows its blocks and offsets.

To read another kind: write its file here with the same `read`, and add one line to READERS.
"""

from collections.abc import Mapping
from importlib import import_module

from schoolgate.notices.blocks import Page


class Reader:
    """One kind's file, imported when it is first asked for: its library is slow to import, and a process
    reads one document."""

    def __init__(self, kind: str) -> None:
        self.__module__ = f"{__name__}.{kind}"

    def load(self) -> None:
        """Imports it: afterwards a reading needs no file of ours."""
        import_module(self.__module__)

    def __call__(self, data: bytes, name: str) -> Page:
        """Raises a NoticeError."""
        page: Page = import_module(self.__module__).read(data, name)
        return page


READERS: Mapping[str, Reader] = {
    ".txt": Reader("txt"),
    ".md": Reader("md"),
    ".html": Reader("html"),
    ".htm": Reader("html"),
    ".docx": Reader("docx"),
    ".odt": Reader("odt"),
    ".xlsx": Reader("xlsx"),
    ".ods": Reader("ods"),
    ".csv": Reader("csv"),
    ".pdf": Reader("pdf"),
    ".eml": Reader("eml"),
}
