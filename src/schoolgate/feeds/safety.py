"""What a roll can't say is safe to give out stays out of an essential list, which then still goes."""

from dataclasses import replace

from schoolgate.feeds.homes import ADDRESS
from schoolgate.feeds.read_already import Held
from schoolgate.feeds.spec import Column, FeedSpec, Withheld

CODE = "not-known-to-be-safe"


def without_unsafe(spec: FeedSpec, roll: Held) -> FeedSpec:
    """Without addresses, where nobody says whose is withheld; without contacts, where nobody says whom a
    court order limits. Any other feed is refused then (roll_refusals.py): it can wait for a better roll.
    """
    unsafe = tuple(one for one in spec.columns if _lacks(one, roll) is not None)
    if not unsafe:
        return spec
    left = tuple(one for one in spec.columns if one not in unsafe)
    used = {clause for one in left for clause in one.clauses}
    told = tuple(
        Withheld(item=one.items[0], clause=clause, code=CODE, sentence=_sentence(one, roll))
        for one in unsafe
        for clause in one.clauses
    )
    return replace(
        spec,
        columns=left,
        clauses=tuple(clause for clause in spec.clauses if clause.id in used),
        withheld=spec.withheld + tuple(dict.fromkeys(told)),
    )


def _lacks(column: Column, roll: Held) -> str | None:
    """The column that would say whether this one is safe, where the roll does not have it."""
    if column.table == "contact" and not roll.holds("contact.court_order"):
        return "court_order"
    is_address = column.name in ADDRESS and column.table in ("pupil", "contact")
    return "address_withheld" if is_address and not roll.holds("pupil.address_withheld") else None


def _sentence(column: Column, roll: Held) -> str:
    return (
        f"The roll has no column '{_lacks(column, roll)}' to say of whom it must not be told, so it stays "
        "out of a list that has to go. Load a roll that has it."
    )
