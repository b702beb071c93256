"""ENTRY-004."""

from collections import defaultdict
from collections.abc import Iterator

from schoolgate.checks.quotes import passage_around
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.catalogue import fold
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import OPT_IN, ChoiceKind

RULE = Rule(
    id="ENTRY-004",
    question="Is one provider listed twice, once with a choice for families and once without?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(a), Art 7: each purpose has one basis",
    fix="Say for each purpose whether families have a choice; if the purposes are one, keep one rule.",
    why="A family that is promised a choice in one place and denied it in another cannot use either.",
    laws=("fair-and-open", "consent"),
)
CHOOSES = OPT_IN | {ChoiceKind.OPT_OUT}


def check(subject: Subject) -> Iterator[Finding]:
    rows = defaultdict(list)
    for entry in subject.entries:
        rows[entry.same_as()].append(entry)
    for same in rows.values():
        chosen = [entry for entry in same if entry.choice in CHOOSES]
        imposed = [entry for entry in same if entry.choice is ChoiceKind.NONE]
        if chosen and imposed:
            yield _finding(chosen[0], imposed[0], subject)


def _finding(chosen: EntryFacts, imposed: EntryFacts, subject: Subject) -> Finding:
    """A question where the two rows name purposes that share no word: each may have its own basis."""
    apart = not (_words(chosen) & _words(imposed)) and bool(chosen.purposes and imposed.purposes)
    quotes = (*_rule_of(chosen, subject), *_rule_of(imposed, subject))
    return RULE.finding(
        f"{chosen.name} is listed once as the family's choice and once as having no opt-out.",
        entry=chosen.name,
        quotes=distinct(quotes),
        severity=Severity.QUESTION if apart else RULE.severity,
    )


def _rule_of(entry: EntryFacts, subject: Subject) -> Quotes:
    """What is said of the family's choice for it: in its row, and under the heading it stands under."""
    said = (
        passage_around(subject.text, span)
        for statement in subject.statements
        if statement.kind == "consent_policy" and statement.section and statement.section == entry.section
        for span in statement.evidence
    )
    return (*entry.words("choice"), *(subject.quote(span) for span in said), *entry.words("name"))


def _words(entry: EntryFacts) -> set[str]:
    return {word for purpose in entry.purposes for word in fold(purpose).split() if len(word) > 3}
