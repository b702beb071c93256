"""An answer → what there is to print: the same words for every clothing, and nothing of its layout."""

import json
from dataclasses import dataclass
from datetime import date
from itertools import groupby

COLUMNS = {
    "name": "Service",
    "organisation": "Provider",
    "purpose": "Purpose",
    "data_text": "Data shared",
    "year_groups": "Year groups",
    "service_type": "Type of service",
    "risk_assessed": "Risk assessed",
    "website": "Website",
    "choice": "Parents may opt out",
}
ALWAYS = ("Service", "Purpose", "Data shared")
SAYINGS = ("sharing_statement", "consent_policy", "storage_region", "marketing_claim", "retention")


@dataclass(frozen=True)
class Section:
    """Rows under one heading; each is (label, words) pairs, the service's name first, blanks left out."""

    heading: str
    rows: list

    @property
    def labels(self):
        """A table's columns: a school keeps the three that matter where they are blank as well."""
        used = {label for row in self.rows for label in row} | set(ALWAYS)
        return [label for label in COLUMNS.values() if label in used]


@dataclass(frozen=True)
class Meaning:
    name: str
    title: str
    school: str
    sayings: list
    sections: list


def meaning_of(path):
    answer = json.loads(path.read_text())
    said = answer["school_statements"]
    return Meaning(
        name=path.stem,
        title="Who we share data with",
        school=answer["school"] or "Elm School",
        sayings=[said[key] for key in SAYINGS if isinstance(said.get(key), str)],
        sections=[
            Section(heading or "Services", [_row(one) for one in recipients])
            for heading, recipients in groupby(answer["recipients"], key=lambda one: one.get("section"))
        ],
    )


def _row(recipient):
    printed = {key: " ".join(str(recipient.get(key) or "").split()) for key in COLUMNS}
    if printed["organisation"] == printed["name"]:
        printed["organisation"] = ""
    if recipient.get("optional_for_parents") is not None:
        printed["choice"] = "Yes" if recipient["optional_for_parents"] else "No"
    printed["risk_assessed"] = _month(printed["risk_assessed"])
    return {label: printed[key] for key, label in COLUMNS.items() if printed[key]}


def _month(assessed):
    """2016-12 → December 2016; other words as they are."""
    if len(assessed) == 7 and assessed[4] == "-":
        return f"{date(int(assessed[:4]), int(assessed[5:]), 1):%B %Y}"
    return assessed.capitalize()
