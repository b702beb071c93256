"""schoolgate catalogue: what is known about services, no home."""

from typing import Annotated

import typer

from schoolgate.actions import catalogue
from schoolgate.actions.catalogue import Known, Match
from schoolgate.cli.options import Json
from schoolgate.cli.output import print_document, print_json, print_line, print_table, talk
from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.items import load_items
from schoolgate.domain.usual import counted

HELP = "What is known about the services that schools name."
UNKNOWN = "not known"
app = typer.Typer(help=HELP, no_args_is_help=True)
Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="A name, a company, or what it is for.")]
Name = Annotated[list[str], typer.Argument(metavar="NAME", help="Any of the service's names.")]


@app.command()
def search(words: Words, json: Json = False) -> None:
    """Find services by a name, a company or what they are for, and say why each was found.

    Example: schoolgate catalogue search capita
    """
    found = catalogue.search(" ".join(words))
    if json:
        print_json("schoolgate.services/1", {"services": [_match_json(one) for one in found]})
        return
    print_table(("service", "owner", "category", "why"), [_row(one) for one in found])
    if not found:
        talk("Nothing in the catalogue is called that, made by that, or for that. Try fewer words.")


def _row(one: Match) -> tuple[object, ...]:
    return one.service.name, one.service.owner or UNKNOWN, one.category, one.why


def _match_json(one: Match) -> dict[str, object]:
    service = one.service
    return {"name": service.name, "owner": service.owner, "category": service.category, "why": one.why}


@app.command()
def show(name: Name, json: Json = False) -> None:
    """Show all that is known of one service, each fact with the page that says so.

    Example: schoolgate catalogue show Times Tables Rock Stars
    """
    found = catalogue.show(" ".join(name))
    if json:
        print_document({"schema": "schoolgate.service/1", **_as_json(found)})
    else:
        for line in _lines(found):
            print_line(line)


def _lines(found: Known) -> list[str]:
    service = found.service
    return [
        service.name,
        f"For: {found.category}",
        f"Also called: {', '.join(service.aliases) or 'nothing else'}",
        *([f"Misspelt or pet names: {', '.join(service.nicknames)}"] if service.nicknames else []),
        *(f"Once called: {old.name}{_years(None, old.since)}{_from(old.source)}" for old in service.retired),
        *_owners(service),
        f"Website: {service.website or UNKNOWN}{_from(service.website_source)}",
        f"Based in: {service.country or UNKNOWN}{_from(service.country_source)}",
        f"Can take: {_items(service.takes)}{_from(service.takes_source)}",
        f"Needs at least: {_items(service.least)}{_from(service.least_source)}",
        f"Format: {_format(found)}",
        *_usual(found),
    ]


def _owners(service: KnownService) -> list[str]:
    lines = [
        f"Owner: {service.owner or UNKNOWN}{_years(service.owner_since, None)}{_from(service.owner_source)}"
    ]
    if service.group:
        lines.append(f"Group: {service.group}{_from(service.group_source)}")
    lines += [
        f"Owner before: {past.name}{_years(past.since, past.until)}{_from(past.source)}"
        for past in service.past_owners
    ]
    return lines


def _years(since: str | None, until: str | None) -> str:
    said = " ".join([*([f"since {since}"] if since else []), *([f"until {until}"] if until else [])])
    return f", {said}" if said else ""


def _from(source: str | None) -> str:
    return f" [{source}]" if source else ""


def _items(keys: tuple[str, ...]) -> str:
    return ", ".join(load_items()[key].label.lower() for key in keys) or UNKNOWN


def _format(found: Known) -> str:
    if found.format:
        return found.format
    sought = found.service.format_sought_on
    if sought:
        return f"not published (looked for on {sought}); ask the company for its template"
    return "none of its own here; it gets plain_csv"


def _usual(found: Known) -> list[str]:
    told, of = found.usual, counted()
    if not told.named:
        return [f"Usually told: not known; none of {of.notices} notices names it"]
    head = (
        f"Usually told: named in {told.named} of {of.notices} notices "
        f"({told.by_schools} of them schools' own, the others written to practise on)"
    )
    return [head, *(f"  {load_items()[key].label}: {times}" for key, times in told.items.items())]


def _as_json(found: Known) -> dict[str, object]:
    service = found.service
    return {
        "name": service.name,
        "category": {"key": service.category, "label": found.category},
        "kind": service.kind,
        "aliases": list(service.aliases),
        "nicknames": list(service.nicknames),
        "retired": [{"name": old.name, "since": old.since, "source": old.source} for old in service.retired],
        "owner": {"name": service.owner, "since": service.owner_since, "source": service.owner_source},
        "group": {"name": service.group, "source": service.group_source},
        "past_owners": [
            {"name": past.name, "since": past.since, "until": past.until, "source": past.source}
            for past in service.past_owners
        ],
        "website": {"address": service.website, "source": service.website_source},
        "country": {"code": service.country, "source": service.country_source},
        "takes": {"items": list(service.takes), "source": service.takes_source},
        "least": {"items": list(service.least), "source": service.least_source},
        "format": found.format,
        "format_sought_on": service.format_sought_on,
        "usual": {
            "notices": counted().notices,
            "named": found.usual.named,
            "by_schools": found.usual.by_schools,
            "items": dict(found.usual.items),
        },
    }
