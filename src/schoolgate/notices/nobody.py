"""Rows that name nobody: a letter of an A to Z, a box, a date, the school itself, a list of data."""

import re

from schoolgate.domain.catalogue import fold
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data, names_somebody
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.members import opens_sentence, search
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import in_catalogue, is_of_document, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.page_owner import is_owner_of_page
from schoolgate.notices.passage import Passage

NO_NAME = re.compile(
    r"\W*(?:yes|no|y|n|n\W?a|tbc|tba|none|nil|x|uk|eu|eea|usa|key|[\d\W]+"
    r"|.*\bpage \d+ of \d+"
    r"|(?:(?:the )?right (?:of|to) )?(?:access|rectification|erasure|objection|portability|restriction)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{2,4})\W*",
    re.IGNORECASE,
)

DENYING = re.compile(r"(?:No|None of the|Nothing|Nobody|Neither) (?:[a-z]+ ){3,}[a-z]")
CLAUSE = re.compile(r"[A-Z]?\d{1,2}(?:\.\d+)*[.)]?\s+")
OF_PAGE = re.compile(
    r"(?:approved|prepared|written|compiled|completed|checked|reviewed|adopted|ratified|agreed|issued|produced"
    r"|updated|amended|authorised|maintained|published|signed)(?: off)? (?:by|on|for|with)\b.*"
    r"|(?:part|member) of (?:the )?[A-Z].*"
    r"|(?:last |next |date )?(?:reviewed|updated|issued|version|v)\W+[\w ]*\d.*",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:Mr|Mrs|Miss|Ms|Mx|Revd?|Fr|PC|PCSO|Sgt)\.? (?:[A-Z]\.? ?)*(?:[A-Z][\w’'-]+)?(?:,? [A-Z(].*)?"
)
HEADING = re.compile(
    r"(?:Who|What|Why|How|Where|When|Which)(?: else)? "
    r"(?:we|it|they|you|do|does|is|are|gets?|receives?|has|have|sees?)\b.*"
)
SELF = re.compile(
    r"(?:the|our) (?:school|college|trust|academy|nursery|federation|setting|pre-?school|playgroup|centre"
    r"|utc|pru"
    r"|governing body|governors|(?:development|admissions|alumni|bursary|marketing|main|front) office)",
    re.IGNORECASE,
)
THEM = re.compile(r"(?:(?:All|Each|Both|None|Some) of )?(?:[Tt]hese|[Tt]hose|[Tt]hem|Such)\b(?: [a-z]+)?")
CONDITION = re.compile(r"(?:If|When|Where|Because|Once|Unless|While) [a-z]")
POST = re.compile(
    r"(?:(?:executive|deputy|assistant|acting|interim|co-?|associate) )*"
    r"(?:head ?(?:teacher|master|mistress)|(?<=deputy )head|(?<=assistant )head|principal"
    r"|head of (?:school|college|year|centre|nursery|academy)"
    r"|(?:school )?business manager|bursar|chair of (?:the )?(?:governors|trustees|governing body)"
    r"|(?:school )?data (?:protection )?(?:lead|manager)|(?:office|nursery) manager|ceo|chief executive)",
    re.IGNORECASE,
)


def names_nobody(row: Drafted, school: str | None, text: str) -> bool:
    name = row.name.strip()
    if not row.confident and (is_owner_of_page(name, text) or SELF.fullmatch(name)):
        return True
    if HEADING.fullmatch(name) and recognise(name) is None:
        return True
    if OF_PAGE.fullmatch(name) or is_of_document(name) or (not row.cells and _is_person(name)):
        return True
    if len(name) == 1 and not row.cells:
        return True
    if NO_NAME.fullmatch(name) and recognise(name) is None:
        return True
    if _begins_clause(name):
        return True
    return _is_clause(name) or _is_school(name, school) or _is_data(row) or _is_plain(row) or _is_label(name)


def _begins_clause(name: str) -> bool:
    """ "If you see the nurse", "No supplier uses our data to advertise": a sentence, or its beginning."""
    denying = DENYING.match(name) is not None or THEM.fullmatch(name) is not None  # "These bodies"
    return (denying or CONDITION.match(name) is not None) and recognise(name) is None


def _is_clause(name: str) -> bool:
    """ "B8 We": a clause's number, and the first word of its sentence."""
    number = CLAUSE.match(name)
    return number is not None and in_catalogue(name) is None and opens_sentence(name[number.end() :])


def _is_person(name: str) -> bool:
    """Who signs the page, or holds a post at the school."""
    return POST.fullmatch(name) is not None or (PERSON.fullmatch(name) is not None and not is_body(name))


def _is_label(name: str) -> bool:
    """ "Sent back to us", "Activity 1", "Lawful basis": it introduces words, and gets nothing."""
    return recognise(name) is None and (exact_meaning(name) is not None or search("no_name_label", name))


def _is_school(name: str, school: str | None) -> bool:
    """The school whose page it is, also without its last words: "Elm Park" of Elm Park Academy."""
    own, here = f"{fold(school or '')} ", f"{fold(name)} "
    return school is not None and (own.startswith(here) or here.startswith(own))


def _is_plain(row: Drafted) -> bool:
    """ "Revision videos", with nothing said of it: no word of a name and none of a body."""
    name = row.name
    somebody = recognise(name) or is_body(name) or is_strange(name) or search("heads", name)
    somebody = somebody or search("heads_listed", name)
    titled = any(word[0].isupper() for word in name.split()[1:])  # "NHS Test and Trace"
    return not row.cells and not somebody and not titled


def _is_data(row: Drafted) -> bool:
    """ "Name, date of birth", with nothing said of it: a line of data, not a recipient."""
    words = Passage.of(row.name, ((0, len(row.name)),))
    return not row.cells and recognise(row.name) is None and is_all_data(words) and names_somebody(words)
