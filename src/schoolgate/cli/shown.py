"""How findings and agreements are printed, wherever a command prints them."""

from collections.abc import Mapping, Sequence

from schoolgate.actions import notices
from schoolgate.cli.output import print_document, print_line, talk
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.finding import SEVERITIES, Finding
from schoolgate.domain.vocabulary import Flow


def print_findings(found: Sequence[Finding], *, json: bool) -> None:
    if json:
        print_document(notices.findings_as_json(found))
        return
    for finding in sorted(found, key=lambda one: SEVERITIES.index(one.severity)):
        _print_finding(finding)
    counts = {s: sum(one.severity is s for one in found) for s in SEVERITIES}
    talk(", ".join(f"{count} {severity}" for severity, count in counts.items() if count) or "No findings.")


def _print_finding(finding: Finding) -> None:
    print_line(f"{finding.severity.upper()} {finding.check} {finding.entry or 'the whole page'}")
    print_line(f"  {finding.message}")
    for quote in finding.quotes:
        print_line(f'  "{" ".join(quote.value.split())}"')
    print_line(f"  What to do: {finding.fix}")
    print_line(f"  Source: {finding.citation}")
    print_line()


def terms_by_flow(agreement: Agreement) -> Mapping[Flow, list[str]]:
    """Item keys by how they get there, in the order of the clauses."""
    found: dict[Flow, list[str]] = {}
    for term in agreement.terms():
        found.setdefault(term.flow, []).append(term.item)
    return found


def print_agreement(agreement: Agreement) -> None:
    print_line(f"{agreement.slug}, version {agreement.version}: {agreement.state}")
    for flow, items in terms_by_flow(agreement).items():
        print_line(f"  {flow.replace('_', ' ')}: {', '.join(items)}")
    for clause in agreement.clauses:
        print_line(
            f"  clause {clause.id}: for {'; '.join(clause.purposes) or 'unknown'}; "
            f"basis {clause.basis or 'unknown'}; choice {clause.choice.kind or 'unknown'}; "
            f"years {clause.scope.stated or ('everyone' if clause.scope.everyone else 'unknown')}"
        )
    for name, quote in agreement.quotes:
        print_line(f'  {name}: "{" ".join(quote.text.split())}"')
