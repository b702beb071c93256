"""Why a feed is not made: every rule that fails, in one fixed order, in words for the office."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.agreement import Agreement, AgreementState, Clause, KeyKind, Standing
from schoolgate.domain.assessment import Approval, Assessment, Outcome, Override
from schoolgate.domain.errors import Refused
from schoolgate.domain.items import load_items
from schoolgate.domain.step import Reason, Step
from schoolgate.domain.vocabulary import Flow, Transform, choice_fits, choices_for
from schoolgate.feeds.spec import TABLES, transform_of

UPN = ("pupil.upn", "pupil.former_upn")
# What one pupil alone has: a note or a name must not leave under the name of a key.
KEYS = ("upn", "former_upn", "scn", "uln", "admission_number", "email", "username")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that failed. `code` is for programs; the sentence is shown to staff as it stands."""

    code: str
    sentence: str


class FeedRefused(Refused):
    """A feed we will not produce. `refusals` holds every rule that failed, in the fixed order."""

    def __init__(self, service: str, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(f"No feed was made for {service}.", [one.sentence for one in self.refusals])


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that was let pass. `level` rises with time: 1 up to 30 days, 2 up to 90, 3 beyond."""

    code: str
    level: int
    sentence: str


def refusals(
    agreement: Agreement,
    assessments: Iterable[Assessment],
    overrides: Iterable[Override],
    approvals: Iterable[Approval],
    on: date,
) -> tuple[Refusal, ...]:
    """Every rule that can be judged without a roll."""
    return (
        *_of_state(agreement, approvals),
        *objections_to_approval(agreement, assessments, overrides, on),
        *_nothing_sent(agreement),
    )


def objections_to_approval(
    agreement: Agreement, assessments: Iterable[Assessment], overrides: Iterable[Override], on: date
) -> tuple[Refusal, ...]:
    """The rules that must hold before anybody may sign: the assessment, then each clause that sends."""
    return (
        *_of_assessment(agreement, tuple(assessments), tuple(overrides), on),
        *_one_name_twice(agreement),
        *(one for clause in agreement.clauses if sends(clause) for one in _of_clause(clause)),
        *(() if goes_on_past_review(agreement) else map(_refused, _without_condition(agreement))),
        *_of_key(agreement),
    )


def _refused(warned: Warned) -> Refusal:
    return Refusal(warned.code, warned.sentence)


def _one_name_twice(agreement: Agreement) -> Iterator[Refusal]:
    """Answers and cells are told apart by their clause's name, so one name for two would mix them."""
    names = [clause.id for clause in agreement.clauses]
    for name in dict.fromkeys(one for one in names if names.count(one) > 1):
        yield Refusal("clauses-alike", f"Two clauses are both called {name}. Give each a name of its own.")


def sends(clause: Clause) -> bool:
    """Does this clause send anything that a roll could supply?"""
    return any(_fields(clause))


def _fields(clause: Clause) -> Iterator[tuple[str, ...]]:
    for term in clause.sent():
        item = load_items().get(term.item)
        wanted = item.fields_about(term.subjects) if item else ()
        yield tuple(key for key in wanted if key.partition(".")[0] in TABLES)


def _of_state(agreement: Agreement, approvals: Iterable[Approval]) -> Iterator[Refusal]:
    signed = {one.version for one in approvals if one.slug == agreement.slug}
    stopped = agreement.state in (AgreementState.SUSPENDED, AgreementState.ENDED)
    if not stopped and (agreement.state is not AgreementState.APPROVED or agreement.version not in signed):
        yield Refusal(
            "not-approved",
            f"Version {agreement.version} is not approved. Somebody who may sign has to approve it first.",
        )
    if agreement.state is AgreementState.SUSPENDED:
        yield Refusal("suspended", "The agreement is suspended. Approve it again when the reason is gone.")
    if agreement.state is AgreementState.ENDED:
        yield Refusal("ended", "The agreement has ended. Make a new one if the service is used again.")
    if agreement.standing is Standing.OCCASIONAL:
        yield Refusal(
            "occasional",
            "This recipient is told something only when it asks, so it has no feed. "
            "Answer each request and record it.",
        )


def _of_assessment(
    agreement: Agreement, assessments: tuple[Assessment, ...], overrides: tuple[Override, ...], on: date
) -> Iterator[Refusal]:
    latest = latest_assessment(agreement, assessments, on)
    outcome = latest.outcome if latest else None
    if outcome is Outcome.AWAITING or (
        agreement.state is AgreementState.AWAITING and outcome is not Outcome.APPROVED
    ):
        yield Refusal(
            "awaiting",
            "Its risk assessment is awaited, and nothing can override that. Assess the service first.",
        )
    if latest is None:
        yield Refusal(
            "never-assessed",
            "Nobody has assessed its risks, and nothing can override that. Assess the service first.",
        )
    if outcome is Outcome.REFUSED:
        yield Refusal(
            "assessed-refused", "Its risk assessment refused it. Assess it again if something has changed."
        )
    if latest and outcome is Outcome.APPROVED:
        yield from _of_review(agreement, latest, overrides, on)


def latest_assessment(agreement: Agreement, assessments: Iterable[Assessment], on: date) -> Assessment | None:
    """The one that stands on a day: later ones stand over earlier ones, and one of a day to come not yet."""
    made = [one for one in assessments if one.slug == agreement.slug and one.on <= on]
    return max(enumerate(made), key=lambda pair: (pair[1].on, pair[0]))[1] if made else None


def _of_review(
    agreement: Agreement, latest: Assessment, overrides: tuple[Override, ...], on: date
) -> Iterator[Refusal]:
    if not is_past_review(latest, on) or goes_on_past_review(agreement):
        return
    if any(one.slug == agreement.slug and one.made_at.date() <= on <= one.until for one in overrides):
        return
    due = f"was due on {latest.review_due}" if latest.review_due else "has no date"
    yield Refusal(
        "past-review",
        f"The review of its risk assessment {due}. "
        "Assess it again, or let a named person override this until a day.",
    )


def is_past_review(latest: Assessment, on: date) -> bool:
    """An assessment without a date for its review is past it: nobody has said that it still holds."""
    return latest.review_due is None or latest.review_due < on


def goes_on_past_review(agreement: Agreement) -> bool:
    return agreement.is_essential() or agreement.standing is Standing.STATUTORY


def warnings(agreement: Agreement, assessments: Iterable[Assessment], on: date) -> tuple[Warned, ...]:
    """What is let pass, and should not be for long."""
    without = _without_condition(agreement) if goes_on_past_review(agreement) else ()
    return (*_late_review(agreement, assessments, on), *without)


def _late_review(agreement: Agreement, assessments: Iterable[Assessment], on: date) -> Iterator[Warned]:
    """A child could come to harm, or the law asks for it, if the feed stopped: so it goes on."""
    latest = latest_assessment(agreement, assessments, on)
    if latest is None or latest.outcome is not Outcome.APPROVED or not is_past_review(latest, on):
        return
    if not goes_on_past_review(agreement):
        return
    days = (on - (latest.review_due or latest.on)).days
    level = 1 if days <= 30 else 2 if days <= 90 else 3
    todo = (
        "Plan the review.",
        "Do the review this week.",
        "Tell the governing body, and do the review today.",
    )
    kind = "essential" if agreement.is_essential() else "asked for by law"
    yield Warned(
        "past-review",
        level,
        f"The review of the risk assessment is {days} days late. The feed goes on, as it is {kind}. "
        f"{todo[level - 1]}",
    )


def _without_condition(agreement: Agreement) -> Iterator[Warned]:
    """Refused, but for what a child could come to harm without: that is let pass, and said.

    Source  UK GDPR Art 9(1), 9(2).
    """
    for clause in agreement.clauses:
        special = [one.item for one in clause.sent() if _is_special(one.item)]
        if special and clause.condition is None:
            yield Warned(
                "no-condition",
                2,
                f"Clause {clause.id} sends special category data ({', '.join(special)}) without a condition. "
                "Name one of UK GDPR Article 9(2).",
            )


def _is_special(key: str) -> bool:
    item = load_items().get(key)
    return item is not None and item.special_category


def _of_clause(clause: Clause) -> Iterator[Refusal]:
    where = f"Clause {clause.id}"
    if clause.basis is None:
        yield Refusal("basis-unknown", f"{where} has no lawful basis. Name one of UK GDPR Article 6(1).")
    if clause.choice.kind is None:
        yield Refusal("choice-unknown", f"{where} does not say what families may decide. Say it.")
    elif clause.basis is not None and not choice_fits(clause.basis, clause.choice.kind):
        fitting = " or ".join(sorted(f"'{one}'" for one in choices_for(clause.basis)))
        yield Refusal(
            "choice-does-not-fit",
            Reason(
                f"What families may choose in clause {clause.id} does not go with its lawful basis, "
                f"Article {clause.basis}.",
                Step.CHOOSE_OTHERWISE,
                f"It is '{clause.choice.kind}'; choose {fitting}.",
            ),
        )
    if not clause.scope.is_known():
        yield Refusal(
            "scope-unknown",
            f"{where} does not say whose data is meant. Name year groups, classes, pupils or everyone.",
        )
    yield from _of_upn(clause)


def _of_upn(clause: Clause) -> Iterator[Refusal]:
    """A UPN is a blind number, kept for returns and transfers: it leaves only with a reason on record."""
    for term, fields in zip(clause.sent(), _fields(clause), strict=True):
        item = load_items().get(term.item)
        hidden = item is not None and transform_of(term, item) is Transform.PSEUDONYM
        if set(fields) & set(UPN) and not hidden and not (term.reason or "").strip():
            yield Refusal(
                "upn-without-reason",
                f"Clause {clause.id} sends the unique pupil number without a reason. "
                "Record why this recipient needs it, or leave it out: the pupil key takes its place.",
            )


def _of_key(agreement: Agreement) -> Iterator[Refusal]:
    if agreement.key not in (KeyKind.EXISTING, KeyKind.ACCOUNT):
        return
    if agreement.key is KeyKind.EXISTING and agreement.key_field not in KEYS:
        yield Refusal(
            "key-unknown",
            "The service keeps a key it already knows pupils by, and no field of the roll that tells pupils "
            "apart is named for it. Name one, such as username.",
        )
    if not (agreement.key_reason or "").strip():
        yield Refusal(
            "key-without-reason",
            "The service keeps a key it already knows pupils by, without a reason. "
            "Record why, or use the pupil key.",
        )


def _nothing_sent(agreement: Agreement) -> Iterator[Refusal]:
    if any(sends(clause) for clause in agreement.clauses):
        return
    flows = {term.flow for term in agreement.terms()}
    if agreement.nothing_shared or not flows:
        why = "The agreement names no data that the school sends, so there is nothing to make a feed of."
    elif Flow.UNKNOWN in flows:
        why = "Nobody has said which of its items the school sends. Settle how each one gets there."
    elif Flow.SENT in flows:
        why = "No roll holds what it names: it arises elsewhere, or has to be said more exactly."
    else:
        why = "Nothing is sent by the school: all that it names arises in the service or comes from families."
    yield Refusal("nothing-sent", why)
