"""LAW-002."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import STATE, Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity

RULE = Rule(
    id="LAW-002",
    question="Does a state school call a contract its basis for teaching pupils?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 6(1)(b): the contract must be with the person the data is about; "
    "DfE, Data processing a school is permitted to do",
    fix="A pupil has no contract with a state school: use public task, 6(1)(e), or legal duty, 6(1)(c).",
    types=STATE,
    since=law_since("gdpr"),
    why="The basis decides which rights a family has; the wrong one promises the wrong rights.",
    laws=("basis", "dfe-data-protection"),
)


def check(subject: Subject) -> Iterator[Finding]:
    entries = [entry for entry in subject.entries if entry.concerns_pupils() and _is_contract(entry)]
    quoted = {quote for entry in entries for quote in entry.words("basis")}
    for entry in entries:
        yield RULE.finding(
            f"A contract is given as the basis for {entry.name}, which is about pupils.",
            entry=entry.name,
            quotes=entry.words("basis"),
        )
    for quote in subject.found(wording("basis", "contract")):
        if quote not in quoted and not _is_of_staff(quote, subject):
            yield RULE.finding(
                "A contract, Article 6(1)(b), is given as the basis for pupils' data.", quotes=(quote,)
            )


def _is_contract(entry: EntryFacts) -> bool:
    return any(wording("basis", "contract_entry").search(basis) for basis in entry.bases)


def _is_of_staff(quote: FindingQuote, subject: Subject) -> bool:
    """Said of staff, or in the row of a recipient that is told nothing of pupils."""
    rows = [entry for entry in subject.entries if quote in entry.words("basis")]
    return bool(wording("basis", "staff").search(quote.value)) or any(
        not entry.concerns_pupils() for entry in rows
    )
