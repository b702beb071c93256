"""Notices as a reader would read them, for stories: printed words in, a Reading with its evidence out."""

from datetime import date

from schoolgate.checks import run, subject_of_reading
from schoolgate.domain.catalogue import known
from schoolgate.domain.reading import DocumentKind, Entry, ItemRead, Reading, Source, Statement
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Flow, Kind, Nation, SchoolType

ON = date(2026, 11, 22)
SCHOOL = School(
    id="s", controller_id="c", name="Ashdown Primary", nation=Nation.ENGLAND, type=SchoolType.MAINTAINED
)


def span(text, words, after=0):
    start = text.index(words, after)
    return (start, start + len(words))


def row(text, name, *, items=None, assessed=None, flow=Flow.SENT, **said):
    """One recipient. `items`: item → its printed words; `assessed`: (value, printed words).

    Words given for any other field are looked for after the name, and are its evidence too.
    """
    at = text.index(name)
    evidence = {"name": (span(text, name),)}
    values = {"kind": Kind.SUPPLIER, "canonical": getattr(known(name), "name", None)}
    if assessed:
        values["risk_assessed"], words = assessed
        evidence["risk_assessed"] = (span(text, words, at),)
    for key, words in said.pop("quoted", {}).items():
        evidence[key] = (span(text, words),)
    for key, value in said.items():
        words = value[0] if key == "purposes" else value
        if isinstance(words, str) and words in text[at:] and type(value) in (str, tuple):
            evidence[key] = (span(text, words, at),)
    read = tuple(
        ItemRead(item=item, flow=flow, evidence=(span(text, words, at),))
        for item, words in (items or {}).items()
    )
    return Entry(name=name, items=read, evidence=evidence, **(values | said))


def notice(text, *rows, kind=DocumentKind.SUPPLIER_LIST, statements=()):
    return Reading(
        source=Source(name="notice.txt", sha256="0" * 64, encoding="utf-8"),
        text=text,
        school="Ashdown Primary",
        document_kind=kind,
        entries=rows,
        statements=statements,
    )


def statement(text, kind, words):
    return Statement(kind=kind, value=words, evidence=(span(text, words),))


def asked(reading, check, *, school=SCHOOL, on=ON):
    """What one check finds in a notice."""
    return [one for one in run(subject_of_reading(reading, school, on)) if one.check == check]


def quoted(findings):
    return [quote.value for finding in findings for quote in finding.quotes]
