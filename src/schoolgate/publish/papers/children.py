"""The notice for children: short words and short sentences, and the whole list of who gets what."""

from collections.abc import Iterator
from typing import Any

from schoolgate.domain.items import load_states
from schoolgate.domain.vocabulary import Flow
from schoolgate.publish.papers import government
from schoolgate.publish.papers.answers import basis_of, condition_of, gap_of, joined, known, officer, role_of
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.notice import Told, paper_of
from schoolgate.publish.papers.paper import Block, Cell, Facts, Gap, Paper, Section, Words, points, section
from schoolgate.publish.papers.uses import Use, is_special, named


def for_children(facts: Told) -> Paper:
    words: dict[str, Any] = load("notice")["child"]
    who = words["who_says"].format(school=facts.school.name, controller=facts.controller.name)
    parts = [
        section(words["who"], [Words(who), *_ask(facts, words)]),
        _what(facts, words),
        section(words["why"], map(Words, words["why_says"])),
        section(words["share"], [Words(words["share_says"]), *_recipients(facts, words)]),
        section(words["government"], map(Words, government.for_children(facts.school, facts.on))),
        section(words["keep"], [Words(words["keep_says"])]),
        section(words["rights"], map(Words, [*words["rights_says"], *_more(facts)])),
    ]
    return paper_of(facts, [part for part in parts if part.blocks])


def _more(facts: Told) -> Iterator[str]:
    words = load("notice")["child"]
    yield from government.rights(facts.school, facts.audience)
    yield words["ask_ico"].format(**government.regulator(facts.on))
    yield words["more"]


def _what(facts: Told, words: dict[str, Any]) -> Section:
    unsaid = {*load("notice")["vague"]["items"], *load_states()}
    found = dict.fromkeys(term.item for use in facts.uses for term in use.terms)
    items = [item for item in found if item not in unsaid]
    plain = [named(one) for one in items if not is_special(one)]
    special = [named(one) for one in items if is_special(one)]
    if not items:
        none = load("notice")["what"]
        return section(words["what"], [Words(Gap(what=none["none"], how=none["none_how"]))])
    blocks = [Words(words["what_says"]), points(plain)]
    blocks += [Words(words["special"]), points(special)] if special else []
    return section(words["what"], blocks)


def _recipients(facts: Told, words: dict[str, Any]) -> Iterator[Facts]:
    groups: dict[str, list[Use]] = {}
    for use in facts.uses:
        groups.setdefault(use.agreement.slug, []).append(use)
    for uses in groups.values():
        yield Facts(name=uses[0].name, rows=tuple(_rows(uses, facts.audience, words)))


def _rows(uses: list[Use], audience: Audience, words: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    purposes = "; ".join(dict.fromkeys(one for use in uses for one in use.clause.purposes))
    sent = dict.fromkeys(t.item for use in uses for t in use.terms if t.flow is Flow.SENT)
    kinds = dict.fromkeys(use.clause.choice.kind or "unknown" for use in uses)
    conditions = joined(condition_of(use) for use in uses if use.special())
    yield words["share_for"], purposes or gap_of(uses[0], "purpose")
    yield words["share_gets"], ", ".join(map(named, sent))
    yield words["share_no"], " ".join(words["choice"][kind] for kind in kinds)
    yield words["share_rule"], joined(basis_of(use, audience) for use in uses)
    yield words["share_condition"], conditions
    yield words["share_role"], role_of(uses)
    yield words["share_long"], uses[0].agreement.retention or gap_of(uses[0], "retention")


def _ask(facts: Told, words: dict[str, Any]) -> Iterator[Block]:
    yield Words(words["ask_says"])
    yield Facts(
        rows=(
            (words["ask_school"], known(facts.school.contact, "contact")),
            (words["ask_dpo"], officer(facts.controller)),
            (words["complain"], known(facts.school.complaint_route, "complaint_route")),
        )
    )
