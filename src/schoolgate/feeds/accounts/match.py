"""Whose each account is, and by what that is known. What could be two children is never decided here."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from schoolgate.feeds.accounts.listed import WHOLE_NAME, Account, load_accounts
from schoolgate.feeds.tables import Cell, Row

FORENAMES = ("preferred_forename", "legal_forename")
SURNAMES = ("preferred_surname", "legal_surname")
PLACES = ("registration_class", "year_group")


class Evidence(StrEnum):
    """By what an account is thought to be a pupil's. The first two match; the others are for a person."""

    NUMBER = "number"
    NAME_AND_BIRTHDAY = "name-and-birthday"
    NAME_AND_CLASS = "name-and-class"  # or year group; the list has no birthday
    SIMILAR_NAME_AND_BIRTHDAY = "similar-name-and-birthday"
    NAME_ALONE = "name-alone"
    SIMILAR_NAME = "similar-name"
    OTHERWISE = "contradiction"  # a number or name is one pupil's, and the name or birthday another's
    SEVERAL = "several"  # pupils it could be
    TWO_ACCOUNTS = "two-accounts"  # of one pupil


SURE = (Evidence.NUMBER, Evidence.NAME_AND_BIRTHDAY)
# What a person may accept for all accounts at once; the rest is settled in the list, one by one.
ACCEPTABLE = (
    Evidence.NAME_AND_CLASS,
    Evidence.SIMILAR_NAME_AND_BIRTHDAY,
    Evidence.NAME_ALONE,
    Evidence.SIMILAR_NAME,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One account. pupils  whose it is or could be; empty: nobody's on this roll. words  the evidence"""

    account: Account
    pupils: tuple[str, ...] = field(default=(), repr=False)
    evidence: Evidence | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Matching:
    """Every account in the order of the list. without  pupils on roll who have none, by id"""

    matched: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    lost: tuple[Match, ...]
    without: tuple[str, ...]

    def keys(self) -> dict[str, str]:
        """Pupil → the key of the account."""
        return {one.pupils[0]: one.account.key for one in self.matched}

    def digest(self) -> str:
        """Twelve hex digits of everything that was found: what is confirmed has to be what was seen."""
        told = [[one.account.key, one.pupils, one.evidence] for one in self._all()]
        packed = json.dumps([told, self.without], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(packed.encode()).hexdigest()[:12]

    def _all(self) -> Iterator[Match]:
        return iter((*self.matched, *self.doubtful, *self.lost))


def match(
    accounts: Iterable[Account],
    pupils: Sequence[Row],
    *,
    on_roll: Collection[str],
    accepted: Collection[Evidence] = (),
) -> Matching:
    """pupils  every row of the roll; on_roll  ids of those who are here that day; accepted  of ACCEPTABLE"""
    roll = _Roll(pupils)
    found = _one_account_each([roll.whose(one) for one in accounts])
    good = {*SURE, *(set(accepted) & set(ACCEPTABLE))}
    matched = tuple(one for one in found if one.evidence in good)
    theirs = {one.pupils[0] for one in matched}
    return Matching(
        matched=matched,
        doubtful=tuple(one for one in found if one.pupils and one.evidence not in good),
        lost=tuple(one for one in found if not one.pupils),
        without=tuple(sorted(set(on_roll) - theirs)),
    )


def _one_account_each(found: list[Match]) -> list[Match]:
    counted = Counter(one.pupils[0] for one in found if len(one.pupils) == 1)
    return [
        replace(one, evidence=Evidence.TWO_ACCOUNTS, words="another account is thought to be this pupil's")
        if len(one.pupils) == 1 and counted[one.pupils[0]] > 1
        else one
        for one in found
    ]


class _Roll:
    """The pupils, by what tells them apart."""

    def __init__(self, pupils: Sequence[Row]) -> None:
        self.rows = {str(row["id"]): row for row in pupils}
        self.names = {key: _names(row) for key, row in self.rows.items()}
        self.spelled = [(name, key) for key, names in self.names.items() for name in sorted(names)]
        numbers: list[str] = load_accounts()["numbers"]
        self.numbers = {name: self._index(name) for name in numbers}

    def _index(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, row in self.rows.items():
            if row.get(name) is not None:
                found.setdefault(_same(row[name]), []).append(key)
        return found

    def whose(self, account: Account) -> Match:
        by_number = self._by_number(account)
        if by_number is not None:
            return by_number
        called = _names(account.facts)
        same = [key for key, names in self.names.items() if called & names]
        if same:
            return self._by_name(account, same)
        return self._by_similar_name(account, called)

    def _by_number(self, account: Account) -> Match | None:
        said = {
            name: index[_same(account.facts[name])]
            for name, index in self.numbers.items()
            if name in account.facts and _same(account.facts[name]) in index
        }
        pupils = tuple(dict.fromkeys(key for keys in said.values() for key in keys))
        if not pupils:
            return None
        if len(pupils) > 1:
            return _found(account, pupils, Evidence.SEVERAL, "its numbers are of several pupils")
        words = f"the same {next(iter(said)).replace('_', ' ')}"
        if self._contradicts(account, pupils[0]):
            return _found(account, pupils, Evidence.OTHERWISE, f"{words}, and another name or birthday")
        return _found(account, pupils, Evidence.NUMBER, words)

    def _contradicts(self, account: Account, pupil: str) -> bool:
        called = _names(account.facts)
        if called and _likeness(called, self.names[pupil]) < load_accounts()["unlike"]:
            return True
        return _differ(account.facts.get("date_of_birth"), self.rows[pupil].get("date_of_birth"))

    def _by_name(self, account: Account, same: list[str]) -> Match:
        born = account.facts.get("date_of_birth")
        if born is not None:
            there = [key for key in same if self.rows[key].get("date_of_birth") == born]
            if there:
                return _found(account, there, Evidence.NAME_AND_BIRTHDAY, "the same name and birthday")
            known = [key for key in same if self.rows[key].get("date_of_birth") is not None]
            if known:
                return _found(account, known, Evidence.OTHERWISE, "the same name and another birthday")
        there = [key for key in same if self._sits_there(account, key)]
        if there:
            return _found(account, there, Evidence.NAME_AND_CLASS, "the same name and class or year")
        return _found(account, same, Evidence.NAME_ALONE, "the same name, and nothing else to go by")

    def _sits_there(self, account: Account, pupil: str) -> bool:
        row = self.rows[pupil]
        said = [name for name in PLACES if account.facts.get(name) is not None]
        return any(_same(account.facts[name]) == _same(row.get(name)) for name in said)

    def _by_similar_name(self, account: Account, called: frozenset[str]) -> Match:
        alike = self._alike(called)
        born = account.facts.get("date_of_birth")
        same_day = [key for key in alike if self.rows[key].get("date_of_birth") == born and born is not None]
        if same_day:
            words = "a similar name and the same birthday"
            return _found(account, same_day, Evidence.SIMILAR_NAME_AND_BIRTHDAY, words)
        there = [key for key in alike if not _differ(born, self.rows[key].get("date_of_birth"))]
        return (
            _found(account, there, Evidence.SIMILAR_NAME, "a similar name")
            if there
            else Match(account=account)
        )

    def _alike(self, called: frozenset[str]) -> list[str]:
        names = [name for name, _ in self.spelled]
        least: int = load_accounts()["similar"]
        found = (
            self.spelled[place][1]
            for one in called
            for _, _, place in process.extract_iter(one, names, scorer=fuzz.ratio, score_cutoff=least)
        )
        return list(dict.fromkeys(found))


def _found(account: Account, pupils: Iterable[str], evidence: Evidence, words: str) -> Match:
    whose = tuple(sorted(pupils))
    if len(whose) > 1 and evidence is not Evidence.SEVERAL:
        evidence, words = Evidence.SEVERAL, f"{words}, of {len(whose)} pupils"
    return Match(account=account, pupils=whose, evidence=evidence, words=words)


def _names(facts: Mapping[str, Cell]) -> frozenset[str]:
    """Forename and surname in every way that this row has them, as compared."""
    if isinstance(whole := facts.get(WHOLE_NAME), str):
        surname, comma, forename = whole.partition(",")
        return frozenset({_letters(f"{forename} {surname}" if comma else whole)} - {""})
    first = {_letters(str(facts[one])) for one in FORENAMES if facts.get(one)}
    last = {_letters(str(facts[one])) for one in SURNAMES if facts.get(one)}
    return frozenset(f"{one} {other}" for one in first for other in last)


def _letters(name: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign.isspace() else "" for sign in name.casefold())
    return " ".join(kept.split())


def _likeness(called: frozenset[str], names: frozenset[str]) -> float:
    return max((fuzz.ratio(one, other) for one in called for other in names), default=0.0)


def _differ(one: Cell, other: Cell) -> bool:
    return one is not None and other is not None and one != other


def _same(cell: Cell) -> str:
    """A number as compared: case and spaces aside."""
    return "".join(str(cell).casefold().split())
