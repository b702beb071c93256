"""Rows that name nobody: a letter of an A to Z, a box, a date, the school itself, a list of data."""

import re

from schoolgate.domain.catalogue import fold
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data, names_somebody
from schoolgate.notices.names import recognise
from schoolgate.notices.passage import Passage

NO_NAME = re.compile(
    r"\W*(?:yes|no|y|n|n\W?a|tbc|tba|none|nil|x|uk|eu|eea|usa|key|[\d\W]+"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{2,4})\W*",
    re.IGNORECASE,
)


def names_nobody(row: Drafted, school: str | None) -> bool:
    name = row.name.strip()
    if len(name) == 1 and not row.cells:
        return True
    if NO_NAME.fullmatch(name) and recognise(name) is None:
        return True
    return _is_school(name, school) or _is_data(row)


def _is_school(name: str, school: str | None) -> bool:
    """The school whose page it is, also without its last words: "Elm Park" of Elm Park Academy."""
    return school is not None and f"{fold(school)} ".startswith(f"{fold(name)} ")


def _is_data(row: Drafted) -> bool:
    """ "Name, date of birth", with nothing said of it: a line of data, not a recipient."""
    words = Passage.of(row.name, ((0, len(row.name)),))
    return not row.cells and recognise(row.name) is None and is_all_data(words) and names_somebody(words)
