"""The Common Transfer File: elements by their places, as the profile's headings name them.

Source  the Department's own service writes the header, UPN, Surname, Forename, DOB and Sex as here; the
        profile says how sure the rest is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from schoolgate.feeds.formats.profile import Feed, File, Heading
from schoolgate.feeds.formats.records import KINDS, Subject, cells_of

MOST = 500  # pupils of one file: the Department's own service writes no more
PARTED = "*"  # a heading that ends so is a text of several lines, each in an element of its own
MOST_LINES = 5
Row = Sequence[str | None]


def write(feed: Feed) -> dict[str, bytes]:
    """LLLEEEE_CTF_LLLEEEE_NNN.xml: from, to, and the number of the file between the two schools."""
    files = {file.name: file for file in feed.profile.files}
    told = _by_heading(feed, files["Header"])
    first = int(_by_heading(feed, files["Name"])["Serial"] or "1")
    here = f"{told['SourceSchool/LEA']}{told['SourceSchool/Estab']}"
    there = f"{told['DestSchool/LEA']}{told['DestSchool/Estab']}"
    pupils = list(_pupils(feed, files["Pupil"], files["Contact"]))
    parts = [pupils[at : at + MOST] for at in range(0, len(pupils), MOST)]
    return {
        f"{here}_CTF_{there}_{number:03d}.xml": _document(feed, files["Header"], part)
        for number, part in enumerate(parts, first)
    }


def _by_heading(feed: Feed, file: File) -> dict[str, str | None]:
    ((_, row),) = cells_of(feed, KINDS["school"], file.headings)
    return {one.heading: cell for one, cell in zip(file.headings, row, strict=True)}


def _document(feed: Feed, header: File, pupils: Iterable[Element]) -> bytes:
    root = Element("CTfile")
    ((_, row),) = cells_of(feed, KINDS["school"], header.headings)
    _fill(SubElement(root, "Header"), header.headings, row)
    SubElement(root, "CTFpupilData").extend(pupils)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _pupils(feed: Feed, pupil: File, contact: File) -> Iterator[Element]:
    contacts = defaultdict(list)
    for of, row in _in_order(feed, contact):
        contacts[of.line.pupil if of.line else None].append(row)
    for of, row in _in_order(feed, pupil):
        element = Element("Pupil")
        _fill(element, pupil.headings, row)
        _add_contacts(element, contact.headings, contacts[of.person])
        yield element


def _in_order(feed: Feed, file: File) -> list[tuple[Subject, tuple[str | None, ...]]]:
    """By an opaque name, so that a roll's own order does not show."""
    kind = KINDS[file.rows[0]]
    return sorted(cells_of(feed, kind, file.headings), key=lambda one: kind.id(feed, one[0]) or "")


def _add_contacts(pupil: Element, headings: Sequence[Heading], rows: Sequence[Row]) -> None:
    whole = [row for row in rows if any(row)]
    if whole:
        listed = SubElement(pupil, "Contacts")
        for row in sorted(whole, key=lambda one: (len(one[0] or "999"), one[0] or "")):
            _fill(SubElement(listed, "Contact"), headings, row)


def _fill(element: Element, headings: Sequence[Heading], row: Row) -> None:
    """In the order of the headings. What is not of a person stands only beside something that is."""
    beside = defaultdict(list)
    for heading, cell in zip(headings, row, strict=True):
        if heading.of_roll():
            beside[_around(heading)].append(cell)
    for heading, cell in zip(headings, row, strict=True):
        if cell and (heading.of_roll() or any(beside.get(_around(heading), (True,)))):
            _put(element, heading.heading.split("/"), cell)


def _around(heading: Heading) -> str:
    return heading.heading.rpartition("/")[0]


def _put(element: Element, path: Sequence[str], cell: str) -> None:
    for tag in path[:-1]:
        found = element.find(tag)
        element = SubElement(element, tag) if found is None else found
    name = path[-1]
    if not name.endswith(PARTED):
        SubElement(element, name).text = cell
        return
    for number, line in enumerate(cell.split(", ", MOST_LINES - 1), 1):
        SubElement(element, f"{name.removesuffix(PARTED)}{number}").text = line
