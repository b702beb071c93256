"""schoolgate feed table"""

from collections.abc import Iterator, Sequence

import typer

from schoolgate.actions import systems as deeds
from schoolgate.cli.options import Json
from schoolgate.cli.output import print_json, print_line, print_table
from schoolgate.cli.session import session


def table(context: typer.Context, json: Json = False) -> None:
    """Every system: declared, arising elsewhere, withheld, sent, in which format and how sure that is.

    Example: schoolgate feed table
    """
    found = deeds.table(session(context).office())
    if json:
        print_json("schoolgate.systems/1", {"systems": [deeds.as_json(one) for one in found]})
        return
    print_table(("system", "declared", "elsewhere", "withheld", "sent", "format", "known how"), _rows(found))
    for line in lines_of_the_rest(found):
        print_line(line)


def _rows(found: Sequence[deeds.System]) -> Iterator[tuple[object, ...]]:
    for one in found:
        if one.sent:
            lacks = f" (lacks {', '.join(one.lacks)})" if one.lacks else ""
            counted = deeds.counts(one)
            yield one.slug, *counted, len(one.sent), f"{one.format}{lacks}", deeds.how_known(one)


def lines_of_sent(found: Sequence[deeds.System]) -> Iterator[str]:
    """One line for each system that is sent something."""
    for one in found:
        if one.sent:
            declared, elsewhere, withheld = deeds.counts(one)
            lacks = f", lacking {', '.join(one.lacks)}" if one.lacks else ""
            yield (
                f"{one.service}: {declared} declared, {elsewhere} elsewhere, {withheld} withheld, "
                f"{len(one.sent)} sent as {one.format} ({deeds.how_known(one)}){lacks}"
            )


def lines_of_the_rest(found: Sequence[deeds.System]) -> Iterator[str]:
    """Those that are sent nothing, by how their disclosures are recorded."""
    rest: dict[str, list[str]] = {}
    for one in found:
        if not one.sent:
            rest.setdefault(one.recorded, []).append(one.service)
    for recorded, services in rest.items():
        yield f"{recorded} ({len(services)}: {', '.join(services)})"
