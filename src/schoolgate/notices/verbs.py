"""Words of a sentence, and which of them are verbs that tell of data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schoolgate.notices.wording import load

TOKEN = re.compile(r"§|[a-z0-9à-ÿ][\w']*(?:-[a-z]+)*|[;:,.()•–—&]|(?<=\s)-(?=\s)")
VOWELS = "aeiou"
PRESENT, PAST, GERUND = "present", "past", "gerund"
PHRASAL = "phrasal"  # the sort of a verb that counts with the word behind it alone


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Form:
    """A verb's form as printed: its sorts (a key of deeds.toml, [verbs]) and its tense."""

    sorts: tuple[str, ...]
    lemma: str
    tense: str
    ends_in_s: bool = False


def tokens(folded: str) -> list[Token]:
    return [Token(match[0], match.start(), match.end()) for match in TOKEN.finditer(folded)]


@cache
def forms() -> dict[str, Form]:
    """Every form of every verb; one that is past and present ("put") counts as past."""
    found: dict[str, Form] = {}
    for sort, verbs in (
        *load("deeds.toml")["verbs"].items(),
        (PHRASAL, load("deeds.toml")["phrasal"]["verbs"]),
    ):
        for verb in verbs:
            lemma = verb.split()[0].removesuffix("+")
            for word, tense in _forms_of(verb):
                before = found.get(word)
                sorts = (*before.sorts, sort) if before and before.lemma == lemma else (sort,)
                if before is None or before.lemma == lemma:
                    later = before.tense if before and before.tense != PRESENT else tense
                    found[word] = Form(
                        tuple(dict.fromkeys(sorts)), lemma, later, word != lemma and word.endswith("s")
                    )
    return found


@cache
def phrasal() -> dict[tuple[str, str], str]:
    """A verb's first form and the word behind it, and of what sort the two are: "work out" makes."""
    told = load("deeds.toml")["phrasal"]
    return {
        (verb.split()[0], verb.split()[1]): sort
        for sort, verbs in told.items()
        if sort != "verbs"
        for verb in verbs
    }


def _forms_of(verb: str) -> Iterator[tuple[str, str]]:
    if " " in verb:
        base, third, past, participle, gerund = verb.split()
    else:
        base, third, past, gerund = _regular(verb)
        participle = past
    yield from ((base, PRESENT), (third, PRESENT), (past, PAST), (participle, PAST), (gerund, GERUND))


def _regular(verb: str) -> tuple[str, str, str, str]:
    base = verb.removesuffix("+")
    stem = base + base[-1] if verb.endswith("+") else base
    if base.endswith("e"):
        return base, f"{base}s", f"{base}d", f"{base[:-1]}ing"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    return base, third, f"{stem}ed", f"{stem}ing"


@cache
def words_of(group: str, name: str) -> frozenset[str]:
    return frozenset(load("deeds.toml")[group][name])
