"""What an item depends on: "(if given)", "where provided", "only if the family applies"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from schoolgate.notices.listing import Listed
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.wording import Wording, load, pattern

_END = re.compile(r"[,;)\]]|\.(?:\s|$)|\s[–—-]\s|[-–—]\s|$")
# Where a condition that opens its sentence is over: "If you agree we send …", "With consent photos may …".
_MAIN = re.compile(
    r"\s(?=(?:we|the (?:school|office|college|nursery))\s)"
    r"|(?<=sent|sion|ment)\s(?!(?:of|from|by|to|for|in|is)\b)"
)
# "We learn if a child is on a plan", "is subject to a plan": no condition.
_SAYS_WHETHER = re.compile(
    r"\b(?:learn|know|hear|see|ask|check|say|tell|told|inform(?:ed)?|notif(?:y|ie|ied)|alert|warn|advise[ds]?)s?"
    r"\b"
    r"[^,.;:]{0,40} if$"
    r"|\b(?:is|are|be) subject to$"
)
_TYPES = re.compile(
    r"(?: (?:can|may|will|must|also|then|and carers|or carers))* (?:provide|enter|give|type|fill|state"
    r"|complete|add|key|put|upload|supply|submit|tell|pay|update)\b"
    r"(?! (?:their |your |us |written )*(?:consent|permission|agreement))"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_OWN_BRACKET = re.compile(r"[^,;.\n•()]*(?:\s*\([^()]*\))+")
_STOP = re.compile(r"[.;](?:\s|$)")
_ASIDE = re.compile(r"(?:[–—-]|\bonly)\s*$")  # set off from the list, it holds for all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    words: str
    start: int
    end: int
    after: int  # the items it can speak of begin at or after this place
    of_all: bool
    before: int  # … and those after it that begin before this place

    def holds_for(self, item: Listed) -> bool:
        return self.after <= item.start < self.start or self.end <= item.start < self.before


@lru_cache(maxsize=REMEMBERED)
def conditions_of(passage: Passage) -> tuple[Condition, ...]:
    found, reached = [], 0
    for match in _begins().finditer(passage.folded):
        if _TYPES.match(passage.folded, match.end()):
            continue  # "where parents provide …"
        if match.start() < reached or _SAYS_WHETHER.search(passage.folded, 0, match.end()):
            continue
        reached = _end(passage.folded, match)
        found.append(_condition(passage, match.start(), reached))
    return tuple(found)


def _end(folded: str, match: re.Match[str]) -> int:
    end = _END.search(folded, match.end())
    reached = end.start() if end else len(folded)
    main = _MAIN.search(folded, match.start(), reached) if _opens(folded, match.start()) else None
    return main.start() if main else reached


def _opens(folded: str, start: int) -> bool:
    return not folded[max(folded.rfind(mark, 0, start) for mark in ".;:") + 1 : start].strip()


def masked(passage: Passage, conditions: Sequence[Condition]) -> Passage:
    """The passage with its conditions blanked, so that no item is read out of them."""
    if not conditions:
        return passage
    folded = passage.folded
    for condition in conditions:
        folded = folded[: condition.start] + " " * (condition.end - condition.start) + folded[condition.end :]
    return replace(passage, folded=folded)


def _condition(passage: Passage, start: int, end: int) -> Condition:
    of_all = bool(_ASIDE.search(passage.folded, 0, start))
    clause = max(passage.folded.rfind(mark, 0, start) for mark in ".;") + 1
    item = max(passage.folded.rfind(mark, 0, start) for mark in ",;.\n•") + 1
    return Condition(
        words=" ".join(passage.words[start:end].split()),
        start=start,
        end=end,
        after=clause if of_all else item,
        of_all=of_all,
        before=_sentence_end(passage.folded, end) if _opens(passage.folded, start) else end,
    )


def _sentence_end(folded: str, start: int) -> int:
    return next((match.start() for match in _STOP.finditer(folded, start)), len(folded))


@cache
def _begins() -> Wording:
    return pattern(load("flows.toml")["condition"]["begins"])


def is_uncertain(folded: str, one: Listed) -> bool:
    """A doubt before the item is about all that follows; in brackets, about what they follow."""
    before = folded[max(folded.rfind(".", 0, one.start), 0) : one.start]
    own = _OWN_BRACKET.match(folded, one.end)
    told = _IN_BRACKETS.sub(" ", before) + (own[0] if own else "")
    return bool(_uncertainty().search(told))


@cache
def _uncertainty() -> Wording:
    return pattern(load("flows.toml")["condition"]["uncertain"])
