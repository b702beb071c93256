"""The pages of docs/checks/, from the rules and their stories, and docs/checks.md which lists them."""

from collections.abc import Callable
from datetime import date

from schoolgate.checks import CHECKS, run
from schoolgate.checks.knowledge import table
from schoolgate.checks.law import in_force, laws
from schoolgate.domain.sentences import listed
from tests.spec.a_notice import ON
from tests.spec.stories import STORIES

GROUPS = {
    "RISK": "Risk assessments",
    "ENTRY": "Entries",
    "NAME": "Names",
    "LAW": "Law",
    "MIN": "How little is shared",
    "IMG": "Images",
    "XFER": "Abroad",
    "RET": "How long",
    "ROLE": "Roles and contracts",
    "PN": "What a privacy notice must say",
    "SEC": "Security",
    "XREG": "Between documents and schools",
    "OPS": "Deadlines",
}
AUTHORITY = {"law": "The law says must", "guidance": "Good practice"}
HEAD = """# Checks

Written from the rules in `src/schoolgate/checks/` and their stories in `tests/spec/stories/` by
`make docs`; do not edit by hand.

`schoolgate notice check FILE` asks these of a notice as it stands, `schoolgate register check` of the
register. Each is judged by the law of the day: today's, or that of `--on DATE`.

What a supplier list or an extract does not say may stand elsewhere, so there a silence is a *question*, once
for the document; a full privacy notice and the register must say it themselves. A rule for some nations or
kinds of school only is a question until the school's nation and type are recorded. The severity given is the
gravest that a check can be. Where a finding is no problem, say why: `schoolgate finding waive ID --why TEXT`.
It comes back when the words change, or after a year.
"""


def pages() -> dict[str, Callable[[], str]]:
    told = {check.RULE.id: check for check in CHECKS if check.RULE.id in STORIES}
    written = {f"docs/checks/{name}.md": _writer(check) for name, check in told.items()}
    return {"docs/checks.md": index, **written}


def _writer(check) -> Callable[[], str]:
    return lambda: page(check.RULE, STORIES[check.RULE.id])


def index() -> str:
    parts = [HEAD]
    for group, title in GROUPS.items():
        rules = [check.RULE for check in CHECKS if check.RULE.id.split("-")[0] == group]
        if rules:
            rows = [_row(rule) for rule in sorted(rules, key=lambda rule: rule.id)]
            parts += [
                f"## {title}",
                "",
                "| check | what is asked | severity | who asks |",
                "|---|---|---|---|",
            ]
            parts += [*rows, ""]
    return "\n".join([*parts, *_undecided()])


def _row(rule) -> str:
    asked = rule.question.replace("|", "\\|")
    return f"| [{rule.id}](checks/{rule.id}.md) | {asked} | {rule.severity} | {AUTHORITY[rule.authority]} |"


def _undecided() -> list[str]:
    """What is not asked yet, and why: it would be a guess."""
    rows = [f"| {row['id']} | {row['question']} | {row['why']} |" for row in table("not_yet")["check"]]
    return ["## Not asked yet", "", "| check | what would be asked | why not |", "|---|---|---|", *rows, ""]


def page(rule, story) -> str:
    return "\n".join(
        [
            f"# {rule.id}",
            "",
            f"**{rule.question}**",
            "",
            *([rule.why, ""] if rule.why else []),
            f"- Severity: {rule.severity}",
            f"- {AUTHORITY[rule.authority]}: {rule.citation}",
            *_asked_of(rule),
            f"- What to do: {rule.fix}",
            "",
            *_told("Words that raise it", story.raises, rule.id),
            *_told("Words that do not", story.settles, rule.id),
            "## The law of the day",
            "",
            *_laws(rule),
            "",
        ]
    )


def _asked_of(rule) -> list[str]:
    nations = [f"- Asked in: {listed(sorted(n.title() for n in rule.nations))}"] if rule.nations else []
    types = [f"- Asked of: {listed(sorted(rule.types))} schools"] if rule.types else []
    since = [f"- Asked from: {_day(rule.since)}"] if rule.since else []
    until = [f"- Asked until: {_day(rule.until)}"] if rule.until else []
    return [*nations, *types, *since, *until]


def _told(title, told, check) -> list[str]:
    found = [one for one in run(told.subject) if one.check == check]
    where = ["In the register:", ""] if told.subject.is_register() else []
    said = [line for one in found for line in (f"> **{one.severity}**: {one.message}", "")]
    mended = [line for one in found if one.remedy for line in (f"A fix is offered: {one.remedy.says}", "")]
    return [f"## {title}", "", *where, "```text", told.words, "```", "", *said, *mended]


def _laws(rule) -> list[str]:
    """Every wording that the check has stood on, newest first."""
    newest = in_force(rule.laws, ON)
    names = [law.id for law in newest]
    rows = [law for name in names for law in _line(name)]
    return [f"- [{law.title}]({law.url}){_span(law)}{_there(law)}" for law in rows]


def _there(law) -> str:
    return f" ({listed(sorted(nation.title() for nation in law.nations))})" if law.nations else ""


def _line(name):
    yield laws()[name]
    for law in laws().values():
        if law.replaced_by == name:
            yield from _line(law.id)


def _span(law) -> str:
    since = f" from {_day(law.since)}" if law.since else ""
    until = f" until {_day(law.until)}" if law.until else ""
    return f",{since}{until}" if since or until else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
