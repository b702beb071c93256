"""The contract file: of each processor what its contract says, what to ask it, and when it ends."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.contract import Contract, ContractTerm
from schoolgate.domain.vocabulary import Kind, Role
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Cell, Facts, Gap, Grid, Paper, Section, Words, points, section
from schoolgate.publish.papers.uses import Use, in_force
from schoolgate.publish.phrases import day_words


def contract_file(held: Held) -> Paper:
    words = load("contract_file")["words"]
    processors = [one for one in in_force(held.agreements) if _is_processor(one)]
    open_ones = [one for one in in_force(held.agreements) if _may_be_processor(one)]
    parts = [_summary(processors, held, words), *(_part(one, held, words) for one in processors)]
    if open_ones:
        gaps = points(_gap(one, "role") for one in open_ones)
        parts.append(section(words["undecided"], [Words(words["undecided_says"]), gaps]))
    return Paper(
        title=words["title"],
        school=held.school.name,
        on=held.on,
        intro=(words["intro"], words["question"]),
        sections=tuple(parts),
        foot=(day_words(held.on),),
    )


def _is_processor(one: Agreement) -> bool:
    return any(clause.role is Role.PROCESSOR for clause in one.clauses)


def _may_be_processor(one: Agreement) -> bool:
    """Only a supplier's role is asked about: a council or a court decides for itself."""
    unsaid = any(clause.role is None for clause in one.clauses)
    return unsaid and one.kind in (None, Kind.SUPPLIER) and not one.nothing_shared


def _gap(one: Agreement, name: str) -> Gap:
    what, how = load("contract_file")["gap"][name]
    return Use(agreement=one, clause=one.clauses[0], terms=()).gap((what, how))


def _name(one: Agreement) -> str:
    return one.canonical or one.service


def _summary(processors: list[Agreement], held: Held, words: dict[str, Any]) -> Section:
    if not processors:
        return section(words["summary"], [Words(words["none"])])
    rows = tuple(tuple(_line(one, held, words)) for one in processors)
    return section(words["summary"], [Grid(headings=tuple(words["headings"]), rows=rows)])


def _line(one: Agreement, held: Held, words: dict[str, Any]) -> Iterator[Cell]:
    found = held.contracts.get(one.slug)
    yield _name(one)
    yield found.document if found else one.contract or words["never"]
    counted = len(ContractTerm) - len(found.not_found()) if found else 0
    yield words["count"].format(found=counted, all=len(ContractTerm)) if found else words["never"]
    yield _until(found.ends_on if found else None, held.on, words)
    subs = str(len(found.sub_processors)) if found and found.sub_processors else words["no_subs"]
    yield subs if found else words["never"]


def _until(ends: date | None, on: date, words: dict[str, Any]) -> str:
    if ends is None:
        return str(words["no_end"])
    if ends < on:
        return str(words["over"].format(day=day_words(ends)))
    return str(words["until"].format(day=day_words(ends), days=(ends - on).days))


def _part(one: Agreement, held: Held, words: dict[str, Any]) -> Section:
    found = held.contracts.get(one.slug)
    purposes = dict.fromkeys(purpose for clause in one.clauses for purpose in clause.purposes)
    about: list[tuple[str, Cell]] = [
        (words["parties"], one.recipient or ""),
        (words["purpose"], "; ".join(purposes)),
    ]
    if found is None:
        about.append((words["document"], _gap(one, "contract")))
        return section(_name(one), [Facts(rows=tuple(about))])
    missing = [load("contract_file")["term"][term] for term in found.not_found()]
    ask = words["not_found"].format(terms="; ".join(missing)) if missing else words["all_found"]
    facts = Facts(rows=(*about, *_recorded(found, held.on, words)))
    return section(_name(one), [facts, Words(ask), Facts(rows=tuple(_terms(found)))])


def _recorded(found: Contract, on: date, words: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    subs = ", ".join(f"{s.name} ({s.does})" if s.does else s.name for s in found.sub_processors)
    day = day_words(found.recorded_at.date())
    yield words["document"], found.document
    yield words["recorded"], words["recorded_says"].format(day=day, by=found.recorded_by)
    yield words["starts"], day_words(found.starts_on) if found.starts_on else ""
    yield words["ends"], _until(found.ends_on, on, words)
    yield words["notice"], found.notice or ""
    yield words["subs"], subs or words["no_subs"]


def _terms(found: Contract) -> Iterator[tuple[str, Cell]]:
    names = load("contract_file")["term"]
    yield from ((names[quote.term], f"“{quote.words}”") for quote in found.quotes)
