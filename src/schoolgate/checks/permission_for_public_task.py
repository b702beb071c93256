"""LAW-003."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import STATE, Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import OPT_IN, Basis, ChoiceKind

RULE = Rule(
    id="LAW-003",
    question="Is a permission for schoolwork meant as consent in law, or as the school's own policy?",
    severity=Severity.QUESTION,
    citation="UK GDPR Art 7(4), Recital 43; ICO, Consent; DfE, Data protection in schools",
    fix="If it is policy, give public task as the basis. If it is consent, make the alternative real.",
    why="Consent that a family cannot truly refuse is no consent, and the school is left without a basis.",
    laws=("consent", "ico-consent", "dfe-data-protection"),
    types=STATE,
    since=law_since("gdpr"),
)
PUBLIC_TASK = frozenset({str(Basis.PUBLIC_TASK), "public task", "6(1)(e)"})


def check(subject: Subject) -> Iterator[Finding]:
    asked = [entry for entry in subject.entries if _is_asked(entry)]
    if subject.is_register():
        for entry in asked:
            yield _finding([entry], entry.words("choice") or entry.words("basis", "name"))
    elif asked:
        yield _finding(asked, _words(asked, subject))


def _is_asked(entry: EntryFacts) -> bool:
    """Permission for an ordinary service about pupils, with no basis that makes it policy."""
    if entry.choice not in OPT_IN or entry.choice is ChoiceKind.BIOMETRIC or not entry.is_supplier():
        return False
    said = " ".join((*entry.purposes, entry.name, *(item.item for item in entry.items)))
    is_policy = any(words in basis.lower() for basis in entry.bases for words in PUBLIC_TASK)
    return not is_policy and not wording("permission", "fitting").search(said) and entry.concerns_pupils()


def _words(entries: list[EntryFacts], subject: Subject) -> Quotes:
    """Where families are asked: in the sentence about them all, and in the rows."""
    own = distinct(quote for entry in entries for quote in entry.words("choice"))
    policy = (
        subject.quote(span)
        for one in subject.statements
        if one.kind == "consent_policy"
        for span in one.evidence
    )
    asked = tuple(quote for quote in policy if wording("permission", "asked").search(quote.value))
    names = distinct(quote for entry in entries for quote in entry.words("name"))
    return distinct((*asked[:1], *own)) or names


def _finding(entries: list[EntryFacts], quotes: Quotes) -> Finding:
    names = tuple(dict.fromkeys(entry.name for entry in entries))
    what = names[0] if len(names) == 1 else f"{len(names)} services"
    return RULE.finding(
        f"Families are asked for permission for {what}: is it consent in law, or the school's own policy?",
        entry=names[0] if len(names) == 1 else None,
        entries=names,
        quotes=quotes,
    )
