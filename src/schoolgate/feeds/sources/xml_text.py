"""XML within bounds: no document type, so no entities; closed to the last element."""

import codecs
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from schoolgate.feeds.sources.archive import check_size
from schoolgate.feeds.sources.errors import RollRefused, refuse

DEEPEST = 40  # elements within one another


class _Forbidden(Exception):
    """Says what an export never holds."""


class _Builder(TreeBuilder):
    """Refuses a document type, in which entities would be declared, and what is nested without end."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise _Forbidden("it declares a document type, which no export needs and an attack would.")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Forbidden(f"its elements lie more than {DEEPEST} deep.")
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])


def parse(data: bytes, name: str) -> tuple[Element, tuple[str, ...]]:
    """The outermost element, names without their namespaces; and a sentence where it was not as it said.

    Raises RollRefused.
    """
    check_size(data, name)
    try:
        return _tree(data), ()
    except _Forbidden as forbidden:
        raise refuse(name, str(forbidden)) from None
    except (ParseError, ValueError, LookupError) as error:
        return _as_windows(data, name, error)


def _as_windows(data: bytes, name: str, error: Exception) -> tuple[Element, tuple[str, ...]]:
    """Without a declared encoding XML is UTF-8, and some systems write Windows-1252 all the same."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"<?xml" not in data[:200]:
        try:
            return _tree(data.decode("cp1252").encode()), ("Read as Windows-1252, as it is not UTF-8.",)
        except (_Forbidden, ParseError, ValueError):
            pass
    raise _not_whole(name, error) from error


def _tree(data: bytes) -> Element:
    parser = XMLParser(target=_Builder())
    parser.feed(data)
    root: Element = parser.close()
    return root


def _not_whole(name: str, error: Exception) -> RollRefused:
    line = getattr(error, "position", (0,))[0]
    where = f" (line {line})" if line else ""
    return refuse(
        name, f"it is not whole XML{where}: part of it is missing or damaged.", "Export or copy it again."
    )


def text_at(element: Element, path: str) -> str:
    """The text of one element inside another, or nothing: "BasicDetails/NCyearActual"."""
    return (element.findtext(path) or "").strip()
