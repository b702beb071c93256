"""Items that a document makes depend on something: withheld by name until somebody says what that means."""

from schoolgate.domain.agreement import Clause, Depends, Term
from schoolgate.domain.step import Reason, Step

OPEN = "condition-open"


def why_withheld(slug: str, clause: Clause, term: Term) -> tuple[str, str] | None:
    """(code, sentence); None where it leaves like any other item."""
    match term.depends:
        case None if term.conditions:
            return OPEN, _open(slug, term)
        case Depends.ON_REQUEST:
            return "on-request", "It is told on request alone, each time recorded, and never in a feed."
        case Depends.PERMISSION if not clause.choice.is_opt_in():
            return "asks-nobody", _asks_nobody(slug, clause, term)
        case _:
            return None


def _open(slug: str, term: Term) -> str:
    words = ", ".join(f'"{one}"' for one in term.conditions)
    return Reason(
        f"It is declared {words}, and nobody has said what that comes to.",
        Step.SAY_WHAT_IT_COMES_TO,
        "Say always, permission or on_request: "
        f"schoolgate agreement set {slug} item.{term.item}.depends always",
    )


def _asks_nobody(slug: str, clause: Clause, term: Term) -> str:
    return Reason(
        f"It goes with a family's permission alone, and clause {clause.id} asks nobody.",
        Step.ASK_FAMILIES,
        "Put it into a clause that does: "
        f"schoolgate agreement set {slug} item.{term.item}.clause NEW, then clause.NEW.choice permission",
    )
