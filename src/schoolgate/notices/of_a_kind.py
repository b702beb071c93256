"""A kind of body and those of it, a name and what it is: "Welfare bodies, e.g. Kooth"; "Dr Ash, doctor"."""

import re
from collections.abc import Sequence

from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import Item
from schoolgate.notices.described import tells_trade
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.name_lists import is_body, parted_at, split_names
from schoolgate.notices.names import is_general, is_place_or_address, mentions, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.role_names import role_then_name
from schoolgate.notices.scope import scope_of

MOST_NAME_WORDS = 6  # of one in brackets
ONE_OF = re.compile(
    r"^[^,\n]*,.*\s+or\s+[a-z]|\b(?:including|such as|e\.g\.|representatives of)\s",
    re.MULTILINE,
)
KIND_OF = re.compile(r"(?:our|the|an?) [a-z][a-z '’-]*")  # "our inspectors"
AGES = re.compile(r"(?:ages? )?[PSYKNR]?\d{1,2}\s*(?:-|–|—|to|/|&|and)\s*[PSYKNR]?\d{1,2}(?: only)?|[PSYK]\d")
EXAMPLES = re.compile(
    r"(?:[\w'’&-]+,? ){1,12}?(?:e\.g\.|such as|for example|for instance|namely|i\.e\.|like),? (?P<list>.+)",
    re.DOTALL,
)
SUCH_AS = re.compile(
    r"(?:e\.?g\.?,?|such as|including|for example,?|i\.?e\.?,?|namely|currently)\s+", re.IGNORECASE
)
FOR_EXAMPLE = re.compile(r"(?:for example|for instance|such as|including|namely|e\.g\.),?\s", re.IGNORECASE)
STOP = re.compile(r"[.;]\s|\.?$")
MOST_KIND_WORDS = 4
KINDS = re.compile(
    r"\b(?:software|systems|apps|platforms|websites|partners|providers|suppliers|companies|firms|charities|agencies|boards"
    r"|bodies|organisations|authorities|councils|universities|colleges|schools|trusts|unions|insurers|caterers"
    r"|photographers|services|programs|programmes|tools|contractors|boroughs|regulators|publishers|clubs|banks)$",
    re.IGNORECASE,
)
NAME_OF = (
    rf"(?:the )?[A-Z0-9][\w&'’+-]*(?: (?:(?:of|the|for|and(?= \w+ {FORM})|&) )*[A-Z0-9][\w&'’+-]*)*"
    r"(?: \([^()]*\))?"
)
LISTED = re.compile(rf"{NAME_OF}(?:(?:, (?:and )?| and | & |; ){NAME_OF})+")
HEALTH = re.compile(r"\b(?:NHS|Health|Hospitals?|Care|Healthcare|Community)\b")


def tells_what(text: str, heads: Sequence[Span]) -> bool:
    """ "Elmfield Practice, the school doctors": the second says what the first is."""
    first, second = (text[slice(*head)] for head in (heads[0], heads[-1]))
    beside = text[heads[0][1] : heads[-1][0]].strip() == ","
    proper = len(re.findall(r"\b[A-Z]", first)) > 1 or recognise(first) is not None
    one = second.islower() and not second.endswith("s") and tells_trade(second)  # "Dr Ash, school doctor"
    plain = KIND_OF.fullmatch(second) is not None and recognise(second) is None  # "Ofsted, the police"
    kind = plain or (one and recognise(first) is None)
    return len(heads) == 2 and beside and proper and kind


def bracketed_names(text: str, item: Item) -> list[Span]:
    """ "Exam boards (AQA, Pearson, OCR)", "Taxis (Fleet Cars; Lowmoor Travel)": the names behind a kind."""
    head = text[slice(*item.head)]
    if len(item.asides) != 1 or is_strange(head) or product_meant(head):
        return []
    aside = item.asides[0]
    such = SUCH_AS.match(text, *aside)
    aside = (such.end(), aside[1]) if such else aside
    parts = parted_at(text, aside, ";")
    parts = parts if len(parts) > 1 else split_names(text, aside)
    named_so = [text[slice(*part)] for part in parts]
    sure = sum(1 for one in named_so if is_somebody(one))
    if such and sure * 2 > len(parts):
        return [part for part, words in zip(parts, named_so, strict=True) if _may_be_listed(words)]
    return parts if len(parts) > 1 and sure == len(parts) else []


def _may_be_listed(words: str) -> bool:
    """A name, or in small letters a body we know: "(e.g. HMRC, DfE, police)"."""
    return is_somebody(words) or recognise(words) is not None or is_body(words)


def is_somebody(words: str) -> bool:
    words = words.removeprefix("the ")
    capital = words[:1].isupper() or words[:1].isdigit()
    named_so = recognise(words) is not None or is_body(words) or is_strange(words)
    return capital and named_so and len(words.split()) <= MOST_NAME_WORDS and not is_place_or_address(words)


def is_one_of(text: str, head: Span) -> bool:
    """ "Police forces, courts or tribunals": one kind of body, told in several words."""
    return ONE_OF.search(text[slice(*head)]) is not None


def product_meant(words: str) -> KnownService | None:
    """The known product that the words are, or end in: "PiRA/PUMA via MARK"."""
    service = recognise(words)
    if service is None:
        found = list(mentions(words))
        service = (
            found[-1].service if found and len(words.split()) <= 4 and found[-1].end == len(words) else None
        )
    return service if service and service.kind == "supplier" and not is_general(words) else None


def tells_years(words: str) -> bool:
    """ "Tapestry (Early Years)", "CPOMS (whole school)": the brackets say whose it is, not who makes it."""
    scope = scope_of(words)
    return scope.everyone or bool(scope.year_groups) or AGES.fullmatch(words) is not None


def examples_of(text: str, head: Span) -> list[Span]:
    """ "Welfare organisations, e.g. Elm Short Breaks, Kooth": those that are named; none where none is."""
    match = EXAMPLES.fullmatch(text, *head)
    kind = text[head[0] : match.start("list")] if match else ""
    if match is None or "(" in kind or product_meant(kind.split(",")[0].strip()):
        return []
    parts = split_names(text, match.span("list"))
    first = text[slice(*parts[0])] if parts else ""
    return parts if is_somebody(first) or role_then_name(first) else []


def examples_behind(text: str, item: Item) -> list[Span]:
    """ "regulatory bodies, for example the TRA, the ISI": the same, where the words were cut at the comma."""
    if item.rest is None or FOR_EXAMPLE.match(text, *item.rest) is None:
        return []
    stop = STOP.search(text, *item.rest)
    return examples_of(text, (item.head[0], stop.start() if stop else item.rest[1]))


def kind_over_names(text: str, item: Item) -> list[Span]:
    """ "Software – Moodle, Century and Smartscreen": a word for several, and straight behind it those."""
    head = text[slice(*item.head)]
    if item.rest is None or item.colon or item.asides or len(head.split()) > MOST_KIND_WORDS or is_body(head):
        return []
    if product_meant(head) or KINDS.search(head) is None or (head[1:] != head[1:].lower()):
        return []
    names = LISTED.match(text, *item.rest)
    parts = split_names(text, names.span()) if names else []
    return (
        parts
        if len(parts) > 1 and all(is_somebody(text[slice(*_bare(text, part))]) for part in parts)
        else []
    )


def _bare(text: str, part: Span) -> Span:
    """Without the brackets behind it."""
    opened = text.find("(", *part)
    return (part[0], opened - 1) if opened > part[0] else part


def tells_employer(text: str, heads: Sequence[Span]) -> bool:
    """ "School nurse, Eastmarch Health Trust": who it is, and whose person that is."""
    if len(heads) != 2 or text[heads[0][1] : heads[1][0]].strip() != ",":
        return False
    role, body = (text[slice(*head)] for head in heads)
    one = role[1:].islower() and not role.endswith("s") and tells_trade(role)
    return one and (is_body(body) or HEALTH.search(body) is not None) and body[:1].isupper()
