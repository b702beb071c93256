"""LAW-005."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import one_of, table, wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import missing
from schoolgate.checks.subject import EntryFacts, ItemFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="LAW-005",
    question="Is an Article 9 condition given wherever health, ethnicity, religion or biometrics are shared?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 9(1), (2); Data Protection Act 2018 ss.10, 11, Sch 1",
    fix="Record the Article 9(2) condition and, where it needs one, the Schedule 1 paragraph "
    "and the appropriate policy document.",
    since=law_since("gdpr"),
    why="Health, origin and belief do most harm when they get about; the law asks for a second footing.",
    laws=("special-category", "condition"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        for entry in subject.entries:
            yield from _of_agreement(entry)
        return
    beside = [entry.name for entry in subject.entries if any(item.condition for item in entry.items)]
    if beside or not wording("condition", "named").search(subject.text):
        # Where some rows have their condition beside them, a row without has none.
        for entry in subject.entries:
            if not any(item.condition for item in entry.items):
                yield from _of_entry(entry, subject)
    if not wording("condition", "named").search(subject.text):
        yield from _of_page(subject)


def _of_entry(entry: EntryFacts, subject: Subject) -> Iterator[Finding]:
    sure = [item for item in entry.involved() if item.item in table("special")["is"]]
    reasons, purposes = _revealing(entry)
    perhaps = [item for item in entry.involved() if item.item in table("special")["may"]]
    quotes = distinct(q for item in (*sure, *perhaps) for q in item.quotes)
    if sure:
        yield RULE.finding(
            f"{entry.name} is given special category data ({_kinds(sure, 'is')}), "
            f"and {missing(subject, 'Article 9 condition')}",
            entry=entry.name,
            quotes=quotes,
            severity=subject.weigh(RULE.severity),
        )
    elif perhaps or reasons:
        why = listed([*(table("special")["may"][item.item] for item in perhaps), *reasons])
        yield RULE.finding(
            f"Does {entry.name} hold special category data? {why[0].upper()}{why[1:]}, "
            "and no Article 9 condition is given.",
            entry=entry.name,
            quotes=distinct((*quotes, *purposes)),
            severity=Severity.QUESTION,
        )


def _revealing(entry: EntryFacts) -> tuple[list[str], Quotes]:
    """Why the purpose itself says something of a child's health, and the words that do."""
    if entry.nothing_shared or not entry.concerns_pupils() or not entry.is_supplier():
        return [], ()
    rows = [(one_of([row["words"]]), row["why"]) for row in table("special")["purpose"]]
    for said in (entry.words("purposes"), entry.passages):
        reasons = [why for words, why in rows if any(words.search(quote.value) for quote in said)]
        if reasons:
            return reasons, tuple(q for q in said if any(words.search(q.value) for words, _ in rows))
    return [], ()


def _of_agreement(entry: EntryFacts) -> Iterator[Finding]:
    """A register must hold it for each clause: the condition, and Schedule 1 where that is needed too."""
    special = [item for item in entry.involved() if item.item in table("special")["is"]]
    bare = [item for item in special if not item.condition]
    conditions = table("special")["schedule_1"]["conditions"]
    unfinished = [item for item in special if item.condition in conditions and not item.schedule_1]
    if bare:
        yield RULE.finding(
            f"{entry.name} is given special category data ({_kinds(bare, 'is')}), "
            "and no Article 9 condition is recorded.",
            entry=entry.name,
            quotes=distinct(q for item in bare for q in item.quotes),
        )
    perhaps = [i for i in entry.involved() if i.item in table("special")["may"] and not i.condition]
    if perhaps and not bare:
        yield RULE.finding(
            f"Does {entry.name} hold special category data, with no Article 9 condition recorded? "
            f"It may: {_kinds(perhaps, 'may')}.",
            entry=entry.name,
            quotes=distinct(q for item in perhaps for q in item.quotes),
            severity=Severity.QUESTION,
        )
    if unfinished:
        yield RULE.finding(
            f"The condition recorded for {entry.name} needs a paragraph of Schedule 1 beside it.",
            entry=entry.name,
            quotes=distinct(q for item in unfinished for q in item.quotes),
            severity=Severity.MEDIUM,
        )


def _of_page(subject: Subject) -> Iterator[Finding]:
    """What a full notice says it collects, where no recipient's row says it."""
    if not subject.should_say_all():
        return
    rows = {quote for entry in subject.entries for quote in entry.passages}
    found = subject.found(wording("condition", "collected"))
    quotes = tuple(q for q in found if q not in rows and not wording("condition", "denied").search(q.value))
    if quotes:
        yield RULE.finding(
            "Special category data is said to be collected, and no Article 9 condition is given.",
            quotes=quotes,
        )


def _kinds(items: list[ItemFacts], key: str) -> str:
    return listed(table("special")[key][item.item] for item in items)
