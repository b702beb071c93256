"""A list of names in a few words, taken apart: "A, B and C", "Health and Social Care"."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from schoolgate.domain.catalogue import fold, known
from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import LONGEST_NAME, depth
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.lines import trimmed
from schoolgate.notices.names import Mention, mentions, recognise, words_of
from schoolgate.notices.wording import load

AREA_BODY = re.compile(
    r"(?:Council|Health Board|NHS (?:Foundation )?Trust|Foundation Trust|Partnership Trust|Police|"
    r"Constabulary|Fire (?:and Rescue )?Service|Integrated Care Board|ICB|"
    r"Health and (?:Social )?Care (?:Board|Partnership)|[A-Z]\w+ Agency|Counselling|Commission|Ombudsman)"
    r"(?: \([^()]+\))?$"
)
EXPLAINED = re.compile(
    r"(?:the|our|an?) (?:[a-z][\w'’-]* |IT |ICT |HR )*"
    r"(?:system|service|platform|app|database|software|website|company|firm|provider|supplier|charity|tool|record|"
    r"journal|log|mis)s?(?: \([^()]+\))?"
)
FIRM = re.compile(
    r"(?:[A-Z][\w'’-]* ){0,3}"
    rf"(?:{FORM}\b|Trust|Foundation|Co\b|Partners|Solicitors|Sons?\b|Associates|Company|Accountan\w+)"
)
OWN_WORDS = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}$")
SHORT = re.compile(
    r"(?P<words>[A-Z][\w'’-]*(?:,? (?:and |of |for )?[A-Z][\w'’-]*){0,4}) \((?P<letters>[A-Z&]{2,7})\)"
)
FIRM_END = re.compile(
    r"(?P<own>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}?) "
    rf"(?:{FORM}|Sons|Daughters|Associates)(?!\w)"
)
OF_TWO = re.compile(r"[A-Z]\w+ (?:for|of) (?:[A-Z]\w+ ?){1,3}$")
OWN_KIND = re.compile(  # "our payroll bureau", "its education consortium"
    r"(?:our|its|their|the|an?) (?:[A-Z]{2,4} |[a-z][\w'’-]* ){0,4}(?P<last>provider|advis[eo]rs?|bureau|body"
    r"|consortium|insurers?|broker|caterers?|supplier|partner|regulator|photographers?|contractor|charity|company"
    r"|firm|agency|auditors?|solicitors?|accountants?|counsellor|bank|landlord|trust"
    r"|diocese|officer|council|authority|system|platform|software|app|operator|therapist|nurse|school|sponsor)"
)
LAST_AND = re.compile(r"\s+(?:and|or)$")
HALF_WORDS = 2  # words before an "and" that lack their noun
MOST_LONG = 4  # of so many parts, one may be long: it goes on with a clause
NEAR = 200  # characters; more than three words take
JOINT = re.compile(
    r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and ?/ ?or|and|or|&|plus|as well as)\s+"
    r"(?:(?:to|with)\s+(?=the |our |[A-Z]))?"
    r"(?:(?:sometimes|occasionally|also|then|possibly|perhaps|where (?:necessary|appropriate|relevant))\s+)?"
)


def split_names(text: str, span: Span) -> list[Span]:
    """The names in a list of names. An "and" inside one name parts nothing."""
    whole, joints = text[slice(*span)], [*JOINT.finditer(text, *span)]
    if not joints and "/" not in whole:
        return [span]
    if known(whole) or (recognise(whole) and not re.search(r"[,;]", whole)):
        return [span]
    if beside := _beside_strokes(text, span):
        return beside
    parts, at = [], span[0]
    known_names = mentions(whole)
    for joint in joints:
        if depth(text, (span[0], joint.start())) or _is_inside_name(text, span, joint, known_names):
            continue
        parts.append(trimmed(text, (at, joint.start())))
        at = joint.end()
    parts.append(trimmed(text, (at, span[1])))
    parts = [_without_and(text, part) for part in _of_two_places(text, parts) if part[0] < part[1]]
    if len(parts) == 2 and _is_apposed(text, parts):
        return parts[1:]
    if len(parts) == 2 and _is_explained(text, parts):
        return parts[:1]
    parts = _without_kinds(text, _of_one_kind(text, parts))
    return parts if len(parts) > 1 and _are_names(text, parts) else [span]


def _of_one_kind(text: str, parts: list[Span]) -> list[Span]:
    """ "our trip and transport providers": two words before one noun, and no two bodies."""
    whole: list[Span] = []
    for part in parts:
        if whole and text[whole[-1][1] : part[0]].strip() in ("and", "&") and _is_half(text, whole[-1], part):
            part = (whole.pop()[0], part[1])
        whole.append(part)
    return whole


def _is_half(text: str, left: Span, right: Span) -> bool:
    first, second = text[slice(*left)], text[slice(*right)]
    first = re.sub(r"^(?:the|our|your|any|other|an?) ", "", first)
    plain = first.islower() and second.islower() and first.count(" ") < HALF_WORDS
    body = recognise(first) is not None or _heads(first.split()[-1]) if plain else True
    return not body and not first.endswith("s") and " " in second and _heads(second.split()[-1])


@cache
def _heads(word: str) -> bool:
    """Is it a noun for bodies or people of office: "providers", "team"?"""
    told = load("sentences.toml")
    return re.fullmatch(f"{told['heads']}|{told['heads_listed']}", word) is not None


def _without_kinds(text: str, parts: list[Span]) -> list[Span]:
    """ "our adviser, Hale LLP, and our caterer, Chartwells": a kind of one, and behind its comma the one."""
    kinds = [
        part
        for part, after in pairwise(parts)
        if text[part[1] : after[0]].strip() == "," and _is_kind_of_one(text, part, after)
    ]
    return [part for part in parts if part not in kinds]


def _is_kind_of_one(text: str, kind: Span, name: Span) -> bool:
    words, after = text[slice(*kind)], text[slice(*name)]
    match = OWN_KIND.fullmatch(words)
    if match is None or not after[:1].isupper():
        return False
    another = recognise(after) is not None and match["last"] not in after.lower()  # "the council, Ofsted"
    named = recognise(words) or any(True for _ in mentions(words))  # "the nearest local authority, Ofsted"
    return not (another and named)


def _beside_strokes(text: str, span: Span) -> list[Span]:
    """ "SIMS/ParentPay": products that we know, each another; else a stroke parts nothing."""
    if "/" not in text[slice(*span)] or " /" in text[slice(*span)]:
        return []
    parts = [trimmed(text, match.span()) for match in re.compile(r"[^/]+").finditer(text, *span)]
    services = [recognise(text[slice(*part)]) for part in parts]
    products = [one.name for one in services if one and one.kind == "supplier"]
    return parts if len(set(products)) == len(parts) > 1 else []


def _of_two_places(text: str, parts: list[Span]) -> list[Span]:
    """ "Cardiff and Vale University Health Board" serves two places and is one body."""
    whole: list[Span] = []
    for part in parts:
        if whole and _is_place_before(text, whole[-1], part):
            part = (whole.pop()[0], part[1])
        whole.append(part)
    return whole


def _is_place_before(text: str, place: Span, body: Span) -> bool:
    if text[place[1] : body[0]].strip() not in ("and", "&"):
        return False
    name = text[slice(*place)].removeprefix("the ")
    plain = re.fullmatch(r"[A-Z][a-z]+", name) is not None and not recognise(name)
    return plain and AREA_BODY.search(text, *body) is not None and text[body[0]].isupper()


def _without_and(text: str, part: Span) -> Span:
    """ "B and, when a child leaves, C": the "and" before the comma belongs to neither."""
    last = LAST_AND.search(text, *part)
    return (part[0], last.start()) if last else part


def _is_apposed(text: str, parts: list[Span]) -> bool:
    """ "our trust, Harrow Learning Partnership": the words before the comma say what the name is."""
    kind, name = (text[slice(*part)] for part in parts)
    comma = text[parts[0][1] : parts[1][0]].strip() == ","
    return comma and kind.lower().startswith(("our ", "the ")) and kind[4:].islower() and name[:1].isupper()


def _is_explained(text: str, parts: list[Span]) -> bool:
    """ "C2k, the schools' managed service": the words behind the comma say what the name is."""
    name, kind = (text[slice(*part)] for part in parts)
    comma = text[parts[0][1] : parts[1][0]].strip() == ","
    return comma and name[:1].isupper() and EXPLAINED.fullmatch(kind) is not None and recognise(kind) is None


def _is_inside_name(text: str, span: Span, joint: re.Match[str], known_names: Sequence[Mention]) -> bool:
    first = span[0]
    for mention in known_names:
        if first + mention.start <= joint.start() and joint.end() <= first + mention.end:
            return True
    ended = any(first + mention.end == joint.start() for mention in known_names)
    if "," in joint[0] or (ended and any(first + mention.start == joint.end() for mention in known_names)):
        return False  # "Sparx Maths and Educake"
    if joint[0].strip() == "&" and _is_of_two(text, span, joint):
        return True
    if joint[0].strip() == "and" and (_is_firm(text, span, joint) or _is_spelt_out(text, span, joint)):
        return True
    before = fold(text[max(span[0], joint.start() - NEAR) : joint.start()]).split()[-3:]
    after = fold(text[joint.end() : min(span[1], joint.end() + NEAR)]).split()[:2]
    left, right = f" {' '.join(before)}", f"{' '.join(after)} "
    return any(left.endswith(one) and right.startswith(two) for one, two in _joined_words())


@cache
def _joined_words() -> tuple[tuple[str, str], ...]:
    """What stands before an "and" that parts nothing, and behind it."""
    pairs = (pair.partition(" and") for pair in words_of("joined"))
    return tuple((f" {one}", f"{two} ".lstrip()) for one, _, two in pairs)


def _is_firm(text: str, span: Span, joint: re.Match[str]) -> bool:
    """ "Marsh and Fenwick LLP", "Hanbury Pay and HR Ltd": a company whose name is of two parts."""
    left, right = OWN_WORDS.search(text, span[0], joint.start()), FIRM_END.match(text, joint.end(), span[1])
    if not left or not right or recognise(left[0]) or recognise(right[0]):
        return False
    return " " not in left[0] or " " not in right["own"]


def _are_names(text: str, parts: list[Span]) -> bool:
    """A list of two needs both to look like names; a longer one explains itself."""
    if len(parts) > 2:
        long = sum(1 for p in parts if len(text[slice(*p)].split()) > LONGEST_NAME)
        told = re.search("[:;]", text[parts[0][0] : parts[-1][1]])  # what each gets is said of it
        return not long or (told is None and long * MOST_LONG <= len(parts))
    if text[parts[0][1] : parts[1][0]].strip() in ("&", "/", "plus"):
        return all(recognise(text[slice(*p)]) or is_body(text[slice(*p)]) for p in parts)
    words = [text[slice(*p)] for p in parts]
    if words[1].startswith("other ") and recognise(words[0]):
        return True  # "Ofsted and other inspecting bodies"
    return all(recognise(one) or looks_like_name(one) for one in words) and not _is_area(*words)


def _is_of_two(text: str, span: Span, joint: re.Match[str]) -> bool:
    """ "Bishop & Lyle LLP", "Institute for Marine Skills & Trades"."""
    named = OF_TWO.search(text, span[0], joint.start()) and text[joint.end()].isupper()
    return bool(named or FIRM.match(text, joint.end(), span[1]))


def _is_spelt_out(text: str, span: Span, joint: re.Match[str]) -> bool:
    """ "Skills and Tests Authority (STA)": the letters in brackets begin the words on both sides."""
    short = SHORT.match(text, joint.end(), span[1])
    left = OWN_WORDS.search(text, span[0], joint.start())
    if not short or not left:
        return False
    right = "".join(word[0] for word in short["words"].split() if word[0].isupper())
    before = "".join(word[0] for word in left[0].split())
    letters = short["letters"].replace("&", "")
    return len(letters) > len(right) and letters.endswith(right) and before.endswith(letters[: -len(right)])


def is_shortened(name: str, inside: str) -> bool:
    """ "Youth Offending Teams (YOTs)": in the brackets are the first letters, no member and no maker."""
    short = inside.strip().removesuffix("s").lower()
    return len(short) > 1 and "".join(word[0] for word in name.lower().split()).endswith(short)


def _is_area(first: str, second: str) -> bool:
    """ "NHS Lorn" and "Isles": a body's name and one word more that says where it works."""
    begins = next(iter(mentions(first)), None)
    body = begins is not None and begins.start == 0 and begins.service.kind not in ("supplier", "public")
    return (
        body
        and not known(first)
        and recognise(second) is None
        and re.fullmatch(r"[A-Z][a-z]+", second) is not None
    )


def looks_like_name(words: str) -> bool:
    return bool(re.match(r"(?:the |our |any )?[A-Z0-9]", words)) or words.lower().startswith(("the ", "our "))


def is_body(name: str) -> bool:
    """Does the name end as companies and public bodies do?"""
    last = fold(re.sub(r"\([^()]*\)", " ", name)).split()
    return len(last) > 1 and last[-1] in words_of("bodies")


def is_public_body(name: str) -> bool:
    """A council or an authority, that has no product to be named after."""
    known = recognise(name)
    if known:
        return known.kind not in ("supplier", "public")
    return any(word in words_of("public_bodies") for word in fold(name).split()[-1:])


def parted_at(text: str, span: Span, marks: str) -> list[Span]:
    """Parts between marks that stand outside brackets."""
    parts, at, depth = [], span[0], 0
    for n in range(*span):
        if text[n] in "()":
            depth += 1 if text[n] == "(" else -1
        elif text[n] in marks and depth == 0:
            parts.append((at, n))
            at = n + 1
    parts.append((at, span[1]))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in parts if text[a:b].strip()]
