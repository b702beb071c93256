"""How an agreement is printed, wherever a command prints one."""

from collections.abc import Mapping

from schoolgate.cli.output import print_line
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.vocabulary import Flow


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
