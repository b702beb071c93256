"""The catalogue of services as a page for people, written from its data files."""

from collections.abc import Iterator

from schoolgate.domain.catalogue import Category, KnownService, load_catalogue, load_categories
from schoolgate.domain.usual import counted, usual

HEAD = """# Services

Written from `src/schoolgate/domain/catalogue.toml` and `usual.toml` by `make docs`; do not edit by hand.

What is known of the services and bodies that schools name, each fact with a link to the page that says so.
An empty cell: no page we found says it. *Needs at least* are the items without which a service can't be used.
*Usually told* counts notices, {counted.notices} in all, {counted.by_schools} of them schools' own; the others
were written to practise on. It is how often an item is declared, not what the service needs.
`schoolgate catalogue show NAME` says more.
"""
MOST_USUAL = 4


def describe_catalogue() -> str:
    """Markdown, one heading for each category and one line for each service of which something is known."""
    head = HEAD.format(counted=counted())
    return "\n".join([head, *(line for one in load_categories().values() for line in _category(one))])


def _category(category: Category) -> Iterator[str]:
    services = [one for one in load_catalogue() if one.category == category.key]
    yield from (f"## {category.label}", "")
    told = [one for one in services if _is_told_of(one)]
    if told:
        yield from ("| service | owner | website | needs at least | usually told |", "|---|---|---|---|---|")
        yield from (_line(one) for one in told)
        yield ""
    others = [one.name for one in services if not _is_told_of(one)]
    if others:
        yield from (f"Known by name alone: {', '.join(others)}.", "")


def _is_told_of(service: KnownService) -> bool:
    return bool(service.owner or service.website or service.least or usual(service.name).named)


def _line(service: KnownService) -> str:
    cells = (service.name, _owner(service), _website(service), _least(service), _usual(service))
    return f"| {' | '.join(cells)} |"


def _owner(service: KnownService) -> str:
    past = [
        f"before: {_linked(old.name, old.source)}{f' until {old.until}' if old.until else ''}"
        for old in service.past_owners
    ]
    group = [f"group: {_linked(service.group, service.group_source)}"] if service.group else []
    return "; ".join(
        [*([_linked(service.owner, service.owner_source)] if service.owner else []), *group, *past]
    )


def _website(service: KnownService) -> str:
    bare = (service.website or "").removeprefix("https://").removeprefix("www.")
    return _linked(bare, service.website) if service.website else ""


def _least(service: KnownService) -> str:
    if service.least:
        return _linked(", ".join(service.least), service.least_source)
    return "its format is not published" if service.format_sought_on else ""


def _usual(service: KnownService) -> str:
    told = usual(service.name)
    most = ", ".join(f"{item} {times}" for item, times in list(told.items.items())[:MOST_USUAL])
    return f"named by {told.named}{f': {most}' if most else ''}" if told.named else ""


def _linked(words: str | None, source: str | None) -> str:
    first = (source or "").split("; ")[0]
    return f"[{words}]({first})" if first.startswith("http") else f"{words}"
