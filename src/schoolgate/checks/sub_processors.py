"""ROLE-006."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import ask_of_each, with_data
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Role

RULE = Rule(
    id="ROLE-006",
    question="Is it known who works behind each supplier, and how the school hears of a new one?",
    severity=Severity.MEDIUM,
    citation='UK GDPR Art 28; ICO, "Edtech examined" (June 2026)',
    fix="Record where the supplier's list of sub-processors is and the day it was looked at (in `contract`).",
    why="The data goes on to companies the school never chose; half of those the regulator looked at had "
    "not checked theirs.",
    since=law_since("gdpr"),
    laws=("processor", "ico-edtech"),
)
# A privacy notice tells families of recipients, a consent form of one choice: neither is the place for it.
PLACES = frozenset({None, DocumentKind.SUPPLIER_LIST, DocumentKind.EXTRACT, DocumentKind.OTHER})


def check(subject: Subject) -> Iterator[Finding]:
    if subject.document not in PLACES or claim("roles", "sub_processors").search(subject.text):
        return
    lacking = [entry for entry in with_data(subject) if _is_lacking(entry, subject)]
    if lacking:
        yield from ask_of_each(RULE, lacking, subject, "list of sub-processors or day it was looked at")


def _is_lacking(entry: EntryFacts, subject: Subject) -> bool:
    if not subject.is_register():
        return entry.is_supplier()
    recorded = subject.records.contracts.get(entry.slug or "")
    is_known = claim("roles", "sub_processors").search(entry.contract or "") or (
        recorded is not None and recorded.sub_processors
    )
    return Role.PROCESSOR in entry.roles and not is_known
