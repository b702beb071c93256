"""OPS-007."""

from collections.abc import Iterator

from schoolgate.checks.law import law_since
from schoolgate.checks.records import Sending
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.items import load_items
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="OPS-007",
    question="Did anything leave that its agreement or a family's answer did not allow?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(b); UK GDPR Art 5(1)(c); UK GDPR Art 25; UK GDPR Art 18",
    fix="Hold the feed, ask the recipient to delete what it should not have, and judge whether it is a "
    "breach "
    "to be notified within 72 hours.",
    why="This is the promise itself: what left is held against what was declared.",
    since=law_since("gdpr"),
    laws=("purpose", "minimisation", "by-design", "restriction"),
)
EVERYONE = "everyone"


def check(subject: Subject) -> Iterator[Finding]:
    names = {entry.slug: entry.name for entry in (*subject.entries, *subject.ended)}
    for sending in subject.records.sendings:
        for wrong in _wrongs(sending):
            name = names.get(sending.slug, sending.slug)
            yield RULE.finding(
                f"Entry {sending.entry} of the ledger, {sending.on}: what left for {name} {wrong}",
                entry=name,
                quotes=(FindingQuote(value=f"ledger entry {sending.entry}", span=None),),
            )


def _wrongs(sending: Sending) -> Iterator[str]:
    beyond = sorted(sending.items - sending.permitted)
    if beyond:
        yield f"held what version {sending.version} does not send: {listed(map(_plain, beyond))}."
    if not sending.is_approved:
        yield f"was made by version {sending.version}, which nobody had approved then."
    wider = sorted(sending.whose - sending.scope) if EVERYONE not in sending.scope else []
    if wider:
        yield f"was of people whom version {sending.version} does not speak of: {listed(wider)}."
    if sending.refused:
        pupils = "1 pupil" if sending.refused == 1 else f"{sending.refused} pupils"
        yield f"held data of {pupils} whose family's answer did not allow it then."


def _plain(key: str) -> str:
    item = load_items().get(key)
    return item.label.lower() if item else key
