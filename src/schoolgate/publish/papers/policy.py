"""The appropriate policy document where sensitive data needs one (DPA 2018 Sch 1 Part 4), or why not."""

from collections.abc import Iterator
from typing import Any

from schoolgate.publish.papers.answers import gap_of, known, officer
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import (
    Block,
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
from schoolgate.publish.papers.uses import Use, listed
from schoolgate.publish.phrases import day_words


def needs_policy(use: Use) -> bool:
    """Does this use rest on a Schedule 1 condition that asks for the document?"""
    condition = use.clause.condition
    return bool(use.special()) and condition in load("policy")["needs"]["conditions"]


def policy_document(held: Held) -> Paper:
    words = load("policy")["words"]
    special = [use for use in held.uses() if use.special()]
    needing = [use for use in special if needs_policy(use)]
    parts = list(_needed(needing, held, words) if needing else _not_needed(special, words))
    return Paper(
        title=words["title"],
        school=held.school.name,
        on=held.on,
        intro=(words["intro"],),
        sections=tuple(parts),
        foot=(day_words(held.on),),
    )


def _not_needed(special: list[Use], words: dict[str, Any]) -> Iterator[Section]:
    settled = [f"{use.name}: Article {use.clause.condition}" for use in special if use.clause.condition]
    open_ones = [gap_of(use, "condition") for use in special if use.clause.condition is None]
    blocks: list[Block | None] = [Words(words["not_needed_why"] if settled else words["no_special"])]
    blocks = [] if open_ones and not settled else [*blocks, points(settled)]
    blocks += [Words(words["unsettled"]), points(open_ones)] if open_ones else []
    yield section(words["what"] if open_ones else words["not_needed"], blocks)


def _needed(needing: list[Use], held: Held, words: dict[str, Any]) -> Iterator[Section]:
    yield section(words["what"], [_use(use, words) for use in needing])
    security = known(held.school.security, "security")
    yield section(words["principles"], [Facts(rows=tuple(_principles(security)))])
    policy = known(held.school.retention_policy, "retention_policy")
    said: Cell = policy if isinstance(policy, Gap) else words["keeping_says"].format(policy=policy)
    kept = tuple(dict.fromkeys((use.name, _retention(use)) for use in needing))
    yield section(words["keeping"], [Words(said), Words(words["keeping_each"]), Facts(rows=kept)])
    responsible = Facts(rows=((words["officer"], officer(held.controller)),))
    yield section(words["review"], [responsible, Points(tuple(words["review_says"]))])


def _retention(use: Use) -> Cell:
    return use.agreement.retention or gap_of(use, "retention")


def _principles(security: Cell) -> Iterator[tuple[str, Cell]]:
    for row in load("policy")["principle"]:
        missing = "{security}" in row["says"] and isinstance(security, Gap)
        yield row["name"], security if missing else row["says"].format(security=security)


def _use(use: Use, words: dict[str, Any]) -> Facts:
    labels, clause = load("policy")["labels"], use.clause
    schedule = clause.schedule_1 or use.gap((words["schedule"], words["schedule_how"]))
    rows: tuple[tuple[str, Cell], ...] = (
        (labels["purpose"], "; ".join(clause.purposes) or gap_of(use, "purpose")),
        (labels["data"], listed(use.special())),
        (labels["basis"], f"Article {clause.basis}" if clause.basis else gap_of(use, "basis")),
        (labels["condition"], f"Article {clause.condition}"),
        (labels["schedule"], schedule),
    )
    return Facts(rows=rows, name=use.name)
