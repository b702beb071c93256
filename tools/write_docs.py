"""Writes the pages of docs/ that are made from the program itself. Run by `make docs`.

To write another: add its path and the function that gives its text to PAGES.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from schoolgate.domain.describe import describe_items, describe_roll
from schoolgate.domain.describe_catalogue import describe_catalogue
from schoolgate.feeds.describe import describe as describe_formats
from schoolgate.feeds.formats import FORMATS
from schoolgate.feeds.formats.profile import load_profile
from schoolgate.feeds.sources.describe import describe as describe_sources
from schoolgate.server import boot

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the stories of the checks are told, and tested, in tests/spec

from tests.spec.pages import pages as pages_of_checks  # noqa: E402


def describe_commands() -> str:
    boot.configure()  # the commands know of models, which can be imported only after this
    from schoolgate.cli.app import build
    from schoolgate.cli.describe import describe as describe_all

    return describe_all(build())


def describe_register() -> str:
    boot.configure()
    from schoolgate.actions.exchange import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def describe_page() -> str:
    boot.configure()
    from schoolgate.actions.publishing import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


SYSTEMS = """# The systems of the sample notices

Written from the sample notices by `make docs`; do not edit by hand. For a home of your own:
`schoolgate feed table`.

Every system that a notice names: how many items are declared, how many of them arise elsewhere, how many
are declared as sent and are withheld, since no roll or no format has a place for them; what is sent, in which
format, and how sure we are that the system takes it so (see [formats](formats.md)). Where that is "ours",
nobody is known to publish what the system takes: `schoolgate feed profile learn` makes a format from its
headings. A system that lacks a heading its format requires is refused until the agreement or the supplier
changes. Those that are sent nothing stand below, by how their disclosures are recorded. The decisions of the
demonstration settle what the notices leave open.
"""


def describe_systems() -> str:
    boot.configure()
    from schoolgate.actions import notice_file, systems
    from schoolgate.actions.settling import parse_decisions
    from schoolgate.samples import decisions_text, notice_files

    decisions = parse_decisions(decisions_text(), "the demonstration's decisions file")
    told = [SYSTEMS]
    for path in notice_files():
        reading = notice_file.read(path.read_bytes(), path.name)
        told += [f"## {reading.school} (`{path.name}`)", ""]
        told += [*systems.as_markdown(systems.of_reading(reading, decisions)), ""]
    return "\n".join(told)


PAGES: dict[str, Callable[[], str]] = {
    **pages_of_checks(),
    "docs/catalogue.md": describe_catalogue,
    "docs/commands.md": describe_commands,
    "docs/formats.md": lambda: describe_formats(map(load_profile, FORMATS)),
    "docs/items.md": describe_items,
    "docs/page.schema.json": describe_page,
    "docs/register.schema.json": describe_register,
    "docs/roll.md": describe_roll,
    "docs/source-fields.md": describe_sources,
    "docs/systems.md": describe_systems,
}


def main() -> None:
    for path, write in PAGES.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(write(), encoding="utf-8")
        print(f"Wrote {path}")


if __name__ == "__main__":
    main()
