"""A paper as one HTML page that fetches nothing and runs nothing."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from schoolgate.publish.papers.paper import Cell, Facts, Gap, Grid, Paper, Points, Words, said

KINDS = {Words: "words", Points: "points", Facts: "facts", Grid: "grid"}


def as_html(paper: Paper) -> str:
    return _environment().get_template("paper.html").render(paper=paper)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("schoolgate.publish.papers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"kind": lambda block: KINDS[type(block)], "runs": _runs, "is_gap": _is_gap}
    return environment


def _is_gap(cell: Cell) -> bool:
    return isinstance(cell, Gap)


def _runs(cell: Cell) -> list[tuple[str, str | None]]:
    """Words, and the address that they lead to where they are one."""
    found: list[tuple[str, str | None]] = []
    for word in said(cell).split(" "):
        bare = word.rstrip(".,;:)")
        address = bare if bare.startswith(("https://", "http://")) else None
        found += [(bare, address), (word[len(bare) :] + " ", None)] if address else [(word + " ", None)]
    return found
