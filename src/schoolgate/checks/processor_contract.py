"""ROLE-002."""

from collections.abc import Collection, Iterable, Iterator

from schoolgate.checks.knowledge import table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.contract import Contract, ContractTerm
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed
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
    if subject.contract_terms is not None and (missing := _missing(subject.contract_terms)):
        # A schedule may hold them: not found is not yet not there.
        yield RULE.finding(f"Not found in this contract: {_plain(missing)}.", severity=Severity.QUESTION)
    for entry in subject.entries if subject.is_register() else ():
        if Role.PROCESSOR in entry.roles and not entry.nothing_shared:
            yield from _of_processor(entry, subject)


def _of_processor(entry: EntryFacts, subject: Subject) -> Iterator[Finding]:
    recorded = subject.records.contracts.get(entry.slug or "")
    if recorded is not None:
        yield from _of_record(entry, recorded, subject)
    elif not entry.contract:
        yield RULE.finding(
            f"{entry.name} acts for the school, and the register holds no contract with it.", entry=entry.name
        )


def _of_record(entry: EntryFacts, recorded: Contract, subject: Subject) -> Iterator[Finding]:
    quotes = (FindingQuote(value=recorded.document, span=None),)
    if recorded.ends_on and recorded.ends_on < subject.on:
        says = (
            f"The contract with {entry.name} ended on {recorded.ends_on}, and it still acts for the school."
        )
        yield RULE.finding(says, entry=entry.name, quotes=quotes)
    if missing := recorded.not_found():
        says = f"Not found in the contract with {entry.name}: {_plain(missing)}."
        yield RULE.finding(says, entry=entry.name, quotes=quotes, severity=Severity.QUESTION)


def _missing(found: Collection[ContractTerm]) -> tuple[ContractTerm, ...]:
    return tuple(term for term in ContractTerm if term not in found)


def _plain(terms: Iterable[ContractTerm]) -> str:
    return listed(table("contract_terms")["plain"][term] for term in terms)
