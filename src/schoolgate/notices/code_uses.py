"""Where a page uses the marks of its key: "Sumdog (N, C)", "Codes: 1, 3-5", "categories A to C"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.code_key import CALLED, CodeKey

SAYS = "gets|get|receives|sent|given|has|holds|is|are|of|needs|takes|share|shared|shares|send|sends|sees"
BEFORE = (
    r"(?:^|(?=[(\[])|(?<=[\n:(\[|\t…])|(?<=\.\.)|(?<=\s[–—.-])|(?<=\s\s)|"
    + "|".join(rf"(?<=\b{word}\s)" for word in SAYS.split("|"))
    + r")[ \t]*"
)
GOES_ON = "plus|and|only|because|so|for|to|go|goes|when|if"
BEHIND = rf"(?=\s*(?:$|[\n.;:)\]|+…(]|,(?!\s*\d))|\s[-–—]|\s\s|\s(?:{GOES_ON})\b)"
LED = rf"(?P<led>(?i:{CALLED})(?P<colon>\s*:)?\s+)?"
JOIN = r"(?:[ \t]*[,/+&;·][ \t]*(?:and[ \t]+)?|[ \t]+and[ \t]+|[ \t]+|(?<=[\])])(?=[(\[]))"
TO = r"[ \t]*(?:[-–—]|to\b)[ \t]*"
COUNTED = re.compile(
    r"\b(?:years?|ages?|aged|pages?|stages?|ks|tel|phone|dates?|rooms?|terms?|yr)\W*$", re.IGNORECASE
)
HEADS = re.compile(rf"(?i:{CALLED}|key)")
DATA = "Data"  # a label, and a column's heading


@dataclass(frozen=True, slots=True)
class Use:
    """What is printed, and what is read in its place: words of the key, and signs or words of our own."""

    span: Span
    parts: Sequence[Span | str] = ()


def uses_of(text: str, blocks: Sequence[Block], key: CodeKey) -> list[Use]:
    """In the order of the page, none in the key's own lines."""
    meant = {mark.upper(): words for mark, words in key.meant.items()} | dict(key.meant)
    told = [block for at, block in enumerate(blocks) if at not in key.blocks]
    heads = next((block for block in told if _is_head(text, block, meant)), None)
    found: list[Use] = []
    for block in told:
        cells = block.kind is BlockKind.ROW and heads in (None, block)
        for n, span in enumerate(block.cells or (block.span,)):
            found += _uses_in(text, span, meant, cell=cells, first=n == 0)
    return found


def _is_head(text: str, block: Block, meant: Mapping[str, Span]) -> bool:
    """Columns headed by marks: an "N" below them says no."""
    told = [text[slice(*cell)] for cell in block.cells]
    return len({words for words in told if words in meant}) > 1


def headings_of(text: str, blocks: Sequence[Block]) -> Iterator[Use]:
    """The headings of columns of codes."""
    for block in blocks:
        yield from (Use(cell, [DATA]) for cell in block.cells if HEADS.fullmatch(text, *cell))


def _uses_in(text: str, span: Span, meant: Mapping[str, Span], *, cell: bool, first: bool) -> Iterator[Use]:
    """One mark and nothing else is one in a cell, elsewhere a page's or an index's."""
    words = text[slice(*span)]
    for match in _pattern(tuple(meant)).finditer(words):
        marks = _marks_in(match["run"], tuple(meant))
        alone = len(marks) == 1 and match["run"].strip() == words.strip()
        counts = cell and not (first and marks[0].isdigit())
        if _is_other(words, match, marks) or (alone and not counts):
            continue
        start = match.start("led") if match["led"] else match.start("run")
        said = [meant[mark] for mark in marks]
        yield _use(text, (span[0] + start, span[0] + match.end("run")), said, labelled=bool(match["colon"]))


def _use(text: str, span: Span, meant: Sequence[Span], *, labelled: bool) -> Use:
    parts: list[Span | str] = [f"{DATA}: "] if labelled else []
    for n, words in enumerate(meant):
        parts += [", ", words] if n else [words]
    start, end = span
    if start > 1 and text[start] in "([" and text[start - 2].isalnum():
        return Use((start - 1, end), [": ", *parts])  # "Evolve (N)(D)"
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return Use((start - 1, end + 1), ["(", *parts, ")"])
    return Use(span, parts)


@lru_cache(maxsize=16)
def _pattern(marks: Sequence[str]) -> re.Pattern[str]:
    one_of = "|".join(sorted(map(re.escape, marks), key=len, reverse=True))
    one = rf"(?:[(\[](?:{one_of})[)\]]|(?:{one_of})(?!\w))"
    letters = "".join(mark for mark in marks if len(mark) == 1 and mark.isupper())
    capitals = f"[{letters}]" if letters else "(?!)"
    run = rf"{one}(?:(?:{JOIN}|{TO}){one})*{BEHIND}"
    close = rf"{capitals}{{2,}}(?!\w){BEHIND}"  # "NDC"
    spaced = rf"(?<=[\w)] )(?={capitals}(?:[, ]+{capitals}(?!\w))+\s*$)"  # "Arbor N D C"
    return re.compile(rf"(?:{BEFORE}|{spaced}){LED}(?P<run>{run}|{close})", re.MULTILINE)


def _marks_in(run: str, marks: Sequence[str]) -> list[str]:
    """Each mark, and those between: "1, 3-5", "A to C"."""
    one_of = "|".join(sorted(map(re.escape, marks), key=len, reverse=True))
    close = run.isalpha() and run not in marks
    found = [*re.finditer(rf"(?:{one_of})" if close else rf"(?<!\w)(?:{one_of})(?!\w)", run)]
    joints = [run[one.end() : two.start()] for one, two in pairwise(found)]
    ranges = [re.fullmatch(TO, joint) is not None for joint in joints]
    told = [one[0] for one in found]
    if ranges.count(True) != 1 and not all(mark.isdigit() for mark in told):
        return told  # "N - D - C"
    for n in reversed([n for n, ranged in enumerate(ranges) if ranged]):
        first, last = marks.index(told[n]), marks.index(told[n + 1])
        told[n + 1 : n + 1] = marks[first + 1 : last]
    return told


def _is_other(words: str, match: re.Match[str], marks: Sequence[str]) -> bool:
    """ "Years 5, 6"; "(NPD)" behind National Pupil Database."""
    before = words[: match.start("run")]
    if all(mark.isdigit() for mark in marks):
        return COUNTED.search(before) is not None
    initials = [word[0].upper() for word in re.findall(r"[A-Za-z]\w*", before)]
    return len(marks) > 1 and match["run"].isalpha() and initials[-len(marks) :] == [*marks]
