"""ENTRY-001."""

from collections.abc import Iterator, Sequence

from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.catalogue import fold
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="ENTRY-001",
    question="Is anything left blank that the record must hold?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 30(1)",
    fix='Fill it in. Blank is not "none" and not "all": nothing is sent on the strength of a blank.',
    since=law_since("gdpr"),
    why="A blank can be read as none or as all, and somebody will read it the wrong way.",
    laws=("record",),
)
# A body of its own (a council, a nurse) is its own organisation and looks after its own house.
OF_A_SUPPLIER = frozenset({"organisation", "risk_assessed", "storage", "contract", "service_type", "website"})


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if owed := _owed(entry):
            where = "in the register" if subject.is_register() else "in the notice"
            yield RULE.finding(
                f"Left blank {where} for {entry.name}: {listed(one.replace('_', ' ') for one in owed)}.",
                entry=entry.name,
                quotes=() if subject.is_register() else _quotes(entry, owed),
            )


def _owed(entry: EntryFacts) -> tuple[str, ...]:
    if entry.is_supplier():
        return entry.blanks
    return tuple(field for field in entry.blanks if field not in OF_A_SUPPLIER)


def _quotes(entry: EntryFacts, owed: Sequence[str]) -> tuple[FindingQuote, ...]:
    """The labels with nothing behind them; where none is printed (a table's cell), the entry's name."""
    names = [set(field.split("_")) for field in owed]
    labels = tuple(passage for passage in entry.passages if passage.value.endswith(":"))
    empty = tuple(one for one in labels if any(words & set(fold(one.value).split()) for words in names))
    return empty or (labels if len(labels) == len(owed) else ()) or entry.words("name")
