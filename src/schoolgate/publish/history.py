"""What differs between two pages, in sentences that a family understands."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolgate.publish.facts import Card, Group, PageFacts, Shared
from schoolgate.publish.phrases import SOURCE, item_words, phrases
from schoolgate.publish.rows import Row, plain, rows_of, typed
from schoolgate.publish.sheet import contacts_of
from schoolgate.publish.words import notes

DATA = ("shared",)  # rows whose differences are told item by item


def changes(before: PageFacts | None, after: PageFacts, language: str = SOURCE) -> tuple[str, ...]:
    """Sentences, those who are new first, then who is gone, then what differs in those who stay.

    before  None: there was no page before, which is the only thing to say
    """
    words = phrases(language)["changed"]
    if before is None:
        return (str(words["first"]),)
    return tuple(_all(before, after, words, language))


def _all(before: PageFacts, after: PageFacts, words: Mapping[str, Any], language: str) -> Iterator[str]:
    old, new = _cards(before), _cards(after)
    silent, still_silent = set(before.told_nothing), set(after.told_nothing)
    for card in (card for anchor, card in new.items() if anchor not in old):
        yield words["added"].format(name=card.name, data=_gets(card, language))
    for name in sorted(still_silent - silent):
        yield words["added_nothing"].format(name=name)
    listed = {card.name for card in new.values()} | still_silent
    gone = [card.name for anchor, card in old.items() if anchor not in new] + sorted(silent - still_silent)
    for name in (name for name in gone if name not in listed):
        yield words["gone"].format(name=name)
    stood, stands = _groups(before), _groups(after)
    for anchor, card in new.items():
        if anchor in old:
            yield from _of_card(old[anchor], card, words, language)
        if stood.get(anchor, stands[anchor]) is not stands[anchor]:
            heading = phrases(language)["group"][stands[anchor]]["title"]
            yield words["says"].format(
                name=card.name, label=phrases(language)["page"]["contents"], after=heading
            )
    yield from _of_school(before, after, words, language)


def _cards(page: PageFacts) -> dict[tuple[str, str], Card]:
    """A service under another name is another to a family."""
    return {(card.anchor, card.name): card for _, cards in page.groups for card in cards}


def _groups(page: PageFacts) -> dict[tuple[str, str], Group]:
    return {(card.anchor, card.name): group for group, cards in page.groups for card in cards}


def _gets(card: Card, language: str) -> str:
    names = [item_words(one.item, language) for one in card.shared]
    return str(phrases(language)["list"]["comma"].join(names) or phrases(language)["shared"]["nothing"])


def _of_card(old: Card, new: Card, words: Mapping[str, Any], language: str) -> Iterator[str]:
    was, now = ({_datum(one, language) for one in card.shared} for card in (old, new))
    for key, found in (("more", now - was), ("less", was - now)):
        if found:
            data = phrases(language)["list"]["comma"].join(sorted(found))
            yield words[key].format(name=new.name, data=data)
    yield from _of_rows(new.name, rows_of(old, language), rows_of(new, language), words, language)


def _datum(shared: Shared, language: str) -> str:
    limits = [*notes(shared, language), *shared.conditions]
    return item_words(shared.item, language) + "".join(f" ({limit})" for limit in limits)


def _of_rows(
    name: str, old: tuple[Row, ...], new: tuple[Row, ...], words: Mapping[str, Any], language: str
) -> Iterator[str]:
    """Rows are told by what they say now and said before; what is unknown is nothing said."""
    was, now = (_said(rows, language) for rows in (old, new))
    for key, label in {row.key: row.label for row in (*old, *new) if row.key not in DATA}.items():
        before, after = was.get(key), now.get(key)
        if before == after:
            continue
        kind = "says_no_more" if after is None else "says" if before is None else "said"
        yield words[kind].format(name=name, label=label, before=before, after=after)


def _said(rows: tuple[Row, ...], language: str) -> dict[str, str]:
    return {row.key: plain(row, language) for row in rows if row.is_known}


def _of_school(before: PageFacts, after: PageFacts, words: Mapping[str, Any], language: str) -> Iterator[str]:
    old, new = (tuple(_at_large(page, language)) for page in (before, after))
    yield from _of_rows(after.school, old, new, words, language)


def _at_large(page: PageFacts, language: str) -> Iterator[Row]:
    """What the page says of no single recipient, each as a row."""
    words = phrases(language)
    yield from contacts_of(page, language)
    if page.website:
        yield Row(key="website", label=words["row"]["website"], lines=((typed(page.website),),))
    if page.not_used:
        label = words["nothing"]["not_used"].rstrip(" :")
        yield Row(key="not_used", label=label, lines=((typed(words["list"]["comma"].join(page.not_used)),),))
