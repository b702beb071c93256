"""A page's key, "A = name, B = date of birth": which of its lines are one, and what each mark stands for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.items import is_all_data
from schoolgate.notices.lines import trimmed
from schoolgate.notices.listing import listed
from schoolgate.notices.names import recognise
from schoolgate.notices.passage import Passage

CALLED = (
    r"(?:(?:data|information|sharing|pupil) )?"
    r"(?:codes?|categor(?:y|ies)|groups?|types?|letters?|sets?|lists?|levels?|bundles?|packs?|bands?|tiers?)"
)
NO_MARK = (
    r"(?!(?:Key|Why|Who|For|Use|Used|And|The|Our|All|Any|We|It|No|By|To|In|On|Is|As|At|Or|If|Dr|Mr|Ms|So)\b)"
)
MARK = rf"(?:{NO_MARK}(?:[A-Z]{{1,4}}\d?|[A-Z][a-z]{{1,2}}[A-Z]?)|[a-z]|[ivx]{{1,4}}|\d{{1,2}})"
WRAPPED = rf"(?:[(\[](?P<in>{MARK})[)\]]|(?P<mark>{MARK})(?!\w))"
LIKE_MARKS = re.compile(
    r"(?<![\w'’.&/-])(?:[A-Z]{1,4}\d?|[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z][a-z]{1,2}[A-Z]?)(?![\w'’-])"
)  # a cheap look: no mark looks otherwise
SIGN = r"\s*(?:=|:|\s[-–—](?=\s)|[–—])\s*|,?\s+(?:means|stands for|shows|marks|is for|for)\s+"
BEFORE = rf"(?<![\w'’/&.-])(?:(?:^|(?<=\n)|(?<=[;,.]\s))(?i:{CALLED})\s+)?"
SIGNED = re.compile(rf"{BEFORE}{WRAPPED}(?:{SIGN})")
LINE = re.compile(
    rf"\W{{0,2}}(?:(?i:{CALLED})\s+)?{WRAPPED}(?:{SIGN}|[.)]\s*|\s+)(?P<words>[^\W\d].{{1,200}})"
)
UNSIGNED = re.compile(rf"\W{{0,2}}(?:and\s+)?{WRAPPED}[.:)=]?\s+(?P<words>[^\W\d][^=\n]{{1,60}})")
BEHIND = re.compile(
    rf"(?:and\s+)?(?P<words>[^\W\d][^=\n()\[\]]{{1,60}}?)\s*[(\[](?P<mark>{MARK})[)\]]\W{{0,2}}"
)
BESIDE = re.compile(
    rf"(?P<mark>{MARK})\s+(?P<words>[^\W\d]\S*(?: \S+)*)(?:\s{{3,}}|\s*$)"
)  # "1  Name     5  Address"
IN_WORDS = re.compile(
    r"\b(?:[Aa]n?|[Tt]he letter) (?P<mark>[A-Z])\b,? (?:(?:means|stands for|shows|marks|is) )?"
    r"(?P<words>[a-z][^,.;]{2,50}?)(?=,? and an? [A-Z]\b|[,.;]|$)"
)
IN_A_SENTENCE = re.compile(
    r"(?:^|(?<=[,;:]\s)|\band\s|\bhere\s)(?P<mark>[A-Z]) (?:(?:is|means|stands for|for) )?"
    r"(?P<words>(?:the|an?|their|your|our) [a-z][^,.;]{2,50}?)(?=,? and [A-Z] |[,.;]|$)",
    re.IGNORECASE,
)
MEANS = re.compile(r"\b(?:means|stands for)\b")
LEAD = re.compile(r"(?=(?P<lead>[^:=\n]{2,80}?)(?::|\s[–—-])\s)(?P=lead)(?::|\s[–—-])\s+")
TELLS = re.compile(
    r"\b(?:key|codes?|letters?|numbers?|list|marks?|legend|abbreviations?|below|categories)\b", re.IGNORECASE
)
PARTED = (r"\s*[;·|•\n]\s*", r"\s{2,}", r"\.\s+", r"\s*,\s*")  # the surest first
EDGES = " \t\n;,.·|•*"
NAMED = re.compile(r"[a-z -]{3,40}(?::\s+(?=\S)| \((?=[^()]*\)$))", re.IGNORECASE)
FEWEST, FEWEST_SIGNED = 3, 2  # marks of a key; where each has a sign behind it: "M = medical needs"
TELLING = 0.6  # share of them that stand for data
SHORT = 2  # letters
FEW_WORDS = 6
ROOM = 3  # spaces between columns
LONGEST_LEAD = 80  # letters
Meant = tuple[str, Span, bool]  # a mark, its words, and whether a sign stands between


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What each mark stands for, in the order of the page; and the blocks of the key, which name nobody."""

    meant: Mapping[str, Span]
    blocks: frozenset[int]


def code_keys(text: str, blocks: Sequence[Block]) -> Iterator[CodeKey]:
    """What may be a page's key: of blocks one after another."""
    told = [(at, _meant_in(text, block), block.kind is BlockKind.BULLET) for at, block in enumerate(blocks)]
    for (found, _), run in groupby(told, key=lambda one: (bool(one[1]), one[2])):
        if found:
            yield from _key(text, {at: meant for at, meant, _ in run})


def _key(text: str, run: Mapping[int, Sequence[Meant]]) -> Iterator[CodeKey]:
    told = [one for found in run.values() for one in found]
    meant = {mark: _without_name(text, words) for mark, words, _ in told}
    fewest = FEWEST_SIGNED if told and all(signed for *_, signed in told) else FEWEST
    short = sum(1 for mark in meant if len(mark) <= SHORT)
    notes = all(mark.isdigit() for mark in meant) and any(
        "." in text[slice(*words)] for words in meant.values()
    )
    if len(meant) < fewest or 2 * short < len(meant) or notes:
        return
    telling = sum(1 for words in meant.values() if _tells(Passage.of(text, (words,))))
    if telling >= TELLING * len(meant):
        yield CodeKey(meant, frozenset(run))


def _tells(words: Passage) -> bool:
    """Of data, in a few words: a footnote says more."""
    return is_all_data(words) or (any(listed(words)) and len(words.words.split()) <= FEW_WORDS)


def _without_name(text: str, words: Span) -> Span:
    """The list behind the words that it goes by: "basic details: name, class", "Basics (name, class)"."""
    named = NAMED.match(text, *words)
    if named is None:
        return words
    rest = (named.end(), words[1] - named[0].endswith("("))
    return rest if is_all_data(Passage.of(text, (rest,))) else words


def _meant_in(text: str, block: Block) -> Sequence[Meant]:
    """The marks that a block explains; none unless all of it does so."""
    words = text[slice(*block.span)]
    marks = len(LIKE_MARKS.findall(words)) + (block.kind is BlockKind.BULLET)
    if marks < FEWEST_SIGNED:
        return (_in_cells(text, block) or _one(text, block, block.start)) if marks else ()
    start = _after_lead(text, block)
    return (
        _in_words(text, block)
        or _in_cells(text, block)
        or _beside(text, block)
        or _signed(text, start, block.end)
        or _parts(text, (start, block.end), led=start > block.start)
        or _one(text, block, block.start)
        or _one(text, block, start)
    )


def _in_words(text: str, block: Block) -> Sequence[Meant]:
    for pattern in (IN_WORDS, IN_A_SENTENCE) if MEANS.search(text, *block.span) else (IN_A_SENTENCE,):
        found = [(m["mark"], m.span("words"), True) for m in pattern.finditer(text, *block.span)]
        if len(found) >= (FEWEST_SIGNED if pattern is IN_WORDS else FEWEST):
            return found
    return ()


def _after_lead(text: str, block: Block) -> int:
    """Past "Key to the data column: "."""
    lead = LEAD.match(text, *block.span)
    return lead.end() if lead and TELLS.search(lead["lead"]) else block.start


def _in_cells(text: str, block: Block) -> Sequence[Meant]:
    """A table's row: mark, words, mark, words."""
    marks, words = block.cells[::2], block.cells[1::2]
    found = [re.fullmatch(WRAPPED, text[slice(*cell)]) for cell in marks]
    if len(marks) != len(words) or not all(found):
        return ()
    return [(_mark(one), cell, False) for one, cell in zip(found, words, strict=True) if one]


def _beside(text: str, block: Block) -> Sequence[Meant]:
    """Columns of marks and words, drawn with spaces."""
    found = [*BESIDE.finditer(text, *block.span)]
    whole = sum(one.end() - one.start() for one in found) == block.end - block.start
    if (
        len(found) < FEWEST_SIGNED
        or not whole
        or any(one.end() - one.end("words") < ROOM for one in found[:-1])
    ):
        return ()
    return [(one["mark"], one.span("words"), False) for one in found]


def _signed(text: str, start: int, end: int) -> Sequence[Meant]:
    found = [*SIGNED.finditer(text, start, end)]
    lead = text[start : found[0].start()].strip(EDGES) if found else ""
    if len(found) < FEWEST_SIGNED or (lead and not (TELLS.search(lead) and len(lead) <= LONGEST_LEAD)):
        return ()
    ends = [*(one.start() for one in found[1:]), end]
    spans = [_kept(text, (one.end(), stop)) for one, stop in zip(found, ends, strict=True)]
    if not all(a < b for a, b in spans):
        return ()
    return [(_mark(one), span, True) for one, span in zip(found, spans, strict=True)]


def _kept(text: str, span: Span) -> Span:
    """Without the signs and the "and" that part it from the next."""
    words = text[slice(*span)]
    kept = re.sub(rf"[{EDGES}]+(?:and)?[{EDGES}]*$", "", words)
    return trimmed(text, (span[0], span[0] + len(kept)))


def _parts(text: str, span: Span, *, led: bool) -> Sequence[Meant]:
    """ "N name; D date of birth; C class", "name (N), class (C), date of birth (D)"."""
    for edge in PARTED:
        edges = [one.span() for one in re.finditer(edge, text[slice(*span)])]
        if len(edges) < FEWEST - 1:
            continue
        starts = [span[0], *(span[0] + stop for _, stop in edges)]
        ends = [*(span[0] + begin for begin, _ in edges), span[1]]
        parts = [part for part in zip(starts, ends, strict=True) if text[slice(*part)].strip(EDGES)]
        behind = [BEHIND.fullmatch(text, *part) for part in parts]
        if len(parts) >= FEWEST and all(behind):
            return [(one["mark"], one.span("words"), True) for one in behind if one]
        found = [UNSIGNED.fullmatch(text, *part) for part in parts]
        if len(parts) >= FEWEST and all(found) and (led or not _is_prose(text, parts)):
            return [(_mark(one), _kept(text, one.span("words")), led) for one in found if one]
    return ()


def _is_prose(text: str, parts: Sequence[Span]) -> bool:
    """ "a name, a class, a photograph": no marks."""
    return all(text[start : start + 2] in ("a ", "A ") for start, _ in parts)


def _one(text: str, block: Block, start: int) -> Sequence[Meant]:
    """A line of its own for each mark."""
    if block.kind is BlockKind.BULLET and re.fullmatch(r"[a-zA-Z]|\d{1,2}", block.marker):
        return [(block.marker, block.span, False)]
    match = LINE.fullmatch(text, start, block.end)
    if match is None or _is_name(_mark(match)):
        return ()
    between = text[match.end("mark") : match.start("words")] if match["mark"] else "()"
    signed = between.strip() not in ("", ".")
    if len(_mark(match)) > 1 and not signed and not is_all_data(Passage.of(text, (match.span("words"),))):
        return ()  # "No photographs", "BBC Bitesize"
    return [(_mark(match), trimmed(text, match.span("words")), signed)]


def _is_name(mark: str) -> bool:
    """ "SIMS: name, class" tells of a recipient."""
    return len(mark) > SHORT and recognise(mark) is not None


def _mark(match: re.Match[str]) -> str:
    return match["in"] or match["mark"] or ""
