"""A contract's text → the words in which it seems to say what UK GDPR Art 28(3) asks for.

A term not found is a question: another document may hold it, or other words say it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.contract import ContractTerm, SubProcessor, TermQuote

LONGEST_QUOTE = 400  # characters
MOST_SUB_PROCESSORS = 200
SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\S)[^.;\n]+)*[.;]?")
BULLET = re.compile(r"^\s*(?:[-–•*·]|\d+[.)])?\s*")
PARTS = re.compile(r"\s+[–—-]\s+|\s*\t+\s*|\s*\|\s*|:\s+")
BETWEEN = re.compile(r"(?:,|;|\s+and\s)\s*(?![^()]*\))")  # names of a line; not inside brackets
SENTENCE_ENDS = re.compile(r"\.(?:\s+(?=[A-Z])|\s*$)")
BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)$")
LONGEST_NAME = 6  # words
LONGEST_LINE = 2_000  # characters of a list in one line


def contract_terms(text: str) -> tuple[TermQuote, ...]:
    """One quote for each term that is found, in the law's order."""
    sentences = tuple(_sentences(text))
    found = ((term, _quote(sentences, _file()[term])) for term in ContractTerm)
    return tuple(TermQuote(term=term, words=words) for term, words in found if words)


def sub_processors(text: str) -> tuple[SubProcessor, ...]:
    """Those under a heading of their own, one a line (a blank line before the first is passed over); else
    those that one line lists.
    """
    lines = iter(text.splitlines())
    heading = re.compile(_file()["list"]["heading"], re.IGNORECASE)
    found: dict[str, SubProcessor] = {}
    for line in lines:
        if heading.match(line):
            found |= {one.name.casefold(): one for one in map(_named, _listed(lines)) if one.name}
    found = found or {one.name.casefold(): one for one in _in_line(text)}
    return tuple(found.values())[:MOST_SUB_PROCESSORS]


def _in_line(text: str) -> Iterator[SubProcessor]:
    """None of a line in which something is no name: "Sub-processors: the Processor shall not engage any"."""
    for line in _compiled(_file()["list"]["inline"]).finditer(text):
        names = _with_forms(BETWEEN.split(SENTENCE_ENDS.split(line[1][:LONGEST_LINE], maxsplit=1)[0]))
        listed = [_in_brackets(one) for one in names]
        if all(one.name[:1].isupper() and len(one.name.split()) <= LONGEST_NAME for one in listed):
            yield from (one for one in listed if not _compiled(_file()["list"]["nobody"]).match(one.name))


def _with_forms(parts: Iterable[str]) -> list[str]:
    """ "Cloudy, Inc." is one name."""
    names: list[str] = []
    for part in filter(None, (one.strip() for one in parts)):
        if names and _compiled(_file()["list"]["legal_form"]).match(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names


def _in_brackets(words: str) -> SubProcessor:
    apart = BRACKETS.match(words)
    return SubProcessor(name=apart[1].strip(), does=apart[2].strip() or None) if apart else _named(words)


def _sentences(text: str) -> Iterator[str]:
    """A line broken in the middle of a sentence goes on with the next one."""
    joined = re.sub(r"(?<=[\w,])\n(?=[a-z(])", " ", text)
    return (sentence for found in SENTENCE.finditer(joined) if (sentence := " ".join(found[0].split())))


def _quote(sentences: Iterable[str], wanted: dict[str, list[str]]) -> str | None:
    if "all" in wanted:
        found = [_first(sentences, pattern) for pattern in wanted["all"]]
        return found[0] if all(found) else None
    return next((words for pattern in wanted["any"] if (words := _first(sentences, pattern))), None)


def _first(sentences: Iterable[str], pattern: str) -> str | None:
    expression, denies = _compiled(pattern), _compiled(_file()["denies"])
    for sentence in sentences:
        if expression.search(sentence) and not denies.search(sentence):
            return sentence if len(sentence) <= LONGEST_QUOTE else f"{sentence[:LONGEST_QUOTE].rstrip()} …"
    return None


def _listed(lines: Iterator[str]) -> Iterator[str]:
    begun = False
    for line in lines:
        if line.strip():
            begun = True
            yield line
        elif begun:
            return


def _named(line: str) -> SubProcessor:
    name, *rest = PARTS.split(BULLET.sub("", line, count=1).strip(), maxsplit=1)
    return SubProcessor(
        name=name.strip(" .;"), does=rest[0].strip(" .;") if rest and rest[0].strip() else None
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "contract_terms.toml").read_text("utf-8"))
