"""NAME-003."""

from collections.abc import Iterator

from schoolgate.checks.outdated_names import old_names
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.sentences import listed
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity

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
        yield RULE.finding(
            f"{listed(old.printed)}: its name is {old.service.name}.",
            quotes=old.quotes,
            entries=tuple(dict.fromkeys(e.name for e in subject.entries if e.service == old.service)),
        )
