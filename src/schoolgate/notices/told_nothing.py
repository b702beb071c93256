"""What is said of a body that gets nothing: "PTA (nothing)", "The press: never", "Friends: not passed on"."""

import re
from collections.abc import Sequence

from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.rows import Cell, Label

FEWEST_SAID = 2  # words: "Nil" alone may be of the data, in a row all the same
PARENTS = re.compile(
    r"\b(?:PTA|PTFA|PSA|Friends of|Parents['’]? (?:\w+ )?(?:Committee|Association|Council|Forum))\b"
)
TELLING = (Label.DATA, Label.PURPOSE, Label.PROSE, Label.OTHER)

TOLD_NOTHING = re.compile(
    r"(?:nothing|none|nil|never|not at all|no one|nobody|no)\W*$"
    r"|(?:nothing|no (?:data|details|information|names)) (?:(?:is|are|has been|will be|goes|ever) )*"
    r"(?:passed|shared|given|sent|told|disclosed)(?: on| over| by us| to (?:it|them))*\W*$"
    r"|(?:is |are )?(?:not|never) (?:passed|handed|shared|given|told)(?: on| over)?\W*$"
    r"|(?:(?:is|are) )?(?:not|never) (?:given|told|sent|passed|shown) (?:any|anything|our|your|the)\b"
    r"|(?:gets?|receives?|is (?:told|given|sent)|are (?:told|given|sent)) (?:nothing|no\b)",
    re.IGNORECASE,
)
NEVER = re.compile(r"(?:never|not at all|nothing at all|no longer|not any more)\W*", re.IGNORECASE)
CLUB = re.compile(
    r"\b(?:Friends|PTA|PTFA|PSA|Associations?|Society|Club|Committee|Foundation|Press|Newspapers?|Part(?:y|ies)|Charit\w+"
    r"|Churches|Union|Forum|Urdd|Old \w+ians)\b",
    re.IGNORECASE,
)


def is_told_nothing(said: str, found: Sequence[Named]) -> bool:
    """ "PTA (nothing)": a body that gets nothing is none. A product in use that gets nothing is a row."""
    service = recognise(found[0].name)
    if NEVER.fullmatch(said):
        return True
    product = service.kind in ("supplier", "public") if service else not is_body(found[0].name)
    body = not product or CLUB.search(found[0].name) is not None
    return body and TOLD_NOTHING.match(said) is not None


def is_club_left_out(text: str, name: str, cells: Sequence[Cell]) -> bool:
    """A table's row for the parents' association and the like, where a cell says that nothing passes."""
    service = recognise(name)
    if CLUB.search(name) is None or (service and service.kind in ("supplier", "public")):
        return False
    told = [text[slice(*span)] for cell in cells if cell.label in TELLING for span in cell.spans]
    fewest = 1 if PARENTS.search(name) else FEWEST_SAID
    return any(TOLD_NOTHING.match(words) is not None and len(words.split()) >= fewest for words in told)


def is_dash(text: str, cell: Cell) -> bool:
    """A dash for the company: a council is then its own."""
    words = [text[slice(*span)] for span in cell.spans]
    return cell.label is Label.PROVIDER and bool(words) and not any(re.search(r"\w", one) for one in words)
