"""ENTRY-002."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="ENTRY-002",
    question='Is it said exactly what is shared, without "all", "some", "etc." or bare "information"?',
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(b), (c); Art 30(1)(c)",
    fix="Name each item that is shared. What is not named is not sent.",
    why="Words without a bound let anything be sent, and nobody could say that it was wrong.",
    laws=("purpose", "minimisation", "record"),
)
WHOLE_RECORDS = frozenset({"all_pupil_data", "all_school_data"})


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.nothing_shared:
            continue
        quotes = _open_ended(entry)
        if quotes:
            yield RULE.finding(
                f"What {entry.name} is given has no bound in these words.", entry=entry.name, quotes=quotes
            )


def _open_ended(entry: EntryFacts) -> Quotes:
    """Of bodies and groups only whole records: what else they ask for, the law that lets them bounds."""
    whole = tuple(q for item in entry.involved() if item.item in WHOLE_RECORDS for q in item.quotes)
    if entry.kind not in (None, Kind.SUPPLIER, Kind.PUBLIC):
        return () if entry.kind is Kind.STATUTORY else distinct(whole)
    named = [q for item in entry.involved() for q in item.quotes]
    data = _matching((*named, *entry.words("items")), "data")
    purpose = _matching(entry.words("purposes"), "purpose")
    apart = tuple(quote for quote in named if quote not in entry.words("purposes"))
    examples = _matching(apart, "examples")
    marked = entry.words("open_ended") if entry.open_ended else ()
    return distinct((*whole, *data, *examples, *purpose, *marked, *_bare(entry)))


def _bare(entry: EntryFacts) -> Quotes:
    """ "Information is shared with them", where no item is named."""
    mixed = () if entry.own_items() else entry.passages or entry.words("items", "purposes")
    return (*_matching(mixed, "bare"), *_matching(mixed, "data"))


def _matching(quotes: tuple[FindingQuote, ...], key: str) -> Quotes:
    return tuple(quote for quote in quotes if wording("open_ended", key).search(quote.value))
