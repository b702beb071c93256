"""NAME-001."""

from collections.abc import Iterator

from schoolgate.checks.outdated_names import OldName, old_names, renaming
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="NAME-001",
    question="Are services called by the names they go by today?",
    severity=Severity.LOW,
    citation="UK GDPR Art 12(1), 13(1)(e); the catalogue of services, each change of name with its source",
    fix="Print today's name; the old one may stand behind it in brackets.",
    why="Under its old name a service is hard to find, and its new owner's terms go unread.",
    laws=("plain-words", "told-recipients", "catalogue"),
    authority=Authority.GUIDANCE,
)
KINDS = frozenset({"supplier", "public", "professional", "other"})


def check(subject: Subject) -> Iterator[Finding]:
    for old in old_names(subject, KINDS):
        named = [entry for entry in subject.entries if _is_called(entry, old)]
        yield RULE.finding(
            f"{listed(old.printed)}: the name is no longer in use. It is {old.service.name} now.",
            entry=named[0].name if named else None,
            quotes=old.quotes,
            remedy=renaming(named[0], old) if len(named) == 1 else None,
        )


def _is_called(entry: EntryFacts, old: OldName) -> bool:
    words = " ".join(quote.value for quote in entry.words("name", "organisation"))
    return entry.service == old.service or any(name in words for name in old.printed)
