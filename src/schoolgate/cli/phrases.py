"""schoolgate phrases languages | show"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from schoolgate.cli.options import Json
from schoolgate.cli.output import print_json, print_table
from schoolgate.publish import phrases as catalogue

HELP = "The fixed words of the public page, in every language."
app = typer.Typer(help=HELP, no_args_is_help=True)


@app.command()
def languages(json: Json = False) -> None:
    """List the languages of the page, and who has checked each.

    Example: schoolgate phrases languages
    """
    found = [
        {
            "language": one.code,
            "name": one.name,
            "direction": one.direction,
            "reviewed_by": one.reviewed_by,
            "reviewed_at": one.reviewed_at,
            "is_draft": one.is_draft,
        }
        for one in catalogue.languages()
    ]
    if json:
        print_json("schoolgate.languages/1", {"languages": found})
        return
    rows = [(one["language"], one["name"], _state(one)) for one in found]
    print_table(("language", "name", "checked"), rows)


def _state(one: Mapping[str, Any]) -> str:
    if one["reviewed_by"]:
        return f"by {one['reviewed_by']}, {one['reviewed_at']}"
    return "draft: by nobody yet" if one["is_draft"] else "the words the others are made from"


@app.command()
def show(
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="Such as cy, ur or pl.")],
    json: Json = False,
) -> None:
    """Print every phrase beside the English one, for somebody who checks the translation.

    Example: schoolgate phrases show ur
    """
    english = dict(_flat(catalogue.phrases()))
    words = dict(_flat(catalogue.phrases(language)))
    found = [{"key": key, "english": english[key], "words": words[key]} for key in english]
    if json:
        print_json("schoolgate.phrases/1", {"language": language, "phrases": found})
        return
    print_table(("key", "English", language), [tuple(one.values()) for one in found])


def _flat(section: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """("page.title", words) for every phrase; those of a list are numbered from 1."""
    for key, value in section.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield from ((f"{before}{key}.{place}", one) for place, one in enumerate(value, start=1))
        else:
            yield f"{before}{key}", value
