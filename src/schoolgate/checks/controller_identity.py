"""ROLE-005."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.catalogue import fold
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.vocabulary import Nation, SchoolType

RULE = Rule(
    id="ROLE-005",
    question="Is the body named that answers for the data in law?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 13(1)(a)",
    fix="Name the controller in full: of an academy the trust, of a maintained school its governing body (in "
    "Scotland the council).",
    why="A family that does not know who answers can't complain, and a contract signed by the wrong body "
    "binds nobody.",
    since=law_since("gdpr"),
    laws=("told-controller",),
)
OF_AN_ACADEMY = "For an academy the trust is the controller in law, and it is not named as such here."


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        yield from _recorded(subject)
        return
    named = tuple(subject.found(claim("controller", "said")))
    trusts = _trusts(subject)
    if trusts and not any(says(quote, "controller", "trust") for quote in named):
        yield RULE.finding(
            "An academy trust is named, and not as the one that answers for the data: is it the controller?",
            quotes=trusts[:1],
            severity=Severity.QUESTION if named else RULE.severity,
        )
    elif not trusts and not named and not _names_a_school(subject):
        yield RULE.finding(
            "Whose document this is, it does not say: neither a school nor a controller is named.",
            severity=Severity.QUESTION,  # the page around the text may name it
        )
    elif named and not trusts and _is_academy(subject):
        yield RULE.finding(OF_AN_ACADEMY, quotes=named[:1])


def _recorded(subject: Subject) -> Iterator[Finding]:
    """A register holds the controller's own name."""
    name = subject.controller
    if name is None or not _is_academy(subject) or subject.school is None:
        return
    governors = fold(name).replace(fold(subject.school.name), "").strip()
    if claim("controller", "generic").search(governors or "school"):
        yield RULE.finding(OF_AN_ACADEMY, quotes=(FindingQuote(value=name, span=None),))


def _is_academy(subject: Subject) -> bool:
    return subject.school is not None and subject.school.type is SchoolType.ACADEMY


def _trusts(subject: Subject) -> tuple[FindingQuote, ...]:
    """Passages that name one which is not itself a recipient: a trust may sell a service too.

    Academies are England's: elsewhere a trust runs no school.
    """
    if subject.school and subject.school.nation not in (None, Nation.ENGLAND):
        return ()
    given = [fold(name) for e in subject.entries for name in (e.name, e.organisation) if name]
    pattern = claim("controller", "trust")
    named = {match[0] for match in pattern.finditer(subject.text)}
    own = [name for name in named if not any(fold(name) in one for one in given)]
    return tuple(quote for quote in subject.found(pattern) if any(name in quote.value for name in own))


def _names_a_school(subject: Subject) -> bool:
    return subject.printed_school is not None or bool(claim("controller", "school_name").search(subject.text))
