"""How often a name that is nobody's, or somebody else's, is taken for a service of the catalogue.

    python -m tests.domain.false_matches

Two sets: every name in the notices at hand beside the one a careful person says it is, and made-up names
(made_up_names.txt), which are nobody's. The matching is the reader's own.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from schoolgate.domain.catalogue import known
from schoolgate.notices.names import in_catalogue, mentions

ROOT = Path(__file__).parents[2]
NOTICES = (ROOT / "../shared/notices/real", ROOT / "../shared/notices/dev")
MADE_UP = Path(__file__).parent / "made_up_names.txt"
MOST = 0.005


@dataclass(frozen=True)
class Case:
    """A printed name, whom it means (None: nobody in the catalogue) and whom it was taken for."""

    printed: str
    means: str | None
    taken_for: str | None

    def is_false(self):
        """Taken for another service, other than by being called exactly what that one is called."""
        return self.taken_for not in (None, self.means) and known(self.printed) is None

    def is_namesake(self):
        """Called exactly what another service is called: only the words around it can tell them apart."""
        return self.taken_for not in (None, self.means) and known(self.printed) is not None


def in_notices():
    """One case for each different name of the answers, mentions included."""
    answers = [json.loads(path.read_text("utf-8")) for folder in NOTICES for path in folder.glob("*.json")]
    named = {
        (one["name"], one["canonical"])
        for answer in answers
        for one in (*answer["recipients"], *answer.get("mentions", ()))
    }
    return [Case(name, _canonical(means), _taken(name)) for name, means in sorted(named, key=str)]


def made_up():
    return [Case(name, None, _taken(name)) for name in made_up_names()]


def made_up_names():
    lines = MADE_UP.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def mentioned():
    """Made-up names in running text that hold the whole name of a real service."""
    return [
        (name, found[0].service.name) for name in made_up_names() if (found := mentions(f"We use {name}."))
    ]


def _canonical(name):
    """The answer's name as the catalogue spells it; "Local authority (Brackenshire)" is a local authority."""
    service = (known(name) or known(re.sub(r" \(.*\)$", "", name))) if name else None
    return service.name if service else name


def _taken(name):
    service = in_catalogue(name)
    return service.name if service else None


def rate(cases):
    return sum(case.is_false() for case in cases) / len(cases) if cases else 0.0


def say(line):
    sys.stdout.write(f"{line}\n")


def main():
    for label, cases in (("names in the notices", in_notices()), ("made-up names", made_up())):
        false = [case for case in cases if case.is_false()]
        say(f"{label}: {len(false)} of {len(cases)} taken for another, {rate(cases):.2%}")
        for case in false:
            say(f"  {case.printed!r} means {case.means or 'nobody'}, taken for {case.taken_for}")
        for case in cases:
            if case.is_namesake():
                say(f"  a namesake: {case.printed!r} means {case.means}, not {case.taken_for}")
    inside = mentioned()
    say(f"in running text: {len(inside)} made-up names hold a real one's whole name")
    for name, service in inside:
        say(f"  {name!r} holds {service}")


if __name__ == "__main__":
    main()
