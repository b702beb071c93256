"""What a document does not say: asked once, or, of a register, of each agreement."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from schoolgate.checks.quotes import passage_around
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, FindingQuote
from schoolgate.domain.reading import Span
from schoolgate.domain.sentences import listed


def ask_of_each(rule: Rule, lacking: Sequence[EntryFacts], subject: Subject, what: str) -> Iterator[Finding]:
    """One finding for each agreement of a register, or one for the document that names every recipient."""
    if subject.is_register():
        for entry in lacking:
            yield rule.finding(f"The register holds no {what} for {entry.name}.", entry=entry.name)
    elif lacking:
        names = [entry.name for entry in lacking]
        yield rule.finding(
            f"{said(subject, what)} It is not given for: {listed(names)}.",
            entries=tuple(dict.fromkeys(names)),
            severity=subject.weigh(rule.severity),
        )
    elif not subject.entries and subject.should_say_all():
        yield rule.finding(said(subject, what))


def said(subject: Subject, what: str) -> str:
    if subject.should_say_all():
        return f"The notice gives no {what}."
    return f"This document gives no {what}, and it may not be the place for it: where is it?"


def on_file(subject: Subject, spans: Callable[[str], Iterable[Span]]) -> tuple[FindingQuote, ...]:
    """Of a register that does not say it: where each notice on file first does."""
    found = ((text, next(iter(spans(text)), None)) for text in subject.records.papers)
    passages = ((text, passage_around(text, span)) for text, span in found if span)
    return tuple(FindingQuote(value=text[slice(*span)], span=None) for text, span in passages)


def missing(subject: Subject, what: str) -> str:
    """The end of a sentence about something that is said, where something else should stand beside it."""
    if subject.should_say_all():
        return f"no {what} is given."
    return f"this document gives no {what}: where is it?"


def with_data(subject: Subject) -> list[EntryFacts]:
    """The recipients that are said to be given, or may be given, something about somebody."""
    return [entry for entry in subject.entries if not entry.nothing_shared]
