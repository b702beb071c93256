"""What the brackets behind a name hold: who makes it, who does it, its own name again."""

import re

from schoolgate.domain.catalogue import KnownService
from schoolgate.notices.cutting import wording
from schoolgate.notices.items import is_all_data
from schoolgate.notices.name_lists import is_body, is_shortened
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.of_a_kind import tells_years
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage

FEWEST_LETTERS = 3  # "MIS (Arbor)", "SEN" tell what for; longer ones are names
PLAIN = re.compile(r"[a-z][a-z '’-]*")
FIRM = re.compile(r"[A-Z][\w'’-]*(?: (?:(?:of|the|and|&) )?[A-Z][\w'’-]*){1,4}")


def is_product_of(name: str, inside: str, product: KnownService | None) -> bool:
    """ "Renaissance (Star Reading)": a company, and what it sells."""
    sold = product is not None and product.kind == "supplier" and recognise(name) in (None, product)
    return sold and (is_body(name) or is_owner(name)) and not is_owner(inside)


def is_who_does(name: str, inside: str, product: KnownService | None) -> bool:
    """ "Fingerprint for the canteen (Vericool)": what for, and who."""
    somebody = product is not None or _is_one_name(inside) or _is_firm_of(name, inside)
    shortened = is_shortened(name, inside)
    return _tells_purpose(name) and somebody and not shortened and not _is_made_by(name, inside)


def _is_firm_of(name: str, inside: str) -> bool:
    """ "the swimming pool (Everyone Active)": small letters, and the capitals of a name."""
    plain = PLAIN.fullmatch(name) is not None and PLAIN.fullmatch(inside) is None
    data = is_all_data(Passage.of(inside, ((0, len(inside)),)))
    return plain and FIRM.fullmatch(inside) is not None and not data and not tells_years(inside)


def _is_made_by(name: str, inside: str) -> bool:
    """ "PASS (GL Assessment)": letters, and the company that makes it."""
    return name.isupper() and len(name) > FEWEST_LETTERS and is_owner(inside)


def is_alias(name: str, inside: str) -> bool:
    """The brackets hold the name again: its letters, its other name, or which of several is meant."""
    if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]\w*|[A-Z]{2,8}", inside):
        known = recognise(inside)
        return known is None or known == recognise(name) or known.kind not in ("supplier", "public")
    service = recognise(name)
    return bool(
        service and (recognise(inside) == service or (service.kind != "supplier" and is_titled(inside)))
    )


def _tells_purpose(head: str) -> bool:
    """ "Fingerprint for the canteen (Vericool)": plain words before a name in brackets say what it is for."""
    words = head.split()
    plain = (len(words) > 1 and all(word[0].islower() for word in words[1:])) or not is_strange(head)
    return plain and recognise(head) is None and not is_body(head) and not re.search(wording("people"), head)


def _is_one_name(inside: str) -> bool:
    return is_titled(inside) and is_strange(inside) and not is_body(inside) and not tells_years(inside)


def is_titled(words: str) -> bool:
    """ "Smartbox", "CRB Cunninghams", "3P Learning": capitals throughout, four words at most."""
    parts = re.findall(r"[\w'’.&]+", words)
    return 0 < len(parts) <= 4 and all(
        p[0].isupper() or p[0].isdigit() or p in ("and", "of", "for") for p in parts
    )
