"""The privacy notice for one audience (UK GDPR Art 13 and 14), from the register.

What the register does not know is a gap in the paper: never left out, never made up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.items import load_states
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import Basis, Flow, Subject
from schoolgate.publish.papers import government
from schoolgate.publish.papers.answers import (
    basis_of,
    choice_of,
    condition_of,
    exactly,
    gap_of,
    is_at_home,
    joined,
    known,
    officer,
    role_of,
)
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import (
    Cell,
    Facts,
    Gap,
    Paper,
    Points,
    Section,
    Words,
    points,
    section,
)
from schoolgate.publish.papers.uses import Use, is_special, listed, named, uses_of
from schoolgate.publish.phrases import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a notice is made from."""

    audience: Audience
    school: School
    controller: Controller
    uses: tuple[Use, ...]
    on: date


def told(
    audience: Audience, school: School, controller: Controller, agreements: Iterable[Agreement], on: date
) -> Told:
    subjects = [Subject(one) for one in load("audiences")[audience]["subjects"]]
    return Told(
        audience=audience,
        school=school,
        controller=controller,
        uses=uses_of(agreements, subjects),
        on=on,
    )


def notice(facts: Told) -> Paper:
    """The whole notice, in the order of the law's list. Not for children: they have one of their own."""
    makers = (_who, _what, _why, _source, _must, _share, _abroad, _keep, _safe, _machines, _government)
    parts = [*(part for make in makers for part in make(facts)), _rights(facts), _complain(facts)]
    return paper_of(facts, [part for part in parts if part.blocks])


def paper_of(facts: Told, parts: Iterable[Section]) -> Paper:
    audience = load("audiences")[facts.audience]
    found = Paper(
        title=audience["title"],
        school=facts.school.name,
        on=facts.on,
        intro=(audience["about"],),
        sections=tuple(parts),
        foot=(),
    )
    foot = load("notice")["foot"]
    dated = foot["date"].format(day=day_words(facts.on))
    return replace(found, intro=(*found.intro, foot["draft"]) if found.gaps() else found.intro, foot=(dated,))


def _words(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load("notice")[name]
    return found


def _who(facts: Told) -> Iterator[Section]:
    words, school = _words("who"), facts.school
    rows: list[tuple[str, Cell]] = [(words["school"], school.name)]
    rows += [(words["address"], school.address)] if school.address else []
    rows += [(words["contact"], known(school.contact, "contact"))]
    yield section(
        words["heading"],
        [
            Words(words["controller"].format(controller=facts.controller.name)),
            Facts(rows=(*rows, (words["dpo"], officer(facts.controller)))),
            Words(words["dpo_is"]),
        ],
    )


def _what(facts: Told) -> Iterator[Section]:
    words = _words("what")
    unsaid = {*_words("vague")["items"], *load_states()}
    terms = [term for use in facts.uses for term in use.terms if term.item not in unsaid]
    plain = sorted({named(term.item) for term in terms if not is_special(term.item)})
    special = sorted({named(term.item) for term in terms if is_special(term.item)})
    if not terms:
        none = Words(Gap(what=words["none"], how=words["none_how"]))
        yield section(words["heading"], [none])
        return
    blocks = [Words(words["intro"]), points(plain)] if plain else []
    blocks += [Words(words["special"]), points(special)] if special else []
    yield section(words["heading"], blocks)


def _why(facts: Told) -> Iterator[Section]:
    words = _words("why")
    if not facts.uses:
        return
    uses_consent = any(use.clause.basis is Basis.CONSENT for use in facts.uses)
    has_special = any(use.special() for use in facts.uses)
    yield section(
        words["heading"],
        [
            Words(words["intro"]),
            points(_bases(facts)),
            Words(words["special"]) if has_special else None,
            Words(words["consent"]) if uses_consent else None,
        ],
    )


def _bases(facts: Told) -> Iterator[Cell]:
    """One line for each rule, with all it is the rule for; one for all whose rule is not known."""
    purposes: dict[str, list[str]] = {}
    unknown: list[str] = []
    for use in facts.uses:
        basis = basis_of(use, facts.audience)
        if isinstance(basis, str):
            purposes.setdefault(basis, []).extend(use.clause.purposes)
        elif use.clause.basis is None:
            unknown.append(use.name)
    for basis, found in purposes.items():
        said = "; ".join(dict.fromkeys(found))
        yield _words("why")["line"].format(basis=basis, purposes=said) if said else basis
    if unknown:
        what, how = _words("gap")["bases"]
        yield Gap(what=what.format(names=", ".join(dict.fromkeys(unknown))), how=how)


def _source(facts: Told) -> Iterator[Section]:
    words = _words("source")
    received = (
        words["sends"].format(name=use.name, data=listed(terms))
        for use in facts.uses
        if (terms := [term for term in use.terms if term.flow is Flow.RECEIVED])
    )
    from_you = load("audiences")[facts.audience]["from_you"]
    yield section(words["heading"], [Words(words["intro"]), Points((from_you, *received))])


def _must(facts: Told) -> Iterator[Section]:
    words = _words("must")
    bases = {use.clause.basis for use in facts.uses}
    keyed = ((Basis.LEGAL_OBLIGATION, "law"), (Basis.CONTRACT, "contract"), (Basis.CONSENT, "consent"))
    found = [words[key] for basis, key in keyed if basis in bases]
    yield section(words["heading"], map(Words, [*found, words["rest"]] if found else [words["all"]]))


def _share(facts: Told) -> Iterator[Section]:
    words = _words("share")
    groups: dict[str, list[Use]] = {}
    for use in facts.uses:
        groups.setdefault(use.agreement.slug, []).append(use)
    if groups:
        told = [_recipient(uses, facts.audience) for uses in groups.values()]
        yield section(words["heading"], [Words(words["intro"]), *told])


def _recipient(uses: list[Use], audience: Audience) -> Facts:
    words, one = _words("share"), uses[0].agreement
    rows: list[tuple[str, Cell]] = [
        (words["people"], load("audiences")[audience]["people"]),
        *_data(uses),
        (words["basis"], joined(basis_of(use, audience) for use in uses)),
        (words["condition"], joined(condition_of(use) for use in uses if use.special())),
        (words["role"], role_of(uses)),
        (words["kept"], one.storage or gap_of(uses[0], "storage")),
        (words["transfer"], one.transfer or ""),
        (words["how_long"], one.retention or gap_of(uses[0], "retention")),
        (words["choice"], choice_of(uses)),
        (words["website"], one.privacy_notice or ""),
    ]
    name = uses[0].name
    company = one.recipient if one.recipient and one.recipient != name else None
    return Facts(rows=tuple(rows), name=f"{name} ({company})" if company else name)


def _data(uses: list[Use]) -> Iterator[tuple[str, Cell]]:
    words = _words("share")
    sent = [term for use in uses for term in use.terms if term.flow is Flow.SENT]
    other = [term for use in uses for term in use.terms if term.flow is not Flow.SENT]
    purposes = "; ".join(dict.fromkeys(purpose for use in uses for purpose in use.clause.purposes))
    yield words["purpose"], purposes or gap_of(uses[0], "purpose")
    yield words["data"], exactly(uses, sent) or ("" if other else gap_of(uses[0], "data"))
    for flow, label in _words("other_way").items():
        yield label, listed(term for term in other if term.flow == flow)


def _abroad(facts: Told) -> Iterator[Section]:
    words = _words("abroad")
    rows = tuple(dict.fromkeys(_transfers(facts.uses)))
    unknown = tuple(dict.fromkeys(gap_of(use, "storage") for use in facts.uses if not use.agreement.storage))
    if facts.uses:
        blocks = [Words(words["some"]), points(rows)] if rows else []
        blocks += [Words(words["open"]), points(unknown)] if unknown else []
        yield section(words["heading"], blocks or [Words(words["none"])])


def _transfers(uses: Iterable[Use]) -> Iterator[Cell]:
    for use in uses:
        one = use.agreement
        if one.transfer:
            yield f"{use.name}: {one.transfer}"
        elif one.storage and not is_at_home(one.storage):
            yield gap_of(use, "transfer")


def _keep(facts: Told) -> Iterator[Section]:
    words = _words("keep")
    policy = known(facts.school.retention_policy, "retention_policy")
    said: Cell = policy if isinstance(policy, Gap) else words["intro"].format(policy=policy)
    yield section(words["heading"], [Words(said), Words(words["then"])])


def _safe(facts: Told) -> Iterator[Section]:
    if facts.school.security:
        yield section(_words("safe")["heading"], [Words(facts.school.security)])


def _machines(facts: Told) -> Iterator[Section]:
    words = _words("machines")
    said = known(facts.school.automated_decisions, "automated")
    if not isinstance(said, Gap):
        is_none = said.strip().lower() in ("none", "no", "nothing")
        said = str(words["none"] if is_none else words["some"].format(what=said))
    yield section(words["heading"], [Words(said)])


def _government(facts: Told) -> Iterator[Section]:
    blocks = government.statements(facts.school, facts.audience, facts.on)
    yield section(_words("government")["heading"], blocks)


def _rights(facts: Told) -> Section:
    words = _words("rights")
    bases = {use.clause.basis for use in facts.uses}
    names = ["access", "rectify", "erase", "restrict", "object"]
    names += ["move"] if bases & {Basis.CONSENT, Basis.CONTRACT} else []
    names += ["withdraw"] if Basis.CONSENT in bases else []
    names.append("automated")
    names += ["child"] if facts.audience in (Audience.PUPILS, Audience.PARENTS) else []
    more = government.rights(facts.school, facts.audience)
    return section(words["heading"], [Words(words["intro"]), Points((*(words[one] for one in names), *more))])


def _complain(facts: Told) -> Section:
    words = _words("complain")
    route = known(facts.school.complaint_route, "complaint_route")
    return section(
        words["heading"],
        [
            Words(government.complaints(facts.on)),
            Facts(rows=((words["route"], route),)),
            Words(words["regulator"].format(**government.regulator(facts.on))),
        ],
    )
