"""NAME-003."""

from collections.abc import Iterator

from schoolgate.checks.outdated_names import old_names, renaming
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="NAME-003",
    question="Are government bodies and their portals called by their names?",
    severity=Severity.LOW,
    citation="GOV.UK: Department for Education; DfE Sign-in",
    fix="Print the body's or portal's own name.",
    # Belfast's department is the Department of Education, and rightly so called.
    nations=ENGLAND,
    why="A family that looks up the name printed should find the body that holds the data.",
    laws=("dfe-names",),
    authority=Authority.GUIDANCE,
)
KINDS = frozenset({"statutory", "authority"})


def check(subject: Subject) -> Iterator[Finding]:
    for old in old_names(subject, KINDS):
        named = [entry for entry in subject.entries if entry.service == old.service]
        so_called = [entry for entry in named if subject.is_register() and entry.name in old.printed]
        only = so_called[0] if len(so_called) == 1 else None
        yield RULE.finding(
            f"{listed(old.printed)}: its name is {old.service.name}.",
            entry=only.name if only else None,
            quotes=old.quotes,
            entries=tuple(dict.fromkeys(entry.name for entry in named)),
            remedy=renaming(only, old) if only else None,
        )
