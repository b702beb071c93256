"""What changed, for those who come back to the page: an Atom feed, and a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from lxml import etree

from schoolgate.publish.page import rendered_changes
from schoolgate.publish.phrases import SOURCE, day_words, phrases

ATOM = "http://www.w3.org/2005/Atom"  # RFC 4287
PAGE_FILE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One publication that said something new."""

    version: str
    on: date
    sentences: tuple[str, ...]


def as_atom(school: str, school_id: str, changes: Sequence[Change], language: str = SOURCE) -> bytes:
    """Newest first, as feeds are read. An id once given holds for ever."""
    words = phrases(language)
    plain: Any = {None: ATOM}  # the stubs know of prefixes only
    root = etree.Element(f"{{{ATOM}}}feed", {_xml("lang"): language}, nsmap=plain)
    _add(root, "id", f"urn:schoolgate:{school_id}:changes")
    _add(root, "title", f"{words['changed']['title']} – {words['page']['title']}")
    _add(root, "updated", _moment(max((one.on for one in changes), default=date(1970, 1, 1))))
    _add(_add(root, "author"), "name", school)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=PAGE_FILE)
    for place, change in reversed(list(enumerate(changes, start=1))):
        entry = _add(root, "entry")
        _add(entry, "id", f"urn:schoolgate:{school_id}:changes:{place}:{change.version}")
        _add(entry, "title", day_words(change.on, language))
        _add(entry, "updated", _moment(change.on))
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=PAGE_FILE)
        _add(entry, "content", "\n".join(change.sentences)).set("type", "text")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def as_page(school: str, changes: Sequence[Change], language: str = SOURCE) -> str:
    """Newest first, without a script, like the page itself."""
    days = [(day_words(one.on, language), one.sentences) for one in reversed(changes)]
    return rendered_changes(school, days, language)


def _add(parent: etree._Element, name: str, words: str | None = None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = None if words is None else "".join(one for one in words if one in "\n\t" or ord(one) >= 32)
    return made


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")


def _xml(name: str) -> str:
    return f"{{http://www.w3.org/XML/1998/namespace}}{name}"
