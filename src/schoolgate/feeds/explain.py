"""For each column that leaves, which clause lets it out and why; read from the agreement, not the query."""

from dataclasses import dataclass, replace

from schoolgate.domain.agreement import Clause
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.spec import Column, FeedSpec, Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """One clause that lets a column out."""

    clause: str
    purposes: tuple[str, ...]
    basis: str
    condition: str | None
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one column may leave."""

    table: str
    heading: str
    items: tuple[str, ...]
    transform: str
    footings: tuple[Footing, ...]

    def sentence(self) -> str:
        return "; ".join(_sentence(one) for one in self.footings)


_CHOICES = {
    ChoiceKind.NONE: "a duty, no choice",
    ChoiceKind.OBJECT: "a family may object",
    ChoiceKind.PERMISSION: "only with a family's permission",
    ChoiceKind.OPT_OUT: "unless a family opts out",
    ChoiceKind.CONSENT: "only with consent",
    ChoiceKind.BIOMETRIC: "only with written consent to biometrics",
}


def _sentence(one: Footing) -> str:
    purposes = f" ({', '.join(one.purposes)})" if one.purposes else ""
    condition = f" and {one.condition}" if one.condition else ""
    return f"clause {one.clause}{purposes}, {one.basis}{condition}, {one.choice}"


def reasons(spec: FeedSpec) -> tuple[Reason, ...]:
    clauses = {clause.id: clause for clause in spec.clauses}
    return tuple(
        Reason(
            table=column.table,
            heading=column.heading,
            items=column.items,
            transform=column.transform.value,
            footings=tuple(_footing(clauses[one]) for one in column.clauses),
        )
        for column in spec.leaving()
    )


def _footing(clause: Clause) -> Footing:
    return Footing(
        clause=clause.id,
        purposes=clause.purposes,
        basis=str(clause.basis) if clause.basis else "no basis",
        condition=str(clause.condition) if clause.condition else None,
        choice=_CHOICES[clause.choice.kind] if clause.choice.kind else "choice unknown",
    )


def as_taken(spec: FeedSpec, profile: Profile) -> FeedSpec:
    """What is left once the recipient's format has no place for the rest: it is then not even queried."""
    taken = tuple(column for column in spec.columns if profile.takes(column))
    left = tuple(
        _not_taken(column, clause, profile)
        for column in spec.columns
        if column not in taken
        for clause in column.clauses
    )
    used = {clause for column in taken for clause in column.clauses}
    clauses = tuple(clause for clause in spec.clauses if clause.id in used)
    return replace(
        spec,
        clauses=clauses,
        columns=taken,
        leavers_for=profile.leavers_for if all(map(_is_of_named, clauses)) else 0,
        withheld=spec.withheld + left,
    )


def _is_of_named(clause: Clause) -> bool:
    """Of single pupils whom a person chose, and of nobody else."""
    scope = clause.scope
    return bool(scope.pupils) and not (scope.everyone or scope.year_groups or scope.classes or scope.groups)


def _not_taken(column: Column, clause: str, profile: Profile) -> Withheld:
    why = f"The format '{profile.name}' has no place for '{column.heading}'."
    return Withheld(item=column.items[0], clause=clause, code="profile-does-not-take-it", sentence=why)


def label_of(item: str) -> str:
    """An item in plain words; its key where the vocabulary does not have it."""
    found = load_items().get(item)
    return found.label if found else item
