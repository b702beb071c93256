"""ENTRY-005."""

from collections import defaultdict
from collections.abc import Iterator

from schoolgate.checks.companies import bare, company_of, is_the_company
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject, distinct
from schoolgate.domain.catalogue import fold, known
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="ENTRY-005",
    question="Is each company named once, as itself, with its products beneath it?",
    severity=Severity.LOW,
    citation="UK GDPR Art 13(1)(e); Art 30(1)(d)",
    fix="Name the legal entity you have the contract with, and its products under it.",
    since=law_since("gdpr"),
    why="The contract, and the duty, are with a company; a product cannot be asked for anything.",
    laws=("told-recipients", "record"),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for finding in _one_company_under_several_names(subject):
        told.update(finding.entries)
        yield finding
    for finding in _product_in_the_place_of_a_company(subject):
        if finding.entry not in told:
            yield finding


def _one_company_under_several_names(subject: Subject) -> Iterator[Finding]:
    rows = defaultdict(list)
    for entry in subject.entries:
        company = company_of(entry.service)
        if company and entry.is_supplier():
            rows[company].append(entry)
    for company, entries in rows.items():
        unnamed = [entry for entry in entries if not _names(entry, company)]
        if unnamed and len({entry.same_as() for entry in entries}) > 1:
            yield RULE.finding(
                f"{listed(entry.name for entry in entries)} are all {company}: "
                "one company under several names.",
                quotes=distinct(quote for entry in entries for quote in entry.words("name")),
                entries=tuple(dict.fromkeys(entry.name for entry in entries)),
            )


def _names(entry: EntryFacts, company: str) -> bool:
    return bool(entry.organisation) and bare(company) in bare(entry.organisation or "")


def _product_in_the_place_of_a_company(subject: Subject) -> Iterator[Finding]:
    """Only where the document otherwise names companies: a list of products alone names none by design."""
    suppliers = [entry for entry in subject.entries if entry.is_supplier()]
    naming = [entry for entry in suppliers if fold(entry.organisation or entry.name) != fold(entry.name)]
    if 2 * len(naming) <= len(suppliers):
        return
    for entry in suppliers:
        company = company_of(entry.service)
        if company and entry.service and _stands_alone(entry):
            yield RULE.finding(
                f"{entry.name} is a product, and stands where the others' company does. "
                f"The company is {company}.",
                entry=entry.name,
                quotes=entry.words("name"),
            )


def _stands_alone(entry: EntryFacts) -> bool:
    """No company is printed for it, or the product itself is printed as one."""
    service = entry.service
    if (
        service is None
        or is_the_company(entry.name, service)
        or known(entry.organisation or "")
        not in (
            None,
            service,
        )
    ):
        return False
    return entry.organisation is None or (
        known(entry.organisation) is service and not is_the_company(entry.organisation, service)
    )
