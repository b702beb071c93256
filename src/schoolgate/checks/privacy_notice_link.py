"""ENTRY-008."""

import re
from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Authority, Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="ENTRY-008",
    question="Do the links to providers' privacy notices lead there, over https?",
    severity=Severity.LOW,
    citation="UK GDPR Art 12(1), Art 13; ICO: privacy information must be easy to reach",
    fix="Link to the page itself, by its full https address.",
    since=law_since("gdpr"),
    why="A link that leads nowhere tells a family nothing; plain http can be altered on the way.",
    laws=("plain-words", "told", "ico-informed"),
    authority=Authority.GUIDANCE,
)
BEHIND = 12  # characters after "[Privacy Notice]" within which "(https://" begins
NEARBY = 200  # characters after "the following website" within which its address may stand


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.website and entry.website.strip("<> ").lower().startswith("http:"):
            yield RULE.finding(
                f"The address given for {entry.name} is plain http.",
                entry=entry.name,
                quotes=entry.words("website"),
            )
    yield from _words_without_an_address(subject)
    yield from _linked_only_for_some(subject)


def _words_without_an_address(subject: Subject) -> Iterator[Finding]:
    """A question: the page as published may have had the link that its text has not."""
    lost = _unlinked(subject, wording("link", "notice"), nearby=BEHIND)
    if lost:
        yield RULE.finding(
            f"A privacy notice is mentioned as if it were a link, {_times(lost)}, and no address is there.",
            quotes=lost,
            severity=Severity.QUESTION,
            fix="Does the published page link it? If not, give its full https address.",
        )
    for quote in _unlinked(subject, wording("link", "page"), nearby=NEARBY):
        yield RULE.finding(
            "Readers are sent to a web page whose address is not given.",
            quotes=(quote,),
            severity=Severity.QUESTION,
            fix="Does the published page link it? If not, give its full https address.",
        )
    empty = wording("link", "nowhere").finditer(subject.text)
    nowhere = tuple(subject.quote(match.span()) for match in empty)
    if nowhere:
        yield RULE.finding(f"A link leads nowhere, {_times(nowhere)}.", quotes=nowhere)


def _unlinked(subject: Subject, pattern: re.Pattern[str], nearby: int) -> tuple[FindingQuote, ...]:
    met = (match.span() for match in pattern.finditer(subject.text))
    return tuple(
        subject.quote((start, end))
        for start, end in met
        if not wording("link", "address").search(subject.text[start : end + nearby])
    )


def _linked_only_for_some(subject: Subject) -> Iterator[Finding]:
    """Asked only where the document links most: one that links none has chosen not to."""
    suppliers = [entry for entry in subject.entries if entry.is_supplier() and not entry.nothing_shared]
    without = [e for e in suppliers if not e.privacy_notice_linked and not _mentions_one(e)]
    if without and 2 * len(without) < len(suppliers):
        names = tuple(dict.fromkeys(entry.name for entry in without))
        yield RULE.finding(
            f"Other providers' privacy notices are linked; none is for: {listed(names)}.",
            entries=names,
            severity=Severity.QUESTION,
        )


def _mentions_one(entry: EntryFacts) -> bool:
    """Then it was asked about above."""
    return any(wording("link", "mentioned").search(quote.value) for quote in entry.passages)


def _times(quotes: tuple[FindingQuote, ...]) -> str:
    return "once" if len(quotes) == 1 else f"{len(quotes)} times"
