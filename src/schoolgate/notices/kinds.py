"""What sort of body a recipient is, and whose the service is."""

import re
from functools import cache

from schoolgate.domain.catalogue import KnownService, load_catalogue
from schoolgate.domain.catalogue import fold as fold_name
from schoolgate.domain.vocabulary import Kind
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells, passage, tidy
from schoolgate.notices.wording import load, pattern

BODIES = frozenset({Kind.STATUTORY, Kind.AUTHORITY, Kind.PROFESSIONAL})
_NAME = re.compile(
    r"\s+(?:the\s+)?((?:[A-Z0-9][\w&'’.\-]*)(?:\s+(?:of|and|&|for|the)?\s*[A-Z0-9][\w&'’.\-]*)*)"
)
_NOT_OF_NAME = re.compile(
    r"\(?\[?\b(?:privacy|data protection|gdpr)\s+(?:notice|policy|statement)\b.*$", re.IGNORECASE
)


def kind_of(row: Row, known: KnownService | None) -> Said[Kind]:
    """The catalogue's word first, then the words of the name; a name that says nothing is a product."""
    if known:
        return Said(Kind(known.kind), row.name_spans)
    folded = fold(row.name)
    found = next((kind for kind, wording in _kinds() if wording.search(folded)), None)
    return Said(found or Kind.SUPPLIER, row.name_spans, sure=False)


def organisation_of(text: str, row: Row, known: KnownService | None, kind: Kind) -> Said[str] | None:
    """The provider as printed; the name itself where it is a company or a body; else None."""
    return _provider(text, row) or _run_by(text, row) or _within_name(text, row, known, kind)


def _provider(text: str, row: Row) -> Said[str] | None:
    found = cells(row, Label.PROVIDER)
    if not found:
        return None
    words = Passage.of(text, found[0].spans)
    kept = _NOT_OF_NAME.sub("", words.words).rstrip(" ([")
    return Said(tidy(kept), words.spans(0, len(kept))) if tidy(kept) else None


def _run_by(text: str, row: Row) -> Said[str] | None:
    words = passage(text, row, Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER, Label.DATA)
    for cue in _cue("run_by").finditer(words.folded):
        name = _NAME.match(words.words, cue.end())
        if name:
            return Said(name[1].rstrip("."), words.spans(*name.span(1)), sure=False)
    return None


def _within_name(text: str, row: Row, known: KnownService | None, kind: Kind) -> Said[str] | None:
    name = Passage.of(text, row.name_spans)
    if kind in BODIES or _cue("company").search(fold(row.name)) or fold_name(row.name) in _owners():
        return Said(row.name, row.name_spans)
    owner = _owner_printed(name, known)
    return Said(name.words[slice(*owner)], name.spans(*owner)) if owner else None


def _owner_printed(name: Passage, known: KnownService | None) -> tuple[int, int] | None:
    """ "Capita SIMS": the owner's name stands within the service's."""
    owners = sorted((o for o in (known.owner, *known.former_owners) if o), key=len) if known else ()
    for owner in owners:
        words = fold_name(owner).split()
        for length in range(len(words), 0, -1):
            found = re.search(r"\b" + r"\W+".join(map(re.escape, words[:length])) + r"\b", name.folded)
            if found and found.end() - found.start() >= SHORTEST_OWNER and found[0] != name.folded.strip():
                return found.span()
    return None


SHORTEST_OWNER = 4  # letters: "GL" alone names nobody


@cache
def _owners() -> frozenset[str]:
    """The names of companies that own a service we know, with and without "Ltd"."""
    full = {fold_name(owner) for service in load_catalogue() if (owner := service.owner)}
    return frozenset(full | {re.sub(r" (?:ltd|limited|plc|inc|llp|uk ltd|uk)$", "", owner) for owner in full})


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((Kind(row["kind"]), pattern(row["phrases"])) for row in load("kinds.toml")["kind"])


@cache
def _cue(name: str) -> re.Pattern[str]:
    return pattern(load("kinds.toml")[name]["phrases"])
