"""The record of processing (UK GDPR Art 30(1)): one row for each clause in force."""

from collections.abc import Iterable, Iterator

from schoolgate.domain.catalogue import load_categories
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Kind, Role
from schoolgate.publish.papers.answers import gap_of, is_at_home, known, officer
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Cell, Facts, Gap, Paper, Section, section
from schoolgate.publish.papers.policy import needs_policy
from schoolgate.publish.papers.uses import Use, about, listed
from schoolgate.publish.phrases import day_words

OBJECT = {Basis.PUBLIC_TASK, Basis.LEGITIMATE_INTERESTS, Basis.RECOGNISED_LEGITIMATE_INTEREST}
MOVE = {Basis.CONSENT, Basis.CONTRACT}
PUBLIC_BODIES = (Kind.STATUTORY, Kind.AUTHORITY)


def columns() -> tuple[str, ...]:
    return tuple(load("processing")["columns"].values())


def processing_rows(held: Held) -> tuple[tuple[Cell, ...], ...]:
    """As many cells as there are columns; a cell that does not apply says so."""
    names = tuple(load("processing")["columns"])
    found = (dict(_row(use, held)) for use in held.uses())
    return tuple(tuple(row[name] for name in names) for row in found)


def processing_record(held: Held) -> Paper:
    words, heads = load("processing")["sheet"], columns()
    parts: dict[str, list[Facts]] = {}
    for row in processing_rows(held):
        function = row[0] if isinstance(row[0], str) else "…"
        facts = zip(heads[1:], row[1:], strict=True)
        parts.setdefault(function, []).append(Facts(rows=tuple(facts), name=str(row[2])))
    return Paper(
        title=words["title"],
        school=held.school.name,
        on=held.on,
        intro=(words["intro"],),
        sections=(_head(held), *(section(name, blocks) for name, blocks in sorted(parts.items()))),
        foot=(day_words(held.on),),
    )


def head_rows(held: Held) -> tuple[tuple[str, Cell], ...]:
    """Who is responsible, as the top of the template asks."""
    words, heads = load("processing")["sheet"], load("processing")["columns"]
    return (
        (heads["controller"], held.controller.name),
        (words["contact"], known(held.school.contact, "contact")),
        (heads["officer"], officer(held.controller)),
        (words["representative"], words["representative_none"]),
    )


def _head(held: Held) -> Section:
    return section(held.school.name, [Facts(rows=head_rows(held))])


def _row(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    for part in (_what, _whom, _abroad, _kept, _rules, _rights, _risk):
        yield from part(use, held)


def _gap(use: Use, name: str) -> Gap:
    what, how = load("processing")["gap"][name]
    return use.gap((what, how))


def _said(name: str) -> str:
    return str(load("processing")["said"][name])


def _what(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    subjects = dict.fromkeys(one for term in use.terms for one in sorted(about(term)))
    people = ", ".join(load("processing")["subject"][one] for one in subjects)
    yield "function", _function(use, held)
    yield "purpose", "; ".join(use.clause.purposes) or gap_of(use, "purpose")
    yield "service", use.name
    yield "controller", held.controller.name
    yield "officer", officer(held.controller)
    yield "individuals", people or _gap(use, "individuals")
    yield "data", listed(use.terms) or gap_of(use, "data")


def _function(use: Use, held: Held) -> Cell:
    """Of a notice's own headings only those that part its services: one over all of them is its title."""
    one = use.agreement
    category = load_categories().get(one.category or "")
    if category:
        return category.label
    if one.kind in PUBLIC_BODIES:
        return _said("public_duty")
    is_title = len({other.section for other in held.agreements}) == 1 < len(held.agreements)
    return one.section if one.section and not is_title else _gap(use, "function")


def _whom(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    one = use.agreement
    kind = load("processing")["kind"].get(one.kind or "", "")
    body = one.recipient or use.name
    yield "recipients", f"{kind}: {body}" if kind else body
    yield "joint", _gap(use, "joint") if use.clause.role is Role.JOINT else _said("not_applicable")
    yield "contract", _contract(use, held)


def _contract(use: Use, held: Held) -> Cell:
    if use.clause.role is None:
        return gap_of(use, "role")
    if use.clause.role is not Role.PROCESSOR:
        return _said("not_applicable")
    found = held.contracts.get(use.agreement.slug)
    return (found.document if found else use.agreement.contract) or _gap(use, "contract")


def _abroad(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    place, rule = use.agreement.storage, use.agreement.transfer
    stays = bool(place) and is_at_home(place or "") and not rule
    yield "location", place or gap_of(use, "storage")
    yield "countries", _said("none_known") if stays else place or rule or gap_of(use, "storage")
    yield "safeguards", _said("not_applicable") if stays else rule or gap_of(use, "transfer")


def _kept(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    yield "retention", use.agreement.retention or gap_of(use, "retention")
    yield "security", known(held.school.security, "security")
    yield "policy", known(held.school.retention_policy, "retention_policy")
    yield "kept", _gap(use, "kept")
    yield "reasons", ""


def _rules(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    clause, no = use.clause, _said("not_applicable")
    rests_on_interest = clause.basis is Basis.LEGITIMATE_INTERESTS
    yield "basis", f"Article {clause.basis}" if clause.basis else gap_of(use, "basis")
    yield "condition", _condition(use)
    yield "interest", (clause.legitimate_interest or gap_of(use, "interest")) if rests_on_interest else no
    yield "interest_record", _gap(use, "interest_record") if rests_on_interest else no
    yield "schedule", _schedule(use)


def _condition(use: Use) -> Cell:
    if not use.special():
        return _said("not_applicable")
    return f"Article {use.clause.condition}" if use.clause.condition else gap_of(use, "condition")


def _schedule(use: Use) -> Cell:
    if not use.special() or use.clause.condition is None:
        return _said("not_applicable")
    if use.clause.schedule_1:
        return use.clause.schedule_1
    asks = use.clause.condition in load("policy")["asks_for_schedule_1"]["conditions"]
    return _gap(use, "schedule") if asks or needs_policy(use) else _said("not_applicable")


def _rights(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    basis = use.clause.basis
    rights = ["access", *(["object"] if basis in OBJECT else []), *(["move"] if basis in MOVE else [])]
    rights += ["withdraw"] if basis is Basis.CONSENT else []
    asks = use.clause.choice.kind in (ChoiceKind.CONSENT, ChoiceKind.BIOMETRIC)
    record = _said("consent_record").format(slug=use.agreement.slug)
    yield "rights", ", ".join(_said(one) for one in (*rights, "complain"))
    yield "automated", known(held.school.automated_decisions, "automated")
    yield "source", "; ".join(dict.fromkeys(_sources(use)))
    yield "consent", record if asks or basis is Basis.CONSENT else _said("not_applicable")


def _sources(use: Use) -> Iterable[str]:
    flows = {term.flow for term in use.terms}
    if flows & {Flow.SENT, Flow.ENTERED_BY_FAMILIES, Flow.VIEWED, Flow.UNKNOWN} or not flows:
        yield _said("from_them")
    if Flow.CREATED in flows:
        yield _said("made_there")
    if Flow.RECEIVED in flows:
        yield f"{_said('from_service')}: {use.name}"


def _risk(use: Use, held: Held) -> Iterator[tuple[str, Cell]]:
    look = held.looks.get(use.agreement.slug)
    progress = _said("never")
    if look:
        outcome = load("processing")["outcome"][look.outcome]
        progress = _said("assessed").format(outcome=outcome, day=day_words(look.on), by=look.by)
        progress += _said("review").format(day=day_words(look.review_due)) if look.review_due else ""
    yield "dpia", _gap(use, "dpia")
    yield "dpia_progress", progress
    yield "dpia_link", (look.note if look else "") or _said("not_applicable")
    yield "breach", _gap(use, "breach")
    yield "breach_link", ""
