"""OPS-005."""

from collections.abc import Iterator, Sequence

from schoolgate.checks.records import Left
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.sentences import listed
from schoolgate.domain.step import Reason, Step

RULE = Rule(
    id="OPS-005",
    question="Did the child protection file of each pupil who left go apart from the rest, in time, with a "
    "receipt?",
    severity=Severity.HIGH,
    citation="DfE, Keeping children safe in education",
    fix=Reason(
        "Ask the safeguarding lead whether there is a file. If there is, pass it on by itself and get a "
        "receipt.",
        Step.KEEP_BOTH_DAYS,
        "Where its service was fed from here, both days are kept by: schoolgate deletion make SERVICE "
        "--pupil ID, then deletion answer.",
    ),
    why="The next school has to know on the first day what a child is to be kept safe from.",
    laws=("kcsie",),
    authority=Authority.GUIDANCE,
    nations=ENGLAND,
)
SAFEGUARDING = "safeguarding"  # a category of domain/catalogue.toml


def check(subject: Subject) -> Iterator[Finding]:
    left = subject.records.left
    late = [one for one in left if one.protection_on and one.protection_due < one.protection_on]
    if late:
        yield RULE.finding(
            f"The child protection file of {_who(late)} was passed on later than 5 school days after."
        )
    unanswered = [one for one in left if one.protection_on and not one.receipt_on]
    overdue = [one for one in unanswered if one.protection_due < subject.on]
    if overdue:
        yield RULE.finding(f"No receipt is on record for the child protection file of {_who(overdue)}.")
    silent = [one for one in left if not one.protection_on and one.protection_due < subject.on]
    holders = _holders(subject)
    if silent and holders:
        yield RULE.finding(
            f"Of {_who(silent)} nothing is on record of a child protection file. Was there one in "
            f"{listed(holders)}, and was it passed on?",
            severity=Severity.QUESTION,
            entries=holders,
        )


def _who(left: Sequence[Left]) -> str:
    pupils = "1 pupil" if len(left) == 1 else f"{len(left)} pupils"
    return f"{pupils} who left on {listed(str(day) for day in sorted({one.on for one in left}))}"


def _holders(subject: Subject) -> tuple[str, ...]:
    """Services that may hold such a file."""
    return tuple(
        entry.name for entry in subject.entries if entry.service and entry.service.category == SAFEGUARDING
    )
