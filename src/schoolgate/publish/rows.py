"""A card as labelled rows of words, in no layout: every page, sheet and document sets the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from schoolgate.domain.vocabulary import ChoiceKind, Subject
from schoolgate.publish.facts import Card, ChoiceLine, Reason, Shared
from schoolgate.publish.phrases import SOURCE, item_words, language_of, phrases
from schoolgate.publish.words import choice_words, notes, opening, pupils_words, refusal_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand together. Those a school typed are set apart, whichever way they are written."""

    text: str
    is_typed: bool = False
    address: str | None = None  # of a link: a web address, or one that begins with mailto:
    is_english: bool = False  # beside a draft translation


Line = tuple[Run, ...]
ISOLATED, ISOLATE_ENDS = "\u2066", "\u2069"  # LEFT-TO-RIGHT ISOLATE, POP DIRECTIONAL ISOLATE
# Where a row's label stands among the phrases, if not under [row] or [other_way].
ELSEWHERE = {
    "run_by": "page",
    "not_sent": "shared",
    "via": "others",
    "access": "others",
    "transfer": "others",
    "route": "choice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One kind of data."""

    name: str
    limits: tuple[Run, ...] = ()  # whose it is, how little of it, and the school's conditions
    is_special: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact of a card: data, lines of words, or both, the data first."""

    key: str  # what it is for, in every language: a key of [row], [other_way], [others] or [shared]
    label: str  # without a colon
    data: tuple[Datum, ...] = ()
    lines: tuple[Line, ...] = ()
    is_known: bool = True  # False: the school has not said, and its one line says that
    english_label: str | None = None  # beside a translation that nobody has checked
    english_words: str | None = None  # None also where the school typed all of it

    @property
    def is_shown(self) -> bool:
        """In layouts that leave unknown facts out. What a family may decide is never left out."""
        return self.is_known or self.key == "choice"


def rows_of(card: Card, language: str = SOURCE) -> tuple[Row, ...]:
    """In the order in which every card has them. What may be unknown and is has a row that says so."""
    makers = (_run_by, _purposes, _data, _whose, _places, _others, _choices, _rules, _links)
    return tuple(chain.from_iterable(make(card, language) for make in makers))


def plain(row: Row, language: str = SOURCE) -> str:
    """The row's words without marks, as one run; data first."""
    words = phrases(language)
    names = words["list"]["comma"].join(_plain_datum(one, words["shared"]["special"]) for one in row.data)
    lines = " ".join(map(plain_line, row.lines))
    return ". ".join(filter(None, (names, lines)))


def _plain_datum(one: Datum, special: str) -> str:
    limits = "".join(f" ({run.text})" for run in one.limits)
    return f"{one.name}{limits}{f' ({special})' if one.is_special else ''}"


def plain_line(line: Line) -> str:
    """A link is its address, for what can't be touched."""
    address = line[0].address if line else None
    leads_away = address is not None and not address.startswith("mailto:")
    return str(address) if leads_away else "".join(run.text for run in line)


def lead(label: str, language: str = SOURCE) -> str:
    """The label as it leads to its words; a question has its mark already."""
    return label + (" " if label.endswith(("?", "؟")) else phrases(language)["list"]["colon"])


def ends_a_sentence(row: Row) -> bool:
    """Does the last line bring its own full stop?"""
    return bool(row.lines) and plain_line(row.lines[-1]).rstrip().endswith((".", "!", "?", "۔", "।"))


def with_english(row: Row, english: Row) -> Row:
    """The row of a draft translation, with what it says in English."""
    runs = [run for line in row.lines for run in line]
    translated = bool(row.data) or any(not run.is_typed for run in runs)
    return replace(row, english_label=english.label, english_words=plain(english) if translated else None)


def typed(text: str) -> Run:
    return Run(text=text, is_typed=True)


def ours(text: str) -> Run:
    return Run(text=text)


def row(key: str, language: str, lines: Iterable[Line] = (), data: tuple[Datum, ...] = ()) -> Row:
    return Row(key=key, label=_label(key, language), data=data, lines=tuple(lines))


def unknown(key: str, language: str) -> Row:
    line = (ours(phrases(language)["page"]["unknown"]),)
    return Row(key=key, label=_label(key, language), lines=(line,), is_known=False)


def _label(key: str, language: str) -> str:
    words = phrases(language)
    section = ELSEWHERE.get(key) or ("row" if key in words["row"] else "other_way")
    return str(words[section][key]).rstrip(" :")


def _printed(key: str, words: str | None, language: str) -> Row:
    return row(key, language, [(typed(opening(words)),)]) if words else unknown(key, language)


def _if_said(key: str, words: str | None, language: str) -> Iterator[Row]:
    if words:
        yield row(key, language, [(typed(opening(words)),)])


def _run_by(card: Card, language: str) -> Iterator[Row]:
    yield from _if_said("run_by", card.run_by, language)


def _purposes(card: Card, language: str) -> Iterator[Row]:
    printed = [opening(one) if place == 0 else one for place, one in enumerate(card.purposes)]
    between = ours(phrases(language)["list"]["semicolon"])
    line = _between(between, map(typed, printed))
    yield row("purpose", language, [line]) if line else unknown("purpose", language)


def _between(separator: Run, runs: Iterable[Run]) -> Line:
    return tuple(chain.from_iterable((separator, run) for run in runs))[1:]


def _data(card: Card, language: str) -> Iterator[Row]:
    words = phrases(language)["shared"]
    more = [(ours(words["open_ended"]),)] if card.is_open_ended else []
    if card.shared:
        yield row("shared", language, more, _datums(card.shared, language))
    elif card.other_ways:
        yield row("shared", language, [(ours(words["nothing"]),), *more])
    else:
        yield unknown("shared", language)
    for way, shared in card.other_ways:
        yield row(way.value, language, data=_datums(shared, language))
    if card.not_sent:
        names = tuple(Datum(name=item_words(item, language)) for item in card.not_sent)
        yield row("not_sent", language, data=names)


def _datums(shared: Sequence[Shared], language: str) -> tuple[Datum, ...]:
    """After data of others, the pupils' own are named as such."""
    pupils_alone = (Subject.PUPIL,)
    others = [place for place, one in enumerate(shared) if one.subjects != pupils_alone]
    first = others[0] if others else len(shared)
    return tuple(_datum(one, language, mixed=place > first) for place, one in enumerate(shared))


def _datum(shared: Shared, language: str, *, mixed: bool) -> Datum:
    limits = (*map(ours, notes(shared, language, mixed=mixed)), *map(typed, shared.conditions))
    name = item_words(shared.item, language)
    return Datum(name=name, limits=limits, is_special=shared.is_special)


def _whose(card: Card, language: str) -> Iterator[Row]:
    if card.pupils is None:
        yield unknown("pupils", language)
    else:
        comma = phrases(language)["list"]["comma"]
        yield row("pupils", language, [(ours(comma.join(pupils_words(card.pupils, language))),)])


def _places(card: Card, language: str) -> Iterator[Row]:
    yield _printed("kept", card.kept, language)
    yield from _if_said("transfer", card.transfer, language)
    yield _printed("how_long", card.how_long, language)
    yield _printed("adverts", card.adverts, language)


def _others(card: Card, language: str) -> Iterator[Row]:
    yield from _if_said("via", card.via, language)
    yield from _if_said("access", card.access, language)
    if not card.via and not card.access:
        yield row("others", language, [(ours(phrases(language)["others"]["nobody"]),)])


def _choices(card: Card, language: str) -> Iterator[Row]:
    refusable = [line for line in card.choices if line.kind is not ChoiceKind.NONE]
    if refusable:
        yield _decided("refuse", [(one, ours(refusal_words(one, language))) for one in refusable], language)
    instead = [(one, typed(opening(one.alternative))) for one in card.choices if one.alternative]
    if instead:
        yield _decided("instead", instead, language)
    if card.choices:
        yield _decided("choice", [(one, ours(choice_words(one, language))) for one in card.choices], language)
    else:
        yield unknown("choice", language)
    routes = [(one, typed(opening(one.route))) for one in card.choices if one.route]
    if routes:
        yield _decided("route", routes, language)


def _decided(key: str, said: Sequence[tuple[ChoiceLine, Run]], language: str) -> Row:
    """One line for each thing to decide, with its data where there is more than one."""
    if key in ("refuse", "choice") and all(line.kind is None for line, _ in said):
        return unknown(key, language)
    return row(key, language, [(*_about(line, language), words) for line, words in said])


def _about(line: ChoiceLine, language: str) -> Line:
    words = phrases(language)["list"]
    names = words["comma"].join(item_words(item, language) for item in line.about)
    return (ours(names + words["colon"]),) if names else ()


def _rules(card: Card, language: str) -> Iterator[Row]:
    if card.reasons:
        yield row("rule", language, [_rule(reason, language) for reason in card.reasons])


def _rule(reason: Reason, language: str) -> Line:
    words = phrases(language)
    article = _article(reason.basis, language)
    said = words["rule"]["basis"].format(words=words["basis"][reason.basis], article=article)
    if reason.condition:
        why, article = words["condition"][reason.condition], _article(reason.condition, language)
        said += " " + words["rule"]["condition"].format(words=why, article=article)
    return (ours(said),)


def _article(letter: str, language: str) -> str:
    """6(1)(e) must not turn round among words that run from the right."""
    return letter if language_of(language).direction == "ltr" else f"{ISOLATED}{letter}{ISOLATE_ENDS}"


def _links(card: Card, language: str) -> Iterator[Row]:
    for key, address in (("website", card.website), ("privacy_notice", card.privacy_notice)):
        if address:
            said = ours_to(f"{phrases(language)['page'][key]} ", address)
            yield row(key, language, [(said, Run(text=card.name, is_typed=True, address=address))])


def ours_to(text: str, address: str) -> Run:
    return Run(text=text, address=address)
