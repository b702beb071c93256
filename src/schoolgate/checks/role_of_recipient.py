"""ROLE-001."""

from collections.abc import Iterator
from dataclasses import replace

from schoolgate.checks.claims import claim
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import ask_of_each, with_data
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Remedy, Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Kind, Role

RULE = Rule(
    id="ROLE-001",
    question="Is it said of each recipient whether it acts for the school or decides for itself?",
    severity=Severity.HIGH,
    citation='UK GDPR Art 4(7), (8); UK GDPR Art 28; ICO, "Edtech examined" (June 2026)',
    fix="Record for each: processor (acts on the school's word), controller (decides itself) or joint.",
    why="A company that nobody has asked decides for itself what to do with children's data: most of "
    "those the "
    "regulator looked at did, and did not know it.",
    since=law_since("gdpr"),
    laws=("roles", "processor", "ico-edtech"),
)
ELSEWHERE = frozenset({DocumentKind.CONSENT_FORM, DocumentKind.CONTRACT_SCHEDULE})  # not the place for it


def check(subject: Subject) -> Iterator[Finding]:
    if subject.document in ELSEWHERE or claim("roles", "said").search(subject.text):
        return
    lacking = [entry for entry in with_data(subject) if entry.role_missing]
    remedies = {entry.name: _remedy(entry) for entry in lacking if subject.is_register()}
    if lacking:
        for finding in ask_of_each(RULE, lacking, subject, "role in law (processor, controller or joint)"):
            yield replace(finding, remedy=remedies.get(finding.entry or ""))


def _remedy(entry: EntryFacts) -> Remedy | None:
    """Who is told things because the law says so decides for itself what to do with them. Of others it is
    not certain: a council may run the payroll.
    """
    if entry.kind is not Kind.STATUTORY or not entry.roleless:
        return None
    sets = tuple((f"clause.{one}.role", Role.CONTROLLER.value) for one in entry.roleless)
    return Remedy(says="Record that it decides for itself: a controller.", sets=sets)
