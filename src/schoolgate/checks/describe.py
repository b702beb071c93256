"""The checks as a page for people, written from the rules themselves."""

from collections.abc import Iterable

from schoolgate.checks.rule import Check, Rule
from schoolgate.checks.sentences import listed

HEAD = """# Checks

Written from the rules in `src/schoolgate/checks/` by `make docs`; do not edit by hand.

`schoolgate notice check FILE` asks these of a notice as it stands, `schoolgate register check` of the
register. Each is judged by the law of the day: today's, or that of `--on DATE`.

What a supplier list or an extract does not say may stand elsewhere, so there a silence is a *question*, once
for the document; a full privacy notice and the register must say it themselves. A rule for some nations or
kinds of school only is a question until the school's nation and type are recorded. The severity given is the
gravest that a check can be.
"""


def describe(checks: Iterable[Check]) -> str:
    """Markdown, one heading for each check, in the order they are asked."""
    return "\n".join([HEAD, *(_section(check.RULE) for check in checks)])


def _section(rule: Rule) -> str:
    lines = [f"## {rule.id}", "", rule.question, "", f"- Severity: {rule.severity}", *_asked_of(rule)]
    return "\n".join([*lines, f"- Source: {rule.citation}", f"- What to do: {rule.fix}", ""])


def _asked_of(rule: Rule) -> list[str]:
    nations = [f"- Asked in: {listed(sorted(n.title() for n in rule.nations))}"] if rule.nations else []
    types = [f"- Asked of: {listed(sorted(rule.types))} schools"] if rule.types else []
    since = [f"- Asked from: {rule.since.day} {rule.since:%B %Y}"] if rule.since else []
    return [*nations, *types, *since]
