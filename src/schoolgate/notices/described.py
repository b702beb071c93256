"""A service told by what is done ("school meals"), and not by a product's name."""

import re
from functools import cache

from schoolgate.notices.names import recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.wording import load

LONGEST_TRADE = 4  # words in capitals: "School Meals", "Instrumental Music Lessons"
HEAD = re.compile(r"[^(–—;:,]*?(?=\s+-\s|\s*[(–—;:,]|\s*$)", re.DOTALL)
BEHIND = re.compile(r"\s(?:in|for|of|to|at|by|with|on)\s")  # "Vaccinations in Year 8"
SMALL = re.compile(r"\s(?!of |for |the |and |to |in |by )[a-z]{3,}")


def only_describes(words: str) -> bool:
    """Do they say only what is done: "hearing checks in Year 1", "School meals", "Payroll"?"""
    match = HEAD.match(words.strip())
    head = match[0] if match else words.strip()
    service = recognise(head) or recognise(words)
    if service is not None:  # "home to school transport" may stand for whoever does it
        return service.kind not in ("supplier", "public") and head[1:].islower()
    if not head:
        return False
    first = head.split()[0]
    if first.islower():
        return not is_strange(first) or len(head.split()) > 1
    named = any(word[0].isupper() and is_strange(word) for word in head.split()[1:])
    titled = is_strange(first) and len(head.split()) > 1 and head.split()[1][0].isupper()
    if not first[1:].islower() or ((named or titled) and not _is_trade(head)):
        return False  # "iPads", "2Simple", "HR", "Quill Safeguarding training"
    return SMALL.search(head) is not None or _is_trade(head)


def tells_trade(head: str) -> bool:
    """Is it, in ordinary words, what somebody does or is: "Class photographs", "Payroll", "Tutor"?"""
    words = re.sub(r"\s*(?:/|&|\band\b)\s*", " ", head).split()
    last = words[-1].lower() if words else ""
    roles = _trades() | frozenset(load("described.toml")["roles"])
    plain = not is_strange(" ".join(words)) or " ".join(words[1:]).islower()  # "Prom tickets"
    return plain and bool({last, last.removesuffix("s"), last.removesuffix("ies") + "y"} & roles)


def _is_trade(head: str) -> bool:
    words = BEHIND.split(head)[0].split()
    last = words[-1].lower()
    known = bool({last, last.removesuffix("s")} & _trades())
    return known and len(words) <= LONGEST_TRADE and not is_strange(" ".join(words[:-1]))


@cache
def _trades() -> frozenset[str]:
    return frozenset(load("described.toml")["trades"])
