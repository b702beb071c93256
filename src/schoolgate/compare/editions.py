"""A document against the register: what it adds, what it says otherwise, what its last edition still said."""

from collections.abc import Iterator, Mapping, Sequence

from schoolgate.compare.values import IN_OWN_WORDS, ITEM, is_same, values_of
from schoolgate.domain.agreement import Agreement, AgreementState, Quote
from schoolgate.domain.catalogue import fold
from schoolgate.domain.difference import Difference, DifferenceKind
from schoolgate.domain.vocabulary import Flow

Values = Mapping[str, tuple[str, ...]]


def counterpart(said: Agreement, held: Sequence[Agreement]) -> Agreement | None:
    """The agreement of the register that a document's row is about; None: the register has none.

    By the very same row (service, section, company); then by the service the catalogue knows, or by its
    name, where only one in the register goes by that, or only one of those stands under the same heading.
    """
    same_row = [one for one in held if _row(one) == _row(said)]
    alike = same_row or [one for one in held if _goes_by(one) & _goes_by(said)]
    under_one_head = [one for one in alike if one.section == said.section]
    for candidates in (alike, under_one_head):
        if len(candidates) == 1:
            return candidates[0]
    living = [one for one in alike if one.state is not AgreementState.ENDED]
    return next(iter(living or alike), None)


def _row(agreement: Agreement) -> tuple[str, str | None, str | None]:
    return agreement.service, agreement.section, agreement.recipient


def _goes_by(agreement: Agreement) -> frozenset[str]:
    return frozenset(fold(name) for name in (agreement.canonical, agreement.service) if name)


def differences(
    said: Agreement, held: Agreement, *, document: int, before: Agreement | None = None
) -> tuple[Difference, ...]:
    """In the order of the fields. What a person made of the words of the last edition stands over the
    same words in this one.

    said    the document's row as an agreement; held: the register's
    before  the row of the document's last edition; None: it has none, and silence then says nothing
    """
    last: Values = values_of(before) if before else {}
    return tuple(
        Difference(
            document=document,
            slug=held.slug,
            service=held.service,
            field=field,
            kind=kind,
            said=new,
            held="; ".join(values_of(held).get(field, ())) or None,
            quotes=quotes_of(said, field),
        )
        for field, kind, new in _differing(values_of(said), values_of(held), last)
    )


def _differing(said: Values, held: Values, last: Values) -> Iterator[tuple[str, DifferenceKind, str | None]]:
    for field in dict.fromkeys((*said, *last)):
        new, old = said.get(field, ()), last.get(field, ())
        if _alike(field, new, held.get(field, ())) or _alike(field, new, old):
            continue
        if new:
            kind = _kind(field, held)
            if kind is DifferenceKind.FILLS or old or field not in IN_OWN_WORDS:
                yield field, kind, "; ".join(new)
        elif _alike(field, old, held.get(field, ())):
            yield field, DifferenceKind.GONE, None


def _kind(field: str, held: Values) -> DifferenceKind:
    """An item more is not a blank filled, where others are named: that would widen what is shared."""
    if field.startswith(ITEM):
        names_items = any(name.startswith(ITEM) for name in held)
        return DifferenceKind.DIFFERS if names_items else DifferenceKind.FILLS
    return DifferenceKind.DIFFERS if field in held else DifferenceKind.FILLS


def _alike(field: str, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Each of some said among the others; where nothing is said, only nothing is like it.

    An item named without a word on how it gets there contradicts none of the ways.
    """
    if not some or not others:
        return not some and not others
    if field.startswith(ITEM) and Flow.UNKNOWN in some:
        return True
    return all(any(is_same(field, one, other) for other in others) for one in some)


def quotes_of(said: Agreement, field: str) -> tuple[Quote, ...]:
    """The words that a value of an agreement came from; none where a person set it."""
    if field.startswith(ITEM):
        item = field.removeprefix(ITEM)
        return tuple(quote for term in said.terms() if term.item == item for quote in term.quotes)
    names = _WORDS_OF.get(field, field)
    return tuple(quote for name, quote in said.quotes if name == names)


# What a draft's quote goes by where an entry and an agreement name a thing differently.
_WORDS_OF = {"recipient": "organisation", "risk_printed": "risk_assessed", "years": "year_groups"}
