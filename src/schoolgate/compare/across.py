"""The same service across schools: who declares what, and what stands out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schoolgate.domain.catalogue import KnownService, fold, known
from schoolgate.domain.items import load_items
from schoolgate.domain.reading import Entry, ItemRead, Reading
from schoolgate.domain.vocabulary import Flow, Subject

NOTHING = frozenset({"none"})  # what stands for "nothing is shared"
FEW = 1 / 3  # of the schools that declare anything: an item that so few declare stands out
ENOUGH = 3  # schools that declare anything: of two that differ, neither stands out


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One item as one school declares it."""

    item: str
    flow: Flow
    words: str
    subjects: tuple[Subject, ...] = (Subject.PUPIL,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What one school says of one service: with neither items nor `nothing_shared` no more than its name."""

    school: str
    printed: str  # the service's name there
    items: tuple[Declared, ...] = ()
    nothing_shared: bool = False
    words: str = ""  # the row's name and what it is for, as printed

    def is_blank(self) -> bool:
        return not self.items and not self.nothing_shared

    def held(self) -> frozenset[str]:
        return frozenset(one.item for one in self.items if one.flow is not Flow.DENIED)

    def given(self) -> frozenset[str]:
        """What the school itself hands over, or may, about its pupils."""
        return frozenset(
            one.item
            for one in self.items
            if one.flow in (Flow.SENT, Flow.UNKNOWN) and Subject.PUPIL in one.subjects
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """An item that one school gives and most do not, or that the service can work without."""

    school: str
    item: str
    words: str
    declared_by: int  # schools that give it
    of: int  # schools that declare anything
    is_beyond_least: bool  # the service is known to work without it; False: not known, or it needs it
    is_special: bool
    is_needed: bool = False  # the service is known not to work without it

    def weight(self) -> tuple[bool, bool, float]:
        """Worst first when sorted downwards: special categories, then what it can do without, then rarity."""
        return self.is_special, self.is_beyond_least, 1 - self.declared_by / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One service. Declarations stand in the order of the schools given."""

    service: str
    known: KnownService | None
    declarations: tuple[Declaration, ...]
    outliers: tuple[Outlier, ...]

    def telling(self) -> tuple[Declaration, ...]:
        return tuple(one for one in self.declarations if not one.is_blank())

    def blanks(self) -> tuple[Declaration, ...]:
        return tuple(one for one in self.declarations if one.is_blank())

    def different(self) -> int:
        """How many different declarations there are, blanks left out."""
        return len({frozenset((one.item, one.flow) for one in said.items) for said in self.telling()})

    def items(self) -> tuple[str, ...]:
        """Every item that some school declares, by how many do, then by its key."""
        held = [item for said in self.declarations for item in said.held()]
        return tuple(sorted(set(held), key=lambda item: (-held.count(item), item)))


def declarations(reading: Reading, school: str) -> Iterator[tuple[str, Declaration]]:
    """Every service of a notice, folded name first. Two rows of one service are one declaration."""
    rows: dict[str, list[Entry]] = {}
    for entry in reading.entries:
        rows.setdefault(service_key(entry.canonical or entry.name), []).append(entry)
    for key, entries in rows.items():
        yield key, _declaration(entries, reading, school)


def service_key(name: str) -> str:
    service = known(name)
    return fold(service.name if service else name)


def _declaration(entries: Sequence[Entry], reading: Reading, school: str) -> Declaration:
    items = [_declared(item, reading) for entry in entries for item in entry.items]
    spans = [
        span for entry in entries for name in ("name", "purposes") for span in entry.evidence.get(name, ())
    ]
    return Declaration(
        school=school,
        printed=entries[0].name,
        items=tuple(dict.fromkeys(one for one in items if one.item not in NOTHING)),
        nothing_shared=all(entry.nothing_shared for entry in entries),
        words=_words(reading, sorted(set(spans))),
    )


def _declared(item: ItemRead, reading: Reading) -> Declared:
    return Declared(
        item=item.item, flow=item.flow, words=_words(reading, item.evidence), subjects=item.subjects
    )


def _words(reading: Reading, spans: Iterable[tuple[int, int]]) -> str:
    return " … ".join(" ".join(reading.text[start:end].split()) for start, end in spans)


def compare(said: Iterable[tuple[str, Declaration]], *, at_least: int = 2) -> tuple[Compared, ...]:
    """Each service that so many schools name, those with most different declarations first."""
    by_service: dict[str, list[Declaration]] = {}
    for key, one in said:
        by_service.setdefault(key, []).append(one)
    found = [
        _compared(key, tuple(group))
        for key, group in by_service.items()
        if len({one.school for one in group}) >= at_least
    ]
    return tuple(sorted(found, key=lambda one: (-one.different(), -len(one.declarations), one.service)))


def _compared(key: str, group: tuple[Declaration, ...]) -> Compared:
    service = known(key)
    bare = Compared(
        service=service.name if service else group[0].printed,
        known=service,
        declarations=group,
        outliers=(),
    )
    found = sorted(_outliers(bare), key=lambda one: one.weight(), reverse=True)
    return Compared(service=bare.service, known=service, declarations=group, outliers=tuple(found))


def _outliers(compared: Compared) -> Iterator[Outlier]:
    telling = [one for one in compared.telling() if one.held()]
    least = _least(compared.known)
    for said in telling:
        for item in sorted(said.given()):
            number = sum(bool(_whole(item) & other.held()) for other in telling)
            is_rare = len(telling) >= ENOUGH and number <= FEW * len(telling)
            is_beyond = bool(least) and not _whole(item) & least
            if is_rare or is_beyond:
                yield Outlier(
                    school=said.school,
                    item=item,
                    words=next(one.words for one in said.items if one.item == item),
                    declared_by=number,
                    of=len(telling),
                    is_beyond_least=is_beyond,
                    is_special=_is_special(item),
                    is_needed=bool(_whole(item) & least),
                )


def _least(service: KnownService | None) -> frozenset[str]:
    """Empty where it is not known, or known of staff alone: that says nothing of pupils."""
    least = service.least if service else ()
    return (
        frozenset(least) if any(Subject.PUPIL in load_items()[one].subjects for one in least) else frozenset()
    )


def _whole(item: str) -> frozenset[str]:
    """The item, and what holds it and more: a school that gives the whole gives no less."""
    known = load_items().get(item)
    return frozenset({item, known.part_of}) if known and known.part_of else frozenset({item})


def _is_special(item: str) -> bool:
    entry = load_items().get(item)
    return bool(entry and entry.special_category)
