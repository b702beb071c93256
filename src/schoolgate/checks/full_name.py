"""MIN-008."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.learning_apps import SentToApp, sent_to_apps
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject, distinct
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="MIN-008",
    question="Is a teaching app sent the whole surname, where a first name and an initial would do?",
    severity=Severity.MEDIUM,
    citation='ICO, "Edtech examined", 2026 (an initial rather than the full name); UK GDPR Art 5(1)(c)',
    fix="Send the first name and the initial of the surname, or a pseudonym, or record why not.",
    why="A teacher knows Sam K. A stranger who finds the list cannot look Sam K up.",
    laws=("minimisation", "ico-edtech"),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    sent = list(sent_to_apps(subject, "full_name"))
    if subject.is_register():
        for one in sent:
            yield _finding([one])
    elif sent:
        yield _finding(sent)


def _is_said_to_be_whole(sent: SentToApp) -> bool:
    """ "Names" alone may be first names: that is asked."""
    own = [quote.value for quote in sent.item.quotes if quote.span is not None]
    return not own or any(wording("name", "whole").search(words) for words in own)


def _finding(sent: list[SentToApp]) -> Finding:
    names = tuple(dict.fromkeys(one.entry.name for one in sent))
    certain = any(one.is_certain and _is_said_to_be_whole(one) for one in sent)
    said = f"Pupils' whole names go to teaching apps: {listed(names)}."
    asked = f"Do pupils' whole names go to teaching apps: {listed(names)}?"
    return RULE.finding(
        said if certain else asked,
        entry=names[0] if len(names) == 1 else None,
        entries=names,
        quotes=distinct(quote for one in sent for quote in one.item.quotes),
        severity=RULE.severity if certain else Severity.QUESTION,
    )
