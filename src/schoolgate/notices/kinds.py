"""What sort of body a row is, and whether a name is a company's."""

import re
from collections.abc import Collection
from functools import cache, partial

from schoolgate.domain.catalogue import KnownService, load_catalogue
from schoolgate.domain.catalogue import fold as fold_name
from schoolgate.domain.vocabulary import Kind
from schoolgate.notices.legal_forms import spelt_out
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells
from schoolgate.notices.wording import Wording, load, pattern, phrases_of

cue = partial(phrases_of, "kinds.toml")

_BOARD = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")
_RUN = re.compile(r"(?:,|;|/|&|\s|\band\b|\bor\b|\bthe\b|\(|\)|[A-Z][\w&]*)*")  # other names of the run
BODIES = frozenset({Kind.STATUTORY, Kind.AUTHORITY, Kind.PROFESSIONAL})


def kind_of(text: str, row: Row, known: KnownService | None) -> Said[Kind]:
    """The catalogue's word first, then the words of the name; what a company provides is a product."""
    if (known is None or known.kind == Kind.SUPPLIER) and _is_among_boards(text, row):
        return Said(Kind.PROFESSIONAL, row.name_spans, sure=False)
    if known:
        return Said(Kind(known.kind), row.name_spans)
    folded = fold(row.name)
    if any(_is_company(Passage.of(text, cell.spans).folded) for cell in cells(row, Label.PROVIDER)):
        return Said(Kind.SUPPLIER, row.name_spans, sure=False)
    found = next((kind for kind, wording in _kinds() if wording.search(folded)), None) or _by_heading(row)
    return Said(found or Kind.SUPPLIER, row.name_spans, sure=False)


def _is_among_boards(text: str, row: Row) -> bool:
    """ "AQA, Pearson, OCR and EAL": a name of one word in a run of names, another of which examines."""
    if not row.name_spans or not _BOARD.fullmatch(row.name):
        return False
    start, end = row.name_spans[0][0], row.name_spans[-1][1]
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    words = text[line : stop if stop >= 0 else len(text)]
    boards = [one for one in mentions(words) if one.service.category == "exams"]
    near = (sorted(((one.start, one.end), (start - line, end - line))) for one in boards)
    return any(first[1] <= other[0] and _RUN.fullmatch(words, first[1], other[0]) for first, other in near)


def _by_heading(row: Row) -> Kind | None:
    """An unlisted name under "Awarding bodies" is one of them."""
    heading = row.section.heading if row.section else ""
    return Kind.PROFESSIONAL if cue("exam_boards").search(fold(heading)) else None


def is_firm(name: str) -> bool:
    """Does it end as only a company's legal name does: "ESS Ltd"?"""
    return len(name.split()) > 1 and _is_company(fold(name).split()[-1])


def _is_company(folded: str) -> bool:
    words = re.findall(r"[a-z]+", folded)
    return any(word in company_list("of_companies_only") for word in words)


def is_company(name: str) -> bool:
    """Does it end as companies' names do, or is it a maker's own?"""
    return company_words().search(fold(name).strip()) is not None or is_maker(name)


def is_maker(name: str) -> bool:
    """Is it a company's very name, "Ltd" aside? "CPOMS" is not CPOMS Systems Ltd, but its product."""
    return _legal_name(name) in _makers()


def _legal_name(name: str) -> str:
    return without_endings(fold_name(name), company_list("legal_endings"))


@cache
def company_list(name: str) -> frozenset[str]:
    return frozenset(spelt_out(load("kinds.toml")["company"][name]))


def without_endings(folded: str, endings: Collection[str]) -> str:
    words = folded.split()
    while len(words) > 1 and words[-1] in endings:
        words.pop()
    return "".join(words)


@cache
def _makers() -> frozenset[str]:
    return frozenset(map(_legal_name, owner_names()))


@cache
def owner_names() -> frozenset[str]:
    owners = [owner for one in load_catalogue() for owner in (one.owner, *one.former_owners) if owner]
    return frozenset((*owners, *load("kinds.toml")["maker"]["names"]))


@cache
def company_words() -> Wording:
    ending = pattern(spelt_out(load("kinds.toml")["company"]["phrases"]))
    whole = rf"(?s)^\W*\w.*?\s(?:{ending.pattern})\.?(?:\s*\([^)]*\))?$"
    return Wording(whole, choices=[(whole, ending.ways)])


@cache
def _kinds() -> tuple[tuple[Kind, Wording], ...]:
    told = load("kinds.toml")["kind"]
    return tuple((Kind(row["kind"]), pattern(spelt_out(row["phrases"]))) for row in told)
