"""Every system the register names: what is declared, what of it leaves, in which form, how that is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from schoolgate.actions import profiles, register, roll
from schoolgate.actions.drafts import draft_of
from schoolgate.actions.office import Office
from schoolgate.actions.settling import DecisionsFile, rule_for, settle
from schoolgate.domain.agreement import Agreement, Standing
from schoolgate.domain.errors import NotFound
from schoolgate.domain.reading import Reading
from schoolgate.domain.roll import fields_of, load_roll
from schoolgate.domain.vocabulary import Flow, Kind
from schoolgate.feeds.explain import as_taken, label_of
from schoolgate.feeds.formats import profile_for
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.spec import FeedSpec, feed_spec

Held = Mapping[str, tuple[str, ...]]
IN_LEDGER = "Each run is written into the ledger before anything leaves."
OCCASIONAL = "It is told something only when it asks; whoever answers writes each time down."
BY_LAW = "The law asks for it, in a form of its own; whoever hands it over writes it down."
NO_ROLL = "No roll holds it, so no feed sends it; whoever hands it over writes it down."
NO_PLACE = "Its format has no place for it, so no feed sends it; whoever hands it over writes it down."
NOTHING = "Nothing is shared, so there is nothing to record."
UNDECLARED = "The register names no data for it: ask what it gets."
ELSEWHERE = {
    Flow.CREATED: "It arises in the service; nothing leaves, and the register and its page declare it.",
    Flow.ENTERED_BY_FAMILIES: "Families enter it themselves; nothing leaves, and the page tells them so.",
    Flow.VIEWED: "Its staff look at it here; the agreement says who may.",
    Flow.RECEIVED: "It comes from there to the school; nothing leaves.",
    Flow.DENIED: "The school says that it does not share it.",
    Flow.UNKNOWN: "Nobody has said how it gets there; nothing leaves until somebody does.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One agreement. Items are in plain words.

    elsewhere  (item, flow) of what never leaves the school by its own doing
    withheld   (item, why) of what is declared as sent, and is not: no roll or no format has a place for it
    format     None: there is nothing to send
    evidence   (address, how sure) of the format
    lacks      headings that the format requires and the agreement does not send: until then it is refused
    recorded   how what is disclosed is written down
    """

    slug: str
    service: str
    kind: str | None
    state: str
    declared: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    withheld: tuple[tuple[str, str], ...]
    sent: tuple[str, ...]
    format: str | None
    evidence: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]
    recorded: str


def table(office: Office) -> tuple[System, ...]:
    """Of every agreement, against the roll that is loaded; where none is, as if a roll held every column."""
    return systems_of(register.agreements(office), profiles.own(office), _held(office))


def _held(office: Office) -> Held:
    try:
        with roll.opened(office) as snapshot:
            return snapshot.columns
    except NotFound:
        return whole_roll()


def of_reading(reading: Reading, decisions: DecisionsFile) -> tuple[System, ...]:
    """Of a notice as read and settled, without a home: as if a roll held every column."""
    drafts: list[Agreement] = []
    for entry in reading.entries:
        draft = draft_of(entry, reading, [one.slug for one in drafts])
        rule = rule_for(draft, decisions)
        drafts.append(settle(draft, rule) if rule else draft)
    return systems_of(drafts, (), whole_roll())


def whole_roll() -> Held:
    return {name: tuple(fields_of(name)) for name in load_roll()}


def systems_of(agreements: Iterable[Agreement], own: Collection[Profile], held: Held) -> tuple[System, ...]:
    return tuple(_system(one, own, held) for one in agreements)


def _system(agreement: Agreement, own: Collection[Profile], held: Held) -> System:
    whole = feed_spec(agreement, held)
    is_fed = bool(whole.columns) and agreement.standing is not Standing.OCCASIONAL
    profile = profile_for(agreement, own) if is_fed else None
    spec = as_taken(whole, profile) if profile else whole
    sent = tuple(dict.fromkeys(item for column in spec.columns for item in column.items)) if is_fed else ()
    return System(
        slug=agreement.slug,
        service=agreement.service,
        kind=agreement.kind,
        state=agreement.state,
        declared=_labels(term.item for term in agreement.terms()),
        elsewhere=tuple(dict.fromkeys(_elsewhere(agreement))),
        withheld=tuple(dict.fromkeys(_withheld(spec, sent))),
        sent=_labels(sent),
        format=profile.name if profile else None,
        evidence=tuple((one.address, str(one.mark)) for one in profile.evidence) if profile else (),
        lacks=_lacks(profile, spec) if profile else (),
        recorded=IN_LEDGER if sent else " ".join(dict.fromkeys(_recorded(agreement, whole))),
    )


def _labels(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label_of(one) for one in items))


def _elsewhere(agreement: Agreement) -> Iterator[tuple[str, str]]:
    for term in agreement.terms():
        if term.flow is not Flow.SENT:
            yield label_of(term.item), term.flow.value


def _withheld(spec: FeedSpec, sent: Collection[str]) -> Iterator[tuple[str, str]]:
    flows = {one.value for one in Flow}
    for one in spec.withheld:
        if one.code not in flows and one.item not in sent:
            yield label_of(one.item), one.sentence


def _lacks(profile: Profile, spec: FeedSpec) -> tuple[str, ...]:
    return tuple(
        one.heading for one in profile.of_pupils if one.required and not one.can_be_filled(spec.columns)
    )


def _recorded(agreement: Agreement, whole: FeedSpec) -> Iterator[str]:
    """Of one to whom no feed goes."""
    if agreement.standing is Standing.OCCASIONAL:
        yield OCCASIONAL
        return
    if agreement.standing is Standing.STATUTORY or agreement.kind is Kind.STATUTORY:
        yield BY_LAW
        return
    flows = dict.fromkeys(term.flow for term in agreement.terms())
    if Flow.SENT in flows:
        yield NO_PLACE if whole.columns else NO_ROLL
    yield from (ELSEWHERE[one] for one in flows if one is not Flow.SENT)
    if not flows:
        yield NOTHING if agreement.nothing_shared else UNDECLARED


def as_json(system: System) -> Mapping[str, Any]:
    return {
        **asdict(system),
        "elsewhere": [{"item": item, "flow": flow} for item, flow in system.elsewhere],
        "withheld": [{"item": item, "why": why} for item, why in system.withheld],
        "evidence": [{"address": address, "mark": mark} for address, mark in system.evidence],
    }


def as_markdown(systems: Iterable[System]) -> Iterator[str]:
    """A table, then what is sent nothing, by how its disclosures are recorded."""
    yield "| system | declared | elsewhere | withheld | sent | format | known how |"
    yield "|---|---|---|---|---|---|---|"
    rest: dict[str, list[str]] = {}
    for one in systems:
        if not one.sent:
            rest.setdefault(one.recorded, []).append(one.service)
            continue
        cells = (one.service, *counts(one), _items(one.sent), _format(one), how_known(one))
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""
    for recorded, services in rest.items():
        yield f"- {recorded} {', '.join(services)}."


def counts(system: System) -> tuple[int, int, int]:
    """Items declared, arising elsewhere, withheld."""
    return (
        len(system.declared),
        len({item for item, _ in system.elsewhere}),
        len({item for item, _ in system.withheld}),
    )


def _items(labels: Iterable[str]) -> str:
    return ", ".join(one.lower() for one in labels)


def _format(system: System) -> str:
    lacks = f", lacking {', '.join(system.lacks)}" if system.lacks else ""
    return f"`{system.format}`{lacks}"


def how_known(system: System) -> str:
    return ", ".join(dict.fromkeys(mark for _, mark in system.evidence))
