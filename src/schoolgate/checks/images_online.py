"""IMG-001."""

from collections.abc import Iterator

from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import OPT_IN, Kind

RULE = Rule(
    id="IMG-001",
    question="Where pupils' pictures or names go before the public, is there a permission for each of them?",
    severity=Severity.QUESTION,
    citation="UK GDPR Art 6(1); UK GDPR Art 13; ICO, Taking photographs in schools",
    fix="Ask each family for each channel, keep the answers in the register, and put up nobody without a "
    "yes.",
    why="A picture with a name on an open page can be found by anybody, for ever: also by those a child is "
    "kept safe from.",
    since=law_since("gdpr"),
    laws=("basis", "told", "ico-photographs"),
)

SHOWN = frozenset({"photo", "video", "full_name", "first_name", "user_content"})


def check(subject: Subject) -> Iterator[Finding]:
    """Of a register alone: a notice can't hold a permission for each pupil."""
    if not subject.is_register():
        return
    for entry in subject.entries:
        shown = _shown(entry)
        if shown and (lacking := _lacking(entry, subject)):
            yield RULE.finding(
                f"Pupils' pictures or names go to {entry.name}, which is open to the public, and {lacking}",
                entry=entry.name,
                quotes=shown,
            )


def _shown(entry: EntryFacts) -> Quotes:
    if Kind.PUBLIC not in (entry.kind, entry.service_kind()) or not entry.concerns_pupils():
        return ()
    return distinct(quote for item in entry.involved() if item.item in SHOWN for quote in item.quotes)


def _lacking(entry: EntryFacts, subject: Subject) -> str | None:
    if entry.choice not in OPT_IN:
        return "the register asks families for no permission."
    given = subject.records.permissions
    if given is not None and entry.slug is not None and not given.get(entry.slug):
        return "no family's yes to it is on record."
    return None
