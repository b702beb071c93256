"""A run of many schools, in a process of its own that somebody kills at any moment.

python -m tests.actions.bulk_crashing   < {"home": …, "database": …, "owner": …, "folder": …, "out": …,
                                           "engine": …, "master": …, "much": …,
                                           "file": … for all schools in one}
"""

import json
import sys
from pathlib import Path

from schoolgate.server.boot import boot, configure

configure()

from schoolgate.actions import bulk, ledger, one_file  # noqa: E402
from schoolgate.feeds.engines import opened  # noqa: E402
from schoolgate.server.home import Home  # noqa: E402
from schoolgate.server.office import office_of  # noqa: E402
from tests.actions.cast import DEPUTY, OFFICE, Clock  # noqa: E402


def tell(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(place):
    with opened(place["engine"], place["master"]) as engine:
        run(place, engine)


def run(place, engine):
    home = Home(Path(place["home"]))
    office = office_of(home, boot(home, place["database"], place["owner"]))
    night = bulk.Night(
        folder=Path(place["folder"]),
        out=Path(place["out"]),
        by=OFFICE,
        confirmed_by=DEPUTY,
        clock=Clock(),
        engine=engine,
        together=3,
        much=place["much"],
    )
    tell("ready")
    if place.get("file"):
        one_file.run(office, night, "sums", Path(place["file"]))
    else:
        bulk.run(office, night)
    told = ledger.disclosures(office)
    seen = [
        (
            one.intent.run,
            f"{one.intent.agreement}/{one.intent.school}",
            one.outcome and one.outcome.delivery,
            {file.name: file.sha256 for file in one.intent.files},
        )
        for one in told
    ]
    tell(json.dumps({"holds": ledger.verify(office).holds(), "told": seen}))


if __name__ == "__main__":
    main(json.load(sys.stdin))
