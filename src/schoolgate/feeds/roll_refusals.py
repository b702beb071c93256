"""Why a feed is not made from this roll, or in this format."""

from collections.abc import Iterable, Iterator

from schoolgate.domain.agreement import Agreement, Clause, KeyKind
from schoolgate.feeds.conditions import OPEN
from schoolgate.feeds.homes import ADDRESS
from schoolgate.feeds.read_already import Held
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import FeedSpec

UNSETTLED = (OPEN, "asks-nobody", "on-request")


def refusals_of_roll(
    agreement: Agreement, whole: FeedSpec, spec: FeedSpec, snapshot: Held
) -> tuple[Refusal, ...]:
    """A column that is not there cannot be guessed.

    whole  all that the agreement sends; spec  what of it the recipient's format takes
    """
    needed = (*_for_scope(spec.clauses), *_for_safety(spec), *_for_key(agreement))
    missing = [Refusal("roll-lacks-column", why) for field, why in needed if not snapshot.holds(field)]
    return (*missing, *_nothing_left(whole))


def _for_scope(clauses: Iterable[Clause]) -> Iterator[tuple[str, str]]:
    """(field, what to say if the roll has no such column)"""
    for clause in clauses:
        for field, named in (
            ("pupil.year_group", clause.scope.year_groups),
            ("pupil.registration_class", clause.scope.classes),
            ("class.name", clause.scope.groups),
            ("enrolment.person_id", clause.scope.groups),
        ):
            if named:
                why = (
                    f"Clause {clause.id} is for some pupils only, and the roll has no column "
                    f"'{_column(field)}' to tell them by. Load a roll that has it."
                )
                yield field, why


def _column(field: str) -> str:
    table, _, name = field.partition(".")
    return name if table == "pupil" else field


def _for_safety(spec: FeedSpec) -> Iterator[tuple[str, str]]:
    if any(column.name in ADDRESS for column in spec.of("pupil") + spec.of("contact")):
        why = (
            "It sends addresses, and the roll has no column 'address_withheld' to say whose must not be "
            "given out. Load a roll that has it."
        )
        yield "pupil.address_withheld", why
    if spec.of("contact"):
        why = (
            "It sends details of contacts, and the roll has no column 'court_order' to say who must not be "
            "told of. Load a roll that has it."
        )
        yield "contact.court_order", why


def _for_key(agreement: Agreement) -> Iterator[tuple[str, str]]:
    if agreement.key is KeyKind.EXISTING and agreement.key_field:
        why = (
            f"The service knows pupils by '{agreement.key_field}', and the roll has no such column. "
            "Load a roll that has it."
        )
        yield f"pupil.{agreement.key_field}", why


def _nothing_left(whole: FeedSpec) -> Iterator[Refusal]:
    lacking = [one for one in whole.withheld if one.code in ("no-such-column", "transform-does-not-fit")]
    if lacking and not whole.columns:
        items = ", ".join(dict.fromkeys(one.item for one in lacking))
        why = (
            f"The roll has nothing of what the agreement sends ({items}). Load a roll with columns for it, "
            "or correct how it may be given."
        )
        yield Refusal("roll-lacks-column", why)
    unsettled = [one for one in whole.withheld if one.code in UNSETTLED]
    if unsettled and not whole.columns and not lacking:
        yield Refusal(unsettled[0].code, f"Nothing of it may leave yet. {unsettled[0].sentence}")
