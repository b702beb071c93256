"""What is known about services: looking one up, and finding it by words."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from schoolgate.domain.catalogue import KnownService, by_name, fold, known, load_catalogue, load_categories
from schoolgate.domain.errors import NotFound
from schoolgate.domain.usual import Usual, usual
from schoolgate.feeds.formats import known_format

NEAR = 60.0  # of 100: near enough to be suggested; never near enough to be taken for it
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A service that words may mean, and why: "is its name", "is owned by …"."""

    service: KnownService
    why: str

    @property
    def category(self) -> str:
        return load_categories()[self.service.category].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of one service."""

    service: KnownService
    category: str  # in plain words
    format: str | None  # a name in feeds/formats; None: no profile of its own
    usual: Usual


def search(words: str) -> tuple[Match, ...]:
    """The services that the words may mean: by name first, then by company, then by what it is for."""
    found: dict[str, Match] = {}
    for match in (*_by_name(words), *_by_company(words), *_by_category(words)):
        found.setdefault(match.service.name, match)
    return tuple(found.values())


def show(name: str) -> Known:
    """One service by any of its names. Raises NotFound, with near names, and takes none of them for it."""
    service = known(name)
    if service is None:
        raise NotFound(_unknown(name))
    return Known(
        service=service,
        category=load_categories()[service.category].label,
        format=known_format(service.name),
        usual=usual(service.name),
    )


def near(name: str) -> tuple[str, ...]:
    """Canonical names that look like this one, nearest first."""
    folded = fold(name)
    scorer = fuzz.token_sort_ratio
    found = process.extract(folded, by_name().keys(), scorer=scorer, score_cutoff=NEAR, limit=20)
    names = dict.fromkeys(by_name()[spelt].name for spelt, _, _ in found)
    return tuple(names)[:MOST_SUGGESTED]


def _unknown(name: str) -> str:
    alike = near(name)
    hint = f"Names like it: {', '.join(alike)}." if alike else "Try other words."
    return (
        f"Nothing is shown: no service in the catalogue goes by '{name}'. {hint} "
        "Look with: schoolgate catalogue search"
    )


def _by_name(words: str) -> Iterator[Match]:
    folded = fold(words)
    exact = known(words)
    if exact:
        yield Match(
            service=exact, why="is its name" if fold(exact.name) == folded else "is a name it goes by"
        )
    for service in load_catalogue():
        spelt = next((name for name in service.every_name() if folded and folded in fold(name)), None)
        if spelt:
            yield Match(
                service=service, why="in its name" if spelt == service.name else f"also called {spelt}"
            )
    for name in near(words):
        service = by_name()[fold(name)]
        yield Match(service=service, why="looks like its name")


def _by_company(words: str) -> Iterator[Match]:
    folded = fold(words)
    for service in load_catalogue():
        for said, company in _companies(service):
            if folded and f" {folded} " in f" {fold(company)} ":
                yield Match(service=service, why=f"{said} {company}")


def _companies(service: KnownService) -> Iterator[tuple[str, str]]:
    if service.owner:
        yield "belongs to", service.owner
    if service.group:
        yield "belongs to", service.group
    for past in service.former_owners:
        yield "once belonged to", past


def _by_category(words: str) -> Iterator[Match]:
    folded = fold(words)
    labels = {
        key: one.label for key, one in load_categories().items() if folded and folded in fold(one.label)
    }
    for service in load_catalogue():
        if service.category in labels:
            yield Match(service=service, why=f"is for: {labels[service.category]}")
