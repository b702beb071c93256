"""A website's page → the part that holds the notice: landmarks first, then names, then what its links tell.

Nothing is taken away that holds much of the page's own words, whatever it is called.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

from lxml import etree

from schoolgate.notices.wording import load

CONTAINERS = frozenset(("div", "section", "ul", "ol", "aside", "header", "footer", "form", "figure", "table"))
NEVER = frozenset(("html", "body", "main", "article"))
UNSEEN = frozenset(("script", "style", "template", "head", "noscript"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
AROUND_TAGS = frozenset(("nav", "footer", "aside"))
AROUND_ROLES = frozenset(("alertdialog", "banner", "complementary", "contentinfo", "dialog"))
MENUS = frozenset(("navigation", "menubar", "menu", "search"))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
OPENERS = ("aria-controls", "data-target", "data-bs-target", "href")
MOST_OWN_WORDS = 80  # outside links; a menu, a banner or a list of news has fewer
LARGEST_SHARE = 0.5  # of the page's words: what holds more is the page
LARGEST_SUM = 0.95  # of the page's words: what would be left is no notice
LINK_WEIGHT = 0.2  # of a word's
FEWEST_IN_MAIN = 40  # words; an empty "main" is filled by a script elsewhere
FEWEST_IN_FOOT = 8  # words
FOOT_CUES = ("complain", "commissioner", "is sold", "delete", "correct", "we keep", "kept", "your rights")
FEWEST_LINKS = 4  # of a list that leads to other pages of the site
LINKED_SHARE = 0.85  # of a list's words, that stand in links


def notice_part(root: etree._Element, *, whole: bool) -> etree._Element:
    """The element that holds the notice; the tree is pruned in place.

    whole  a page as a website gives it; of a fragment, only questions about cookies and hidden parts go
    """
    _unfold(root)
    _drop(root, (node for node in root.iter(*CONTAINERS) if _is_named(node, "consent")))
    _drop(root, (node for node in root.iter() if _is_hidden(node)))
    if not whole:
        return root
    for node in list(root.iter()):
        if node.tag == "nav" or node.get("role") in MENUS:
            _remove(node)
    found = _main(root)
    if found is not None:
        _keep_title(root, found)
    else:
        found = root
        _drop(root, (node for node in root.iter() if _is_around(node)))
    _drop(found, (node for node in found.iter(*CONTAINERS) if _is_named(node, "around") and _is_slight(node)))
    _drop(found, (node for node in found.iter("ul", "ol") if _leads_about(node, in_main=found is not root)))
    return found


def count_words(node: etree._Element) -> int:
    """Those that are seen."""
    if node.tag in UNSEEN or not isinstance(node.tag, str):
        return 0
    own = len((node.text or "").split())
    return own + sum(count_words(child) + len((child.tail or "").split()) for child in node)


def _drop(root: etree._Element, nodes: Iterable[etree._Element]) -> None:
    """Takes the nodes out, their tails left; never one that holds most of the page, or its main part."""
    total = _weight(root)
    dropped = [node for node in nodes if node is not root and node.tag not in NEVER]
    dropped = [node for node in dropped if _weight(node) <= LARGEST_SHARE * total]
    held = set(dropped)
    outermost = [node for node in dropped if held.isdisjoint(node.iterancestors())]
    if sum(map(_weight, outermost)) > LARGEST_SUM * total:
        return  # a page all of whose parts are called "menu" is no menu
    for node in dropped:
        if next(node.iter("main"), None) is None:
            _remove(node)


def _weight(node: etree._Element) -> float:
    """Its words; those of links, of which a website's menus and feet are made, count little."""
    linked = _linked_words(node)
    return count_words(node) - linked + LINK_WEIGHT * linked


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tail, before = node.tail or "", node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _is_hidden(node: etree._Element) -> bool:
    told = node.get("hidden") is not None or HIDDEN.search(node.get("style") or "")
    return bool(told) or (node.get("aria-hidden") == "true" and node.tag in CONTAINERS)


def _unfold(root: etree._Element) -> None:
    """What a click would open is content: it loses its mark as hidden, and its button becomes a heading."""
    opened = set(_opened(root))
    tabs = _tabs(root)
    for node in root.iter():
        panel = node.get("role") == "tabpanel"
        if isinstance(node.tag, str) and (panel or node.get("id") in opened or _is_named(node, "folded")):
            _show(node)
            if panel:
                _head(node, tabs)
    for button in list(root.iter("button")):
        if button.get("aria-controls") or button.get("aria-expanded") or button.get("data-bs-toggle"):
            button.tag = "span" if _in_heading(button) else "h5"


def _opened(root: etree._Element) -> Iterator[str]:
    """Ids of what some button or tab opens."""
    for node in root.iter("a", "button", "div", "li", "summary", "h2", "h3", "h4"):
        for name in OPENERS:
            address = node.get(name) or ""
            is_link = name == "href" and not (node.get("role") == "tab" or node.get("aria-expanded"))
            if address and not is_link:
                yield from (one.removeprefix("#") for one in address.split())


def _show(node: etree._Element) -> None:
    for name in ("hidden", "aria-hidden"):
        if name in node.attrib:
            del node.attrib[name]
    if HIDDEN.search(node.get("style") or ""):
        node.set("style", HIDDEN.sub("", node.get("style") or ""))


def _tabs(root: etree._Element) -> dict[str, etree._Element]:
    """Each tab by its own id, and by the id of the panel that it opens."""
    tabs: dict[str, etree._Element] = {}
    for node in root.iter("a", "button", "div", "li"):
        if node.get("role") == "tab":
            told = [node.get("id"), *(link.get(name) for link in node.iter() for name in OPENERS)]
            tabs |= {one.removeprefix("#"): node for one in told if one}
    return tabs


def _head(panel: etree._Element, tabs: Mapping[str, etree._Element]) -> None:
    """The tab's words become the heading of its panel, where that has none of its own."""
    first = next((node for node in panel.iter() if node is not panel and (node.text or "").strip()), None)
    told = (panel.get("aria-labelledby") or "", panel.get("id") or "")
    tab = next((tabs[one] for one in told if one in tabs), None)
    if tab is None:
        return
    words = " ".join("".join(map(str, tab.itertext())).split())
    if first is None or first.tag not in HEADINGS:
        heading = etree.Element("h5")
        heading.text, heading.tail = words, panel.text
        panel.text = None
        panel.insert(0, heading)
    elif words not in "".join(map(str, first.itertext())):
        return
    tab.text = None
    for child in list(tab):
        tab.remove(child)


def _in_heading(node: etree._Element) -> bool:
    above = node.iterancestors(*HEADINGS, "summary", "dt")
    return next(above, None) is not None


def _main(root: etree._Element) -> etree._Element | None:
    """The part that says it is the main one; else the only article; else what content systems call it."""
    said = [node for node in root.iter() if node.tag == "main" or node.get("role") == "main"]
    articles = list(root.iter("article"))
    named = [node for node in root.iter("div", "section", "td") if _is_named(node, "content")]
    alone = articles if len(articles) == 1 else []
    for nodes, least in ((said, 0.0), (alone, LARGEST_SHARE), (named, LARGEST_SHARE)):
        counted = [(_weight(node), node) for node in nodes]
        enough = [one for one in counted if one[0] >= max(FEWEST_IN_MAIN, least * _weight(root))]
        if enough:
            most = max(words for words, _ in enough)
            return [node for words, node in enough if words >= 0.95 * most][
                -1
            ]  # the innermost of the fullest
    return None


def _keep_title(root: etree._Element, main: etree._Element) -> None:
    """The page's title may stand above its main part, in a picture's place."""
    titles = [node for node in root.iter("h1") if "".join(map(str, node.itertext())).strip()]
    if titles and next(main.iter("h1"), None) is None:
        title = titles[-1]
        title.tail = None
        main.insert(0, title)
        title.tail, main.text = main.text, None


def _is_around(node: etree._Element) -> bool:
    inside = any(True for _ in node.iterancestors("main", "article"))
    banner = node.tag == "header" and next(node.iter("h1"), None) is None
    around = node.tag in AROUND_TAGS or banner or node.get("role") in AROUND_ROLES
    return not inside and around and not _ends_notice(node)


def _ends_notice(node: etree._Element) -> bool:
    """A foot in which the notice goes on: "Nothing here is sold. You may see it", and no list of links."""
    words = " ".join(map(str, node.itertext())).lower()
    own = count_words(node) - _linked_words(node)
    return node.tag == "footer" and own >= FEWEST_IN_FOOT and any(cue in words for cue in FOOT_CUES)


def _is_slight(node: etree._Element) -> bool:
    """Few words of its own beside its links, no table and not the title: no part of a notice, by any name."""
    return (
        next(node.iter("td", "h1"), None) is None and count_words(node) - _linked_words(node) < MOST_OWN_WORDS
    )


def _linked_words(node: etree._Element) -> int:
    return sum(count_words(link) for link in node.iter("a"))


def _leads_about(node: etree._Element, *, in_main: bool) -> bool:
    """A list of links to parts of this page; or, outside a main part, to other pages of the site."""
    links = [urlsplit(link.get("href") or "") for link in node.iter("a")]
    if len(links) < FEWEST_LINKS - in_main or _linked_words(node) < LINKED_SHARE * count_words(node):
        return False
    here = sum(1 for link in links if link.fragment and not link.path and not link.netloc)
    site = sum(1 for link in links if not link.netloc and link.scheme in ("", "http", "https"))
    return here >= 0.8 * len(links) or (not in_main and site >= 0.8 * len(links))


def _is_named(node: etree._Element, sort: str) -> bool:
    if not isinstance(node.tag, str) or node.tag in NEVER:
        return False
    names = f"{node.get('id') or ''} {node.get('class') or ''}".lower().split()
    return any(_is_name(name, sort) for name in names)


@lru_cache(maxsize=10_000)
def _is_name(name: str, sort: str) -> bool:
    return _names(sort).fullmatch(name) is not None


@cache
def _names(sort: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(re.escape(name).replace(r"\*", ".*") for name in load("page_parts.toml")[sort])
    )
