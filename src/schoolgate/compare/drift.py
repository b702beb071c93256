"""One school's papers against each other: what its notice says, its register holds, its feeds send and its
families were asked. Where two of them part, a promise is broken or about to be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schoolgate.compare.declared import declared_in
from schoolgate.compare.editions import counterpart, quotes_of
from schoolgate.compare.papers import (
    Held,
    LastSent,
    Page,
    Paper,
    Papers,
    YesGiven,
    as_compared,
    is_same_service,
    names,
)
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.catalogue import fold
from schoolgate.domain.items import load_items

FROM_NOTICE = "notice"  # an assessment's role where only the school's notice says that it was made
STOPPED = frozenset({AgreementState.SUSPENDED, AgreementState.ENDED})
Rows = Sequence[tuple[Paper, Agreement]]


class DriftKind(StrEnum):
    """What parts from what, worst first."""

    SENT_THOUGH_DENIED = "sent_though_denied"  # a paper says it is not used or told anything
    SENT_UNDECLARED = "sent_undeclared"  # it left, and no paper on file says so
    ASKED_OTHERWISE = "asked_otherwise"  # a yes stands that was given to other words
    STATE = "state"  # in use by one, not by the other
    NOT_IN_NOTICE = "not_in_notice"
    NOT_IN_REGISTER = "not_in_register"
    ITEMS = "items"  # other data is declared
    ASSESSED = "assessed"  # another day of assessment is printed than recorded
    NOT_PUBLISHED = "not_published"  # the page families see is older than what holds


KINDS = tuple(DriftKind)
TO_DO = {
    DriftKind.SENT_THOUGH_DENIED: "Stop the feed until it is settled which is right; then correct the "
    "document, or end the agreement.",
    DriftKind.SENT_UNDECLARED: "Stop sending it, or say it: publish the page again and take in the notice.",
    DriftKind.ASKED_OTHERWISE: "Where the new words ask for more, ask these families again before that.",
    DriftKind.STATE: "Correct the document or the register, so that both say whether it is used.",
    DriftKind.NOT_IN_NOTICE: "Publish the page again and take in the notice, or end the agreement.",
    DriftKind.NOT_IN_REGISTER: "Take it into the register, or take it out of the document.",
    DriftKind.ITEMS: "Settle in the register which is right; then publish the page again.",
    DriftKind.ASSESSED: "Publish the page again, so that families read of the newest assessment.",
    DriftKind.NOT_PUBLISHED: "Publish the page again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Two papers that part. `paper`: where the words stand that the rest does not keep to."""

    kind: DriftKind
    service: str
    slug: str | None  # None: the register has no agreement
    paper: str
    words: tuple[str, ...]
    differs: str
    to_do: str


def drift(side_by_side: Papers) -> tuple[Drift, ...]:
    """Worst first, then by service."""
    found = [
        *_not_in_register(side_by_side),
        *(one for held in side_by_side.register for one in _of_agreement(held, side_by_side)),
        *_of_answers(side_by_side),
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), fold(one.service))))


def _drift(
    kind: DriftKind, agreement: Agreement, paper: str, differs: str, words: tuple[str, ...] = ()
) -> Drift:
    return Drift(
        kind=kind,
        service=agreement.service,
        slug=None if kind is DriftKind.NOT_IN_REGISTER else agreement.slug,
        paper=paper,
        words=words,
        differs=differs,
        to_do=TO_DO[kind],
    )


def _not_in_register(all_of: Papers) -> Iterator[Drift]:
    held = all_of.agreements()
    for paper in all_of.papers:
        for row in paper.rows:
            if row.state not in STOPPED and counterpart(row, held) is None:
                says = f"{paper.name} names {row.service}, and the register has no agreement with it."
                yield _drift(DriftKind.NOT_IN_REGISTER, row, paper.name, says, _words(row, "name"))


def _of_agreement(held: Held, all_of: Papers) -> Iterator[Drift]:
    agreement, rows = held.agreement, all_of.rows_about(held.agreement)
    last = next((one for one in all_of.sent if one.slug == agreement.slug), None)
    yield from _denied(agreement, last, all_of.papers)
    if last is not None and (rows or all_of.lists()):
        yield from _sent(agreement, last, rows)
    if not any(paper.lists_all for paper, _ in rows):
        yield from _unnamed(agreement, all_of.lists())
    for paper, row in rows:
        yield from _state(agreement, row, paper)
        yield from _assessed(held, row, paper)
    yield from _items(agreement, rows)
    yield from _unpublished(held, all_of.page)


def _unnamed(agreement: Agreement, lists: Sequence[str]) -> Iterator[Drift]:
    if lists and agreement.state is AgreementState.APPROVED:
        where = " and ".join(lists)
        does = "does" if len(lists) == 1 else "do"
        says = f"{agreement.service} is approved in the register, and {where} {does} not name it."
        yield _drift(DriftKind.NOT_IN_NOTICE, agreement, where, says)


def _denied(agreement: Agreement, last: LastSent | None, papers: Sequence[Paper]) -> Iterator[Drift]:
    """A paper says that nothing goes there; the register or the last parcel says otherwise."""
    if last is not None:
        does = f"was sent a parcel on {last.on} (entry {last.entry} of the ledger)"
    elif agreement.state is AgreementState.APPROVED and agreement.sent():
        does = "has an approved feed"
    else:
        return
    for paper, words in _denials(agreement, papers):
        says = f"By {paper.name} {agreement.service} is not used or told anything, and it {does}."
        yield _drift(DriftKind.SENT_THOUGH_DENIED, agreement, paper.name, says, words)


def _denials(agreement: Agreement, papers: Sequence[Paper]) -> Iterator[tuple[Paper, tuple[str, ...]]]:
    for paper in papers:
        for name, words in paper.denied:
            if as_compared(name) in names(agreement):
                yield paper, (words,)
        for row in paper.rows:
            if row.nothing_shared and is_same_service(row, agreement):
                yield paper, _words(row, "name")


def _sent(agreement: Agreement, last: LastSent, rows: Rows) -> Iterator[Drift]:
    """What left and no paper says. A row that names the service and no data says nothing of items."""
    said = declared_in(row for _, row in rows)
    left = last.items if not rows else said.lacking(last.items) if said.items else ()
    if left:
        where = _where(rows) or "the documents on file"
        how = f"{_verb('name', rows)} it without that" if rows else "no document on file names it"
        says = f"On {last.on} (entry {last.entry} of the ledger) {agreement.service} was sent {_plain(left)}"
        yield _drift(DriftKind.SENT_UNDECLARED, agreement, where, f"{says}, and {how}.", said.words)


def _items(agreement: Agreement, rows: Rows) -> Iterator[Drift]:
    """What the papers declare together against what the register in force does."""
    said, held = declared_in(row for _, row in rows), declared_in([agreement])
    if agreement.state is not AgreementState.APPROVED or not said.items or not held.items:
        return
    unsaid, more = said.lacking(held.items), held.lacking(said.items)
    parts = [f"the register also has {_plain(unsaid)}"] if unsaid else []
    parts += [f"{_verb('also say', rows)} {_plain(more)}"] if more else []
    if parts:
        says = f"{agreement.service}: {', and '.join(parts)}."
        words = _words_of_items(rows, more) or said.words
        yield _drift(DriftKind.ITEMS, agreement, _where(rows), says, words)


def _state(agreement: Agreement, row: Agreement, paper: Paper) -> Iterator[Drift]:
    told = _told_state(row)
    words = _words(row, "state", "status_note", "risk_assessed") if told else ()
    if agreement.state in STOPPED and told is None and not row.nothing_shared:
        told = "lists it as used"
    elif agreement.state is not AgreementState.APPROVED or told is None:
        return
    says = f"{agreement.service} is {agreement.state} in the register, and {paper.name} {told}."
    words = words or _words(row, "name")
    yield _drift(DriftKind.STATE, agreement, paper.name, says, words)


def _told_state(row: Agreement) -> str | None:
    """What a paper says of a service that is not simply used."""
    if row.state is AgreementState.ENDED:
        return "says that it is not used"
    return "says that it awaits its assessment" if row.state is AgreementState.AWAITING else None


def _assessed(held: Held, row: Agreement, paper: Paper) -> Iterator[Drift]:
    recorded, printed = held.assessment, row.risk_printed
    if recorded is None or recorded.role == FROM_NOTICE or recorded.outcome is not Outcome.APPROVED:
        return
    if printed not in (None, "awaiting") and not recorded.on.isoformat().startswith(str(printed)):
        says = (
            f"{paper.name} says that {held.agreement.service} was assessed in {printed}, and the register "
            f"that it was on {recorded.on}."
        )
        words = _words(row, "risk_assessed")
        yield _drift(DriftKind.ASSESSED, held.agreement, paper.name, says, words)


def _unpublished(held: Held, page: Page | None) -> Iterator[Drift]:
    agreement = held.agreement
    was_shown = agreement.state is AgreementState.APPROVED or agreement.state in STOPPED
    if page is not None and was_shown and agreement.version > 1 and held.since > page.written_at:
        says = (
            f"{page.name} was written on {page.written_at:%Y-%m-%d}, before version {agreement.version} of "
            f"{agreement.service} ({agreement.state} on {held.since:%Y-%m-%d})."
        )
        yield _drift(DriftKind.NOT_PUBLISHED, agreement, page.name, says)


def _of_answers(all_of: Papers) -> Iterator[Drift]:
    agreements = {one.slug: one for one in all_of.agreements()}
    for one in all_of.answers:
        if one.slug in agreements and not _still_asked(one):
            service = agreements[one.slug]
            now = f'they would be asked "{one.now}" now' if one.now else "nobody is asked it now"
            families = "1 family's yes" if one.families == 1 else f"{one.families} families' yes"
            says = f"{families} to {service.service} was given to other words: {now}."
            paper = "the families' answers"
            yield _drift(DriftKind.ASKED_OTHERWISE, service, paper, says, (one.wording,))


def _still_asked(one: YesGiven) -> bool:
    return one.now is not None and fold(one.now) == fold(one.wording)


def _where(rows: Rows) -> str:
    return " and ".join(dict.fromkeys(paper.name for paper, _ in rows))


def _verb(verb: str, rows: Rows) -> str:
    """ "notice.txt names", "notice.txt and form.txt name"."""
    papers = {paper.name for paper, _ in rows}
    return f"{_where(rows)} {verb}{'s' if len(papers) == 1 else ''}"


def _words(row: Agreement, *fields: str) -> tuple[str, ...]:
    return tuple(" ".join(quote.text.split()) for field in fields for quote in quotes_of(row, field))


def _words_of_items(rows: Rows, items: Iterable[str]) -> tuple[str, ...]:
    wanted = set(items)
    terms = (term for _, row in rows for term in row.terms() if term.item in wanted)
    return tuple(dict.fromkeys(" ".join(quote.text.split()) for term in terms for quote in term.quotes))


def _plain(items: Iterable[str]) -> str:
    return ", ".join(load_items()[key].label.lower() if key in load_items() else key for key in items)
