"""The data that a heading or a group's own sentence gives to each of its rows."""

import re
from dataclasses import replace
from functools import partial

from schoolgate.domain.reading import Spans
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.items import (
    ItemsFound,
    bracketed_lists,
    is_bare_list,
    items_of_list,
    items_of_prose,
    names_somebody,
)
from schoolgate.notices.names import is_general, mentions
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Section
from schoolgate.notices.wording import phrases_of

_cue = partial(phrases_of, "flows.toml")

KEPT_OF = re.compile(
    r"\b(?:information|records?|details|data|images|footage)\b(?=\s*$|\s+(?:about|of|for|with|on|which|that|relating)\b)"
)
# "Band 1 - name and class": of several tiers, by what each is told.
TIER = re.compile(r"\W*(?:band|tier|level|group|category|class|box|list|set|zone) \w{1,5}\s*[-–—:.]\s*(?=\w)")
PRESENTED = 3  # the rank of "Data shared includes", the only words a group hands down to its rows
SEVERAL = re.compile(  # "These hold first names": of each row, whatever the verb
    r"(?:(?:all|each|both|every one) (?:of )?)?(?:these|those|them)\b(?! (?:is|was)\b)"
    r"|(?:they|these) (?:all|both|each)\b"
)
THEM = re.compile(r"\b(?:these|those|them|(?:any|each|all) of|below|the following|this section)\b")


def of_group(text: str, section: Section | None, *, to_body: bool) -> ItemsFound:
    """What a heading's brackets or a group's sentence says is shared with each: "(first name only)"."""
    while section:
        headed = _of_heading(Passage.of(text, section.heading_spans))
        said_something = headed.items or headed.nothing or headed.open_ended
        headed = headed if said_something else _of_category(text, section)
        if headed.items:
            return headed
        if nothing := _nothing_for(Passage.of(text, section.heading_spans)):
            return ItemsFound(nothing=nothing)
        sentences = () if to_body else tuple(Passage.of(text, section.sentences).sentences())
        for sentence in sentences:
            if _begins_with_name(sentence.words):
                continue  # "CEM sets our tests: name, date of birth" is of CEM alone
            said = items_of_prose(sentence)
            handed = said.rank == PRESENTED or speaks_of_each(sentence)
            if said.items and handed and not _cue("partial").search(sentence.folded):
                return said
            if said.nothing and not said.items and THEM.search(sentence.folded):
                return ItemsFound(nothing=said.nothing)
        section = section.parent
    return ItemsFound()


def _begins_with_name(words: str) -> bool:
    first = next(iter(mentions(words)), None)
    known = first is not None and first.start == 0 and not is_general(words[: first.end])
    return known or is_strange(words.split()[0].rstrip(",:;"))


def speaks_of_each(sentence: Passage) -> bool:
    """ "All of these hold first names." is said of each row; before a colon, of one list alone."""
    return SEVERAL.match(sentence.folded) is not None and not sentence.words.rstrip().endswith(":")


def _of_heading(heading: Passage) -> ItemsFound:
    """ "Websites (first name only)", "Names and classes are passed to:", or a list of data as heading."""
    if tier := TIER.match(heading.folded):
        heading = heading.part(tier.end(), len(heading.folded))
    for inside in bracketed_lists(heading):
        return items_of_list(inside)
    said = items_of_prose(heading)
    leads_on = heading.words.rstrip().endswith(":") or any(item.flow is Flow.SENT for item in said.items)
    if leads_on and not _cue("partial").search(heading.folded):
        return replace(said, nothing=(), open_ended=False)
    listing = is_bare_list(heading) or (is_bare_list(heading, parts=1) and names_somebody(heading))
    return items_of_list(heading) if listing else ItemsFound()


def _nothing_for(heading: Passage) -> Spans:
    """ "We use these, and send them no data about pupils:" is said of each below."""
    leads_on = heading.words.rstrip().endswith(":")
    return items_of_prose(heading).nothing if leads_on else ()


def _of_category(text: str, section: Section) -> ItemsFound:
    """ "Emergency medical information about children: Evolve, Trent": the words before the colon are data."""
    end = section.heading_spans[-1][1] if section.heading_spans else 0
    heading = Passage.of(text, section.heading_spans)
    noun = KEPT_OF.search(heading.folded)
    if text[end : end + 1] != ":" or noun is None:
        return ItemsFound()
    return replace(items_of_list(heading.part(0, noun.end())), nothing=(), open_ended=False)
