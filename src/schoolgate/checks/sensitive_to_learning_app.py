"""MIN-005."""

from collections import defaultdict
from collections.abc import Iterator

from schoolgate.checks.learning_apps import SentToApp, sent_to_apps
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject, distinct
from schoolgate.domain.finding import Finding, Remedy, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="MIN-005",
    question="Is a teaching app sent sex, ethnicity, special needs or free school meals?",
    severity=Severity.MEDIUM,
    citation='UK GDPR Art 5(1)(c); ICO, "Edtech examined", 2026',
    fix="Stop sending it, or record why the app cannot do without.",
    why="Times tables need no ethnicity. What an app holds about a child can be lost, sold or used.",
    laws=("minimisation", "ico-edtech"),
)
SENSITIVE = {
    "gender": "sex or gender",
    "ethnicity": "ethnicity",
    "sen": "special educational needs",
    "eligibility_fsm": "free school meals",
    "religion": "religion",
}


def check(subject: Subject) -> Iterator[Finding]:
    sent = defaultdict(list)
    for key in SENSITIVE:
        for one in sent_to_apps(subject, key):
            sent[one.entry.name].append(one)
    for name, items in sent.items():
        yield _finding(name, items)


def _finding(name: str, sent: list[SentToApp]) -> Finding:
    what = listed(SENSITIVE[one.item.item] for one in sent)
    certain = all(one.is_certain for one in sent)
    said = (
        f"{name}, a teaching app, is sent {what}." if certain else f"Is {name}, a teaching app, sent {what}?"
    )
    keys = dict.fromkeys(one.item.item for one in sent)
    drop = Remedy(says=f"Send {what} no longer.", sets=tuple((f"item.{key}.dropped", "yes") for key in keys))
    return RULE.finding(
        said,
        entry=name,
        quotes=distinct(quote for one in sent for quote in one.item.quotes),
        severity=RULE.severity if certain else Severity.QUESTION,
        remedy=drop if certain else None,
    )
