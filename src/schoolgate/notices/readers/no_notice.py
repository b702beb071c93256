"""Is a web page something else than what was asked for: a log-in, a page not found, an empty shell?"""

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from schoolgate.notices.errors import AsksWhoIsThere, LoginPage, MissingPage, NeedsBrowser, NoticeError
from schoolgate.notices.readers.surroundings import count_words
from schoolgate.notices.wording import load

FEWEST_BESIDE = 80  # words; a page with more has a text of its own
PARTS = re.compile(r"\s[-–—|»:·]\s|[|»]")  # of a title: the page's, the site's
REFUSED: dict[str, type[NoticeError]] = {
    "login": LoginPage,
    "missing": MissingPage,
    "script": NeedsBrowser,
    "door": AsksWhoIsThere,
}


class Told:
    """What a page says of itself, taken before any of it is left out."""

    def __init__(self, root: etree._Element) -> None:
        fields = root.iter("input")
        self.asks_password = any((field.get("type") or "").lower() == "password" for field in fields)
        self.titles = [_words(node) for node in root.iter("title", "h1", "h2")][:4]
        self.words = " ".join(filter(None, (_words(root), *map(_words, root.iter("noscript")))))


def refuse_other_pages(told: Told, part: etree._Element, name: str) -> None:
    """`part` is what is left to read. Raises LoginPage, MissingPage, NeedsBrowser or AsksWhoIsThere."""
    left = count_words(part)
    for sort, refusal in REFUSED.items():
        known = load("page_parts.toml")["refused"][sort]
        if left <= known["words"] and _says(told, sort):
            raise refusal(name)


def frames(part: etree._Element) -> Iterator[str]:
    """A warning where little is said beside a document that the page shows in a frame."""
    shown = [node.get("src") or node.get("data") or "" for node in part.iter("iframe", "embed", "object")]
    away = [address for address in shown if address.startswith(("https://", "http://"))]
    if away and count_words(part) <= FEWEST_BESIDE:
        yield (
            f"The page shows another document in a frame, which was not read: {away[0]}. "
            "Read it from its own address."
        )


def _says(told: Told, sort: str) -> bool:
    if sort == "login":
        return told.asks_password
    known = load("page_parts.toml")["refused"][sort]
    parts = [part for title in told.titles for part in (title, *PARTS.split(title))]
    titled = any(_phrases(sort, "titles").fullmatch(part.strip(" .!?")) for part in parts)
    return titled if "titles" in known else bool(_phrases(sort, "anywhere").search(told.words))


@cache
def _phrases(sort: str, where: str) -> re.Pattern[str]:
    phrases = load("page_parts.toml")["refused"][sort].get(where, [])
    return re.compile("|".join(re.escape(one).replace(r"\*", ".{1,60}") for one in phrases) or r"(?!)")


def _words(node: etree._Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split()).lower().replace("’", "'")
