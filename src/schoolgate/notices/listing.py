"""A list of data as printed: which items, of whom, which of them denied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.phrases import Hit, Phrasebook
from schoolgate.notices.wording import Wording, load, pattern

COUNTED = "statistics_only"
READ_OVER = "-"  # the heading in items.toml of wordings that are no item
STAND_APART = frozenset({Subject.STAFF, Subject.VISITOR, Subject.GOVERNOR, Subject.OTHER})
_MARK = re.compile(r"[,;:()\[\]\n•]|\.(?=\s|$)|\s[–—-]\s")
_OF = re.compile(
    r"\s*(?:details |data |information )?(?:of|for|about|from|belonging to)"
    r"(?: (?:the|all|our|each|their|your|both))*\s*"
)
_HEAD_TO_BRACKET = re.compile(r"[\s:(\[-]*(?:such as|e\.?g\.?|i\.?e\.?|including)?[\s,:]*")
_SHOWN = re.compile(r" (?:clips? )?of (?:[a-z']+ ){0,2}")
_REACHED = re.compile(r"[.;)\]](?:\s|$)|\bbut\b|\s[–—]\s|\b(?:only|other than|except|apart from)\b")
_EXCEPTS = re.compile(r"\b(?:no|nothing|none|not|never)\b[^.;]*\b(?:other than|except(?: for)?|apart from)$")
_JOINS = re.compile(r"[\s/,'&+]*(?:\b(?:and|or)\b)?[\s/,']*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One item of the list, at start:end of the passage's words."""

    key: str
    start: int
    end: int
    subject: Subject
    denied: bool = False
    group: int = 0  # counts the clauses: items said in one breath share it
    said: bool = False  # does the word for these people stand beside it?
    base: str = ""  # the item that the words name, whosever it is: a teacher's first name is a first name


def listed(passage: Passage) -> tuple[Listed, ...]:
    return _listed(passage.folded)


@lru_cache(maxsize=REMEMBERED)
def _listed(folded: str) -> tuple[Listed, ...]:
    walk = _Walk(folded)
    for event in sorted(_events(folded), key=lambda event: (event.start, -event.end)):
        walk.take(event)
    return tuple(walk.found)


@cache
def items() -> Phrasebook:
    rows = load("items.toml")
    glued = set(rows) - {READ_OVER, COUNTED, "statistics", "medical"}  # "healthcare" is no data
    return Phrasebook(((key, row["phrases"]) for key, row in rows.items()), glued=glued)


@cache
def people() -> Phrasebook:
    return Phrasebook(load("subjects.toml")["people"].items())


def said_alone(passage: Passage) -> str | None:
    words = passage.folded.strip(" .*-–")
    return _alone().get(words)


@cache
def _alone() -> dict[str, str]:
    """What stands for an item only as the whole of a cell; said of two, it is the first of them."""
    keys = reversed(load("items.toml").items())
    return {words: key for key, row in keys for words in row.get("alone", ())}


def read_over(folded: str) -> tuple[Hit, ...]:
    """Words that look like an item and are none."""
    return tuple(hit for hit in items().find(folded) if READ_OVER in hit.meanings)


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    end: int
    sort: str  # item, person, mark
    meanings: tuple[str, ...]


def _events(folded: str) -> Iterator[_Event]:
    taken: set[int] = set()
    for hit in items().find(_without_plural_brackets(folded)):
        taken.update(range(hit.start, hit.end))
        if READ_OVER not in hit.meanings:
            yield _Event(hit.start, hit.end, "item", _meant(hit, folded))
    for hit in people().find(folded):
        if hit.start not in taken:
            yield _Event(hit.start, hit.end, "person", hit.meanings)
    for match in _MARK.finditer(folded):
        if match.start() not in taken:
            yield _Event(match.start(), match.end(), "mark", (match[0].strip() or "\n",))


def _meant(hit: Hit, folded: str) -> tuple[str, ...]:
    """ "Pupil numbers" are a count; a "pupil number" is somebody's own."""
    several = len(hit.meanings) > 1 and folded[: hit.end].endswith("s")
    counted = COUNTED in hit.meanings
    kept = [one for one in hit.meanings if (one == COUNTED) is several or not counted]
    return tuple(kept) or hit.meanings


def _without_plural_brackets(folded: str) -> str:
    """ "name(s)" as "name   ": the brackets open nothing."""
    return folded.replace("(s)", "   ").replace("(ies)", "     ")


class _Walk:
    """Goes through the list once, remembering who was last named and which bracket it is in."""

    def __init__(self, folded: str) -> None:
        self.found: list[Listed] = []
        self._folded = _without_plural_brackets(folded)
        self._denied = _denied_stretches(self._folded)
        self._waiting: list[tuple[Subject, int]] = []  # people named, whose item is still to come
        self._also = -1  # where "of parents" ended: "and staff" may follow
        self._holders: tuple[Subject, ...] = ()  # whose the last item read was
        self._outside: list[tuple[tuple[Subject, ...], int]] = []  # holders and items at each open bracket
        self._group = 0

    def take(self, event: _Event) -> None:
        if event.sort == "item":
            self._item(event)
        elif event.sort == "person":
            self._person(event)
        else:
            self._mark(event)

    def _item(self, event: _Event) -> None:
        said = [person for person, _ in self._waiting] if self._beside(event.start) else []
        self._waiting = []
        for meaning in event.meanings:
            row = load("items.toml")[meaning]
            fixed = Subject(row["subject"]) if "subject" in row else None
            again = bool(self.found) and self.found[-1].base == meaning  # "e-mail of staff, e-mail"
            for person in said or ((Subject.PUPIL,) if again else self._carried(row)):
                if (
                    said
                    and fixed
                    and person in row.get("beside", {})
                    and self._folded.startswith(fixed, event.start)
                ):
                    self._add(event, row["beside"][person], person, said=True)
                    person = fixed  # "pupil and staff records": and theirs too
                self._add(
                    event, meaning, fixed if fixed and person not in STAND_APART else person, said=bool(said)
                )
            self._holders = tuple(said) or ((fixed,) if fixed else self._holders)

    def _beside(self, item: int) -> bool:
        """Do the people named last stand at the item ("parents' home e-mail"), with no verb between?"""
        if not self._waiting:
            return False
        between = re.findall(r"[a-z]+", self._folded[self._waiting[-1][1] : item].replace("'s", " "))
        return len(between) <= 2 and not set(load("subjects.toml")["apart"]["words"]) & set(between)

    def _carried(self, row: dict[str, object]) -> tuple[Subject, ...]:
        """Whose an item is with nobody named beside it: "parent name, mobile" but "parent name, medical"."""
        if self._holders and (row.get("follows") or STAND_APART.issuperset(self._holders)):
            return self._holders
        return (Subject.PUPIL,)

    def _shown(self, start: int) -> bool:
        """ "Photographs of children's work": what is in the picture is not shared beside it."""
        last = self.found[-1] if self.found else None
        of = _SHOWN.fullmatch(self._folded, last.end, start) if last else None
        return bool(of and last and load("items.toml").get(last.key, {}).get("shows"))

    def _counted(self, start: int) -> bool:
        """ "Number of FSM pupils", "anonymised assessment data": a count of the item, not the item."""
        last = self.found[-1] if self.found else None
        return bool(last and last.key == COUNTED and not self._folded[last.end : start].strip())

    def _add(self, event: _Event, meaning: str, person: Subject, *, said: bool) -> None:
        if self._shown(event.start) and not load("items.toml")[meaning].get("of_pupils"):
            return
        if self._counted(event.start):
            self.found[-1] = replace(self.found[-1], end=event.end)
            return
        denied = any(start <= event.start < end for start, end in self._denied)
        if load("items.toml")[meaning].get("of_pupils"):
            person = Subject.PUPIL  # "teachers' observations" are of pupils
        key = theirs(meaning, person)
        self.found.append(
            Listed(
                key=key,
                start=event.start,
                end=event.end,
                subject=person,
                denied=denied,
                group=self._group,
                said=said,
                base=meaning,
            )
        )

    def _person(self, event: _Event) -> None:
        person = Subject(event.meanings[0])
        last = self.found[-1] if self.found else None
        if last and self._also > last.end and _JOINS.fullmatch(self._folded, self._also, event.start):
            self._and_of(last, person, event.end)
            return
        if last and not self._waiting and _OF.fullmatch(self._folded, last.end, event.start):
            self._of(last, person)
            self._also = event.end
            return
        if self._waiting and not _JOINS.fullmatch(self._folded, self._waiting[-1][1], event.start):
            self._waiting = []
        self._waiting.append((person, event.end))

    def _of(self, last: Listed, person: Subject) -> None:
        """ "names of parents": the item just read is theirs, and so is what it was joined to by "and".

        "Names, mobile numbers and e-mails of parents": and what goes with a name, back to the name.
        """
        reached = sum(1 for one in self.found if one.group == last.group and one.end > self._breath) > 1
        for place in range(len(self.found) - 1, -1, -1):
            one = self.found[place]
            near = one.group == last.group and (one.end > self._breath or (reached and _goes_with_name(one)))
            if one.start == last.start or near:
                self.found[place] = replace(one, subject=person, key=theirs(one.base, person), said=True)
            reached = reached and _goes_with_name(one)
        self._holders = (person,)

    def _and_of(self, last: Listed, person: Subject, end: int) -> None:
        """ "names of pupils and parents": the same item, of these too."""
        whose = last.subject
        for one in [one for one in self.found if one.group == last.group and one.subject == whose]:
            if one.end > self._breath:
                self.found.append(replace(one, subject=person, key=theirs(one.base, person)))
        self._holders, self._also = (*self._holders, person), end

    @property
    def _breath(self) -> int:
        """Where the words since the last comma begin."""
        return max(self._folded.rfind(",", 0, self.found[-1].start), 0)

    def _mark(self, event: _Event) -> None:
        mark = event.meanings[0]
        if mark in "([":
            self._outside.append((self._holders, len(self.found)))
            self._holders = self._named() or self._holders
        elif mark in ")]" and self._outside:
            self._close(self._named())
        elif mark == ":":
            self._holders = self._named() or self._holders
        elif mark in (";", ".", "\n", "•"):
            self._holders = ()
            self._group += 1
        self._waiting = self._waiting if mark == "," and self._waiting else []

    def _named(self) -> tuple[Subject, ...]:
        return tuple(person for person, _ in self._waiting)

    def _close(self, inside: tuple[Subject, ...]) -> None:
        """At a closing bracket: "name, e-mail (staff)" says whose what stands before it is."""
        self._holders, before = self._outside.pop()
        if inside and before == len(self.found) and self.found:
            for person in inside[:1]:
                self._of(self.found[-1], person)
        self._break_down(before)

    def _break_down(self, before: int) -> None:
        """ "contact details (e-mail, phone)": the head word gives way to what stands in the brackets."""
        inside = [one for one in self.found[before:] if not one.denied]
        head = self.found[before - 1] if 0 < before < len(self.found) else None
        parts = load("items.toml").get(head.key, {}).get("broken_down", ()) if head else ()
        if not inside or not head or not (parts == ["*"] or {one.key for one in inside} <= set(parts)):
            return
        if _HEAD_TO_BRACKET.fullmatch(self._folded, head.end, self.found[before].start):
            del self.found[before - 1]


def _goes_with_name(one: Listed) -> bool:
    return bool(load("items.toml").get(one.base, {}).get("follows")) and not one.said


def theirs(key: str, person: Subject) -> str:
    becomes: dict[str, str] = load("items.toml").get(key, {}).get("becomes", {})
    return becomes.get(person, key)


def plain(key: str) -> str:
    """The item that this one is, of somebody else: a parent's name is a name."""
    rows = load("items.toml").items()
    return next((plain for plain, row in rows if key in row.get("becomes", {}).values()), key)


def _denied_stretches(folded: str) -> list[tuple[int, int]]:
    rules = _negation()
    spared = [match.span() for match in rules["is_none"].finditer(folded)]
    stretches = []
    for name in ("to_the_comma", "to_the_end"):
        for match in rules[name].finditer(folded):
            excepted = _EXCEPTS.search(folded, 0, match.end())
            if not excepted and not any(start <= match.start() < end for start, end in spared):
                stretches.append((match.end(), _reach(folded, match.end(), short=name == "to_the_comma")))
    for match in rules["after"].finditer(folded):
        if any(start <= match.start() < end for start, end in spared):
            continue  # "typed in by parents, and we cannot see them"
        stretches.append((_denied_from(folded, match.start()), match.start()))
    return stretches


@cache
def _negation() -> dict[str, Wording]:
    return {name: pattern(phrases) for name, phrases in load("flows.toml")["negator"].items()}


def _reach(folded: str, start: int, *, short: bool) -> int:
    """Where a negation ends: with its clause, or for "no" with its comma unless an "or" is still to come."""
    stop = _REACHED.search(folded, start)
    end = stop.start() if stop else len(folded)
    if not short:
        return end
    last = max(folded.rfind(" or ", start, end), folded.rfind(" nor ", start, end))
    comma = folded.find(",", max(last, start), end)
    return comma if comma >= 0 else end


def _denied_from(folded: str, end: int) -> int:
    """ "names and photos are not shared" denies both, "photographs, names are not shared" the last."""
    start = max(_clause_start(folded, end), folded.rfind(" but ", 0, end) + 1)
    comma = folded.rfind(",", start, end)
    joined = re.search(r"\b(?:and|or)\b", folded[comma + 1 : end]) if comma >= 0 else True
    return start if joined else comma + 1


def _clause_start(folded: str, end: int) -> int:
    return max(folded.rfind(mark, 0, end) for mark in ".;()\n•") + 1
