"""ROLE-002."""

from collections.abc import Iterator
from functools import cache

from schoolgate.checks.knowledge import one_of, table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.sentences import listed
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Role

RULE = Rule(
    id="ROLE-002",
    question="Is there a written contract with each processor, and does it hold every term of Article 28(3)?",
    severity=Severity.HIGH,
    citation='UK GDPR Art 28; ICO, "Edtech examined" (June 2026)',
    fix="Record where the signed contract is; ask the supplier for each term that is missing.",
    why="Without these terms nobody has promised the school to delete, to tell it of a breach, or to keep to "
    "what it is told.",
    since=law_since("gdpr"),
    laws=("processor", "ico-edtech"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.document is DocumentKind.CONTRACT_SCHEDULE:
        yield from _of_contract(subject)
    for entry in subject.entries if subject.is_register() else ():
        if Role.PROCESSOR in entry.roles and not entry.contract and not entry.nothing_shared:
            yield RULE.finding(
                f"{entry.name} acts for the school, and the register holds no contract with it.",
                entry=entry.name,
            )


def _of_contract(subject: Subject) -> Iterator[Finding]:
    missing = [plain for plain, words in _terms() if not one_of(list(words)).search(subject.text)]
    if missing:
        yield RULE.finding(f"This contract does not say: {listed(missing)}.")


@cache
def _terms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """In the order of Article 28(3), each with the wordings by which it is told."""
    return tuple((row["plain"], tuple(row["words"])) for row in table("contract_terms")["term"])
