"""The whole page as words in one language, in no layout and no format: what every one of them sets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schoolgate.publish.facts import Card, Group, PageFacts
from schoolgate.publish.phrases import SOURCE, day_words, language_of, phrases
from schoolgate.publish.rows import Line, Row, Run, ours, ours_to, rows_of, typed, with_english
from schoolgate.publish.words import counted, opening

REACHED = re.compile(r"(https?://[^\s<>\"]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One recipient on the page."""

    anchor: str  # unique on the page
    name: str  # as the school calls it
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, and those who stand under it."""

    key: str  # a facts.Group
    heading: str
    intro: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A sentence over a list of names that the school typed."""

    lead: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    language: str  # BCP 47
    direction: str  # ltr or rtl
    title: str
    school: str
    lead: str  # the answer in a sentence
    why: str
    draft: str | None  # says so where nobody has checked the translation
    english: "Sheet | None"  # the same page, to stand beside a draft
    parts: tuple[Part, ...]
    nothing: str  # the heading of the lists of names
    lists: tuple[Names, ...]
    asking: str  # the heading of whom to ask
    ask: str
    contacts: tuple[Row, ...]
    foot: tuple[str, ...]  # the day and the version

    @property
    def leaves_out(self) -> bool:
        """Is there a fact that the school has not said, which only cards say aloud?"""
        return any(not row.is_known for part in self.parts for one in part.told for row in one.rows)


def sheet_of(page: PageFacts, language: str = SOURCE) -> Sheet:
    words = phrases(language)
    tongue = language_of(language)
    return Sheet(
        language=tongue.code,
        direction=tongue.direction,
        title=words["page"]["title"],
        school=page.school,
        lead=_lead(page, language),
        why=words["page"]["why"],
        draft=words["page"]["draft"] if tongue.is_draft else None,
        english=sheet_of(page) if tongue.is_draft else None,
        parts=tuple(_part(group, cards, language) for group, cards in page.groups),
        nothing=words["nothing"]["title"],
        lists=tuple(_lists(page, language)),
        asking=words["ask"]["title"],
        ask=f"{words['ask']['ask']} {words['ask']['complain']}",
        contacts=contacts_of(page, language),
        foot=(
            words["page"]["date"].format(day=day_words(page.on, language)),
            words["page"]["version"].format(version=page.version),
        ),
    )


def _lead(page: PageFacts, language: str) -> str:
    cards = sum(len(members) for _, members in page.groups)
    refusable = sum(len(members) for group, members in page.groups if group is Group.CHOICE)
    said = [counted("intro", cards, language)]
    return " ".join([*said, counted("may_refuse", refusable, language)] if refusable else said)


def _part(group: Group, cards: tuple[Card, ...], language: str) -> Part:
    words = phrases(language)["group"][group]
    told = tuple(Told(anchor=one.anchor, name=one.name, rows=_rows(one, language)) for one in cards)
    return Part(key=group.value, heading=words["title"], intro=words["intro"], told=told)


def _rows(card: Card, language: str) -> tuple[Row, ...]:
    rows = rows_of(card, language)
    return tuple(map(with_english, rows, rows_of(card))) if language_of(language).is_draft else rows


def _lists(page: PageFacts, language: str) -> Iterator[Names]:
    words = phrases(language)["nothing"]
    for lead, names in ((words["told"], page.told_nothing), (words["not_used"], page.not_used)):
        if names:
            yield Names(lead=lead, names=names)


def contacts_of(page: PageFacts, language: str = SOURCE) -> tuple[Row, ...]:
    return tuple(_contacts(page, language))


def _contacts(page: PageFacts, language: str) -> Iterator[Row]:
    words = phrases(language)
    route = page.complaint_route
    route = opening(route) if route and not REACHED.match(route) else route
    officer: Line = ()
    if page.dpo_name and page.dpo_contact:
        officer = (typed(page.dpo_name), ours(words["list"]["comma"]))
    reached = _reach(page.dpo_contact or page.dpo_name)
    yield _contact("school", _reach(page.contact) or None, language)
    yield _contact("dpo", (*officer, *reached) or None, language)
    yield _contact("complaint_route", _reach(route) or None, language)
    regulator = ours_to(words["regulator"]["name"], words["regulator"]["website"])
    yield _contact("regulator", (regulator,), language)
    yield _contact("controller", (typed(page.controller),), language)


def _contact(key: str, line: Line | None, language: str) -> Row:
    words = phrases(language)
    label = words["ask"][key].rstrip(" :")
    said = (ours(words["page"]["unknown"]),)
    return Row(key=key, label=label, lines=(line or said,), is_known=line is not None)


def _reach(text: str | None) -> Line:
    """Where to reach somebody: what is an e-mail or web address in it is followed by a touch."""
    parts = REACHED.split(text or "")
    runs = tuple(
        Run(text=part, is_typed=True, address=_touched(part) if place % 2 else None)
        for place, part in enumerate(parts)
        if part
    )
    # A line that begins with a link is one link; here each stands for itself.
    return (ours(""), *runs) if len(runs) > 1 and runs[0].address else runs


def _touched(address: str) -> str:
    return f"mailto:{address}" if "@" in address and "://" not in address else address
