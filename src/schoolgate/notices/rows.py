"""A document's layout, understood: which words belong to which recipient."""

from dataclasses import dataclass
from enum import StrEnum

from schoolgate.domain.reading import Denied, Spans


class Label(StrEnum):
    """What a cell of a row is for, by its label, its column heading or its place."""

    PROVIDER = "provider"  # the organisation: "Service Provider:", "Company:"
    PURPOSE = "purpose"
    DATA = "data"
    POTENTIAL_DATA = "potential_data"  # "Potential data shared:": sharing is not certain
    CREATED_DATA = "created_data"  # "Other data held on the programme:" beside what is sent
    ENTERED_DATA = "entered_data"  # "Entered by parents:"
    VIEWED_DATA = "viewed_data"  # "Seen by its staff, no copy:"
    RECEIVED_DATA = "received_data"  # "Data we receive from them:"
    UNSETTLED_DATA = "unsettled_data"  # held by the service; it is not said how it gets there
    LEFT_OUT_DATA = "left_out_data"  # "Data not shared:" of one recipient
    DATA_AND_PURPOSE = "data_and_purpose"  # one cell that mixes both
    SUBJECTS = "subjects"
    SERVICE_TYPE = "service_type"
    YEAR_GROUPS = "year_groups"
    RISK = "risk"
    WEBSITE = "website"
    PRIVACY_NOTICE = "privacy_notice"
    CONTROLS = "controls"
    CHOICE = "choice"
    ALTERNATIVE = "alternative"  # what a child whose family says no is offered
    BASIS = "basis"
    CONDITION = "condition"
    ROLE = "role"
    RETENTION = "retention"
    STORAGE = "storage"
    TRANSFER = "transfer"
    CONTRACT = "contract"
    STATUS = "status"
    VIA = "via"
    ACCESS = "access"  # for what the recipient's own staff may look at the data
    PROSE = "prose"  # running words about the recipient, unlabelled: may hold anything
    OTHER = "other"  # a label we do not know; its words are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words about one recipient. Empty spans: the label is printed with nothing behind it."""

    label: Label
    spans: Spans
    printed_label: str | None = None  # the label's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading or group whose sentences hold for every row below it."""

    heading: str
    heading_spans: Spans
    sentences: Spans = ()  # prose under the heading, before or after its rows ("The above will …")
    parent: "Section | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recipient as laid out."""

    name: str
    name_spans: Spans
    cells: tuple[Cell, ...] = ()
    section: Section | None = None
    confident: bool = True  # False: found by a weak rule (running prose, a bare list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole document, divided. Nothing is in two places; what fits nowhere is in `loose`."""

    text: str
    rows: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
    prose: Spans = ()  # paragraphs about the school's sharing at large, sections' sentences included
    loose: Spans = ()  # lines no rule understood
    title: str | None = None
    denied: tuple[Denied, ...] = ()  # named as not used or not told anything; no row is made of them
