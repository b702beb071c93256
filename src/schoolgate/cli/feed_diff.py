"""schoolgate feed diff"""

import typer

from schoolgate.actions import since_last as deeds
from schoolgate.cli.options import Json, On, Service
from schoolgate.cli.output import print_json, print_table, talk
from schoolgate.cli.session import moment, session


def diff(context: typer.Context, service: Service, on: On = None, json: Json = False) -> None:
    """Say what a run now would change against the last one: pupils, fields and cells, in counts.

    Example: schoolgate feed diff ttrockstars
    """
    found = deeds.difference(session(context).office(), service, at=moment(on))
    if json:
        print_json("schoolgate.since-last/1", deeds.as_json(found))
        return
    print_table(("what", "last run", "now"), deeds.rows_of(found))
    if found.changed is None:
        talk("Changed cells can't be counted: the roll of the last run is no longer kept.")
    if found.needs_second_person:
        talk(f"A second person has to confirm the run, as {' and '.join(found.needs_second_person)}.")
