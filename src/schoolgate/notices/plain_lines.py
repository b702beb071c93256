"""Lines without bullets: names one a line, `Company Service: …`, `Category: A; B`, a name in bold."""

import re
from collections.abc import Sequence

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.cutting import cut, wording
from schoolgate.notices.deed_rows import names_in_deeds
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import labelled
from schoolgate.notices.flows import way_said
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import NAME, NUMBER, exact_meaning
from schoolgate.notices.listed import COLON_LINE, add_item, is_known, listed, read_category, services_in
from schoolgate.notices.listing import listed as listed_data
from schoolgate.notices.lists import LEADS_ON
from schoolgate.notices.members import TITLED, may_receive, names_somebody, search
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import is_general, mentions, recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.roles import doers_of
from schoolgate.notices.rows import Label
from schoolgate.notices.sentences import told_first
from schoolgate.notices.service_lines import is_company_line
from schoolgate.notices.standing import opens_with_kind
from schoolgate.notices.title import is_school

MOST_ITEM_WORDS = 20
MOST_NAME_WORDS = 6
TITLE_WORDS = re.compile(r"\b(?:privacy|data protection|gdpr|notice|statement|policy)\b", re.IGNORECASE)
SENTENCES = re.compile(
    r"[^–—:(]*?[a-z]{3,}\.\s+[A-Z][^–—:(]*\s"
)  # two of them, and no dash that cuts a name off
FEW_HEAD_WORDS = 14  # a longer head may be a sentence, whose paragraph goes on
MOST_HEAD_WORDS = 30
KIND_LINE = re.compile(r"(?P<head>[^:\n]{2,60}?)\s[–—-]\s(?P<rest>\S.*)", re.DOTALL)
SAID_FIRST = re.compile(r"\b(?:is|are|was|has|have|will|may|can) .*[a-z)]\.\s+[A-Z]", re.DOTALL)
OF_DOCUMENT = re.compile(
    r"(?:version|edition|issue|revision|ref|page|(?:last |next )?(?:updated?|reviewed?|approved))\b.*\d",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?]\s")
CAPITAL = re.compile(r"[A-Z0-9]|[a-z]{1,3}[A-Z]")
FEWEST_BELOW = 2  # names behind their kind
MOST_LED_IN = 2  # words before a name: "Our regulator Ofsted"
SYSTEMS = re.compile(
    r"\b(?:systems?|software|apps?|platforms?|databases?|programs|websites)\b", re.IGNORECASE
)
OTHER_NAME = re.compile(r"(?<=[a-z,;)] )[A-Z][a-z]\w*")  # a capital inside a sentence
COMING = (Flow.CREATED, Flow.ENTERED_BY_FAMILIES, Flow.RECEIVED, Flow.VIEWED)


def read_led(draft: Draft, block: Block) -> bool:
    """A paragraph that begins with a name in bold is about it."""
    if (
        block.lead is None
        or block.lead[1] >= block.end
        or draft.words(block.lead).rstrip().endswith((":", "?"))
    ):
        return False
    words = draft.words(block.lead).strip()
    if OF_DOCUMENT.match(words):
        return False
    if words.endswith(".") and not _is_somebody(words.rstrip(".")):
        return False
    if len(words.split()) > 8 or not looks_like_name(words) or context_of(words) is not Context.NEUTRAL:
        return False
    lead = (block.lead[0], block.lead[1] - words.endswith("."))
    return bool(add_item(draft, block.span, Context.RECIPIENTS, lead=lead))


def _is_somebody(words: str) -> bool:
    """ "Your last school.", "Speak Easy CIC."; not "Health." or "We never sell data." """
    says = search("verb", words) or search("acts", words.removeprefix("Your "))
    return not says and (words.startswith(("Your ", "The ", "Our ")) or is_strange(words) or is_known(words))


def read_lines(
    draft: Draft, blocks: Sequence[Block], at: int, promise: Context, *, led: bool, colon: bool
) -> int:
    """Reads names that stand one a line without bullets; gives how many blocks they took.

    colon  a line that leads on ("We share with:") stands just above
    led    a heading or lead-in promises recipients; else a third of the names must be known
    """
    end = at
    while (
        end < len(blocks)
        and not _heads_items(draft, blocks, end)
        and not _heads_labels(draft, blocks, end)
        and (_is_bare_item(draft, blocks[end], promise) or (colon and _is_led_item(draft, blocks[end])))
    ):
        end += 1
    while end > at and _heads_prose(draft, blocks, end - 1):
        end -= 1
    known = sum(1 for block in blocks[at:end] if services_in(draft, block.span)[0])
    fewest = 2 if led else 3
    if not known and (not led or end - at < fewest):
        return 0
    if known * 3 < (0 if led else end - at):
        return 0
    for block in blocks[at:end]:
        if not _read_named_below(draft, block):
            add_item(draft, block.span, Context.RECIPIENTS, lead=block.lead)
    return end - at


def _heads_prose(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """Is it the heading over a paragraph, rather than the last name of the list?"""
    unknown = not any(services_in(draft, blocks[at].span))
    if not unknown and at + 1 < len(blocks) and _is_told_of(draft, blocks[at], blocks[at + 1]):
        return True
    below = draft.words(blocks[at + 1].span).split() if at + 1 < len(blocks) else []
    goes_on = below[:1] and below[0].lower() in ("the", "these", "all", "they", "each", "this", "those")
    return unknown and not goes_on and len(below) > 14 and len(draft.words(blocks[at].span).split()) <= 8


def _is_told_of(draft: Draft, block: Block, below: Block) -> bool:
    """ "Doctors" over "Foyle Trust sends reports to us": a body at large, and a sentence on one of them."""
    general = all(found is not None and found.kind != "supplier" for found in services_in(draft, block.span))
    apart = below.kind is BlockKind.LINE and (block.after_gap or not below.after_gap)
    sentence = next(sentences(draft.text, below.span), below.span) if apart and general else None
    if sentence is None:
        return False
    return any(told_first(draft, sentence)) or any(names_in_deeds(draft.words(sentence), ()))


def _heads_items(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """ "Teaching and learning" over "Arbor - name" is a heading: ordinary words, and nothing said of them."""
    words = draft.words(blocks[at].span)
    apart = blocks[at].after_gap or at == 0
    if not apart or at + 1 >= len(blocks) or is_strange(words) or len(words.split()) > MOST_LED_IN + 4:
        return False
    one, below = named(draft.text, blocks[at].span)[0], blocks[at + 1].span
    known = is_known(one.name) and not is_general(one.name)
    return not one.cells and not known and any(other.cells for other in named(draft.text, below))


def _heads_labels(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """ "Unifrog" close above "Provided by: …" begins a card, below whatever heads it."""
    below = blocks[at + 1] if at + 1 < len(blocks) and blocks[at].after_gap else None
    if below is None or below.after_gap or below.kind is not BlockKind.LINE:
        return False
    label = labelled(draft.text, below, 0)
    return label is not None and label.meant not in (NAME, NUMBER)


def _is_bare_item(draft: Draft, block: Block, promise: Context) -> bool:
    """A name, or a name with words behind a dash: no sentence, no question, no heading."""
    words = draft.words(block.span)
    if block.kind is not BlockKind.LINE or "___" in words or LEADS_ON.search(words) or SENTENCES.match(words):
        return False
    titled = words == draft.title and context_of(words) is Context.NEUTRAL and TITLE_WORDS.search(words)
    if titled or re.search(r"\?$|^[QA][.:]", words) or is_company_line(draft, block.span) or is_school(words):
        return False
    found = named(draft.text, block.span, lead=block.lead)
    if exact_meaning(found[0].name) or any(search("acts", one.name) for one in found[1:]):
        return False
    if wording("tells").match(draft.text, found[0].spans[-1][1]):
        return False
    if words.endswith(".") and not re.search(r"\s[–—-]\s", words) and opens_with_kind(words):
        return False  # "A company (Bluebell Portraits) takes our photographs."
    known = recognise(found[0].name)
    short = len(found[0].name.split()) <= 8
    dashed = bool(found[0].cells)
    before = draft.words((block.start, found[0].spans[0][0])).split()
    if len(before) > MOST_LED_IN:
        return False  # "Our records are held in Arbor, …"
    if known and (dashed or len(words.split()) <= 8):
        general = is_general(found[0].name)
        product = known.kind in ("supplier", "public") and not general
        return (
            product
            or (dashed and not general)
            or (promise is Context.RECIPIENTS and context_of(words) is Context.NEUTRAL)
        )
    if search("acts", re.sub(r"\([^()]*\)", "", found[0].name)):
        return False
    whole = not words.endswith(".") and not _is_shouted(words) and len(words.split()) <= (30 if dashed else 8)
    return (
        promise is Context.RECIPIENTS
        and short
        and whole
        and (context_of(words) is Context.NEUTRAL or _is_one_more(words, block))
        and _plainly_named(found[0])
    )


def _is_shouted(words: str) -> bool:
    """A heading in capitals: "LEARNING SITES (first name only)"."""
    plain = re.sub(r"\([^()]*\)", "", words)
    return plain.isupper() and len(plain.split()) > 1


def _read_named_below(draft: Draft, block: Block) -> bool:
    """ "MIS and office: iSAMS; SchoolPost": a kind over several names, and no name over its data."""
    line = COLON_LINE.match(draft.text, *block.span)
    if line is None or (is_known(line["head"]) and not is_general(line["head"])):
        return False
    if context_of(line["head"] + ":") in (*CLOSED, Context.DENIED):
        return False
    found = listed(draft, line.span("rest"))
    names = [one for one in found if CAPITAL.match(one.name) and _may_be_one(one.name)]
    doers = doers_of(draft.text, cut(draft.text, block.span))
    if len(found) < FEWEST_BELOW or len(names) < len(found) or len(doers) >= len(found):
        return False
    return read_category(draft, line.span("head"), line.span("rest"), Context.RECIPIENTS)


def _may_be_one(name: str) -> bool:
    known = recognise(name)
    plain = known is None and not is_all_data(Passage.of(name, ((0, len(name)),)))
    named_so = TITLED.fullmatch(name) is not None or (
        is_strange(name) and len(name.split()) <= MOST_NAME_WORDS
    )
    return (known is not None and not is_general(name)) or (plain and named_so)


def _is_one_more(words: str, block: Block) -> bool:
    """ "Wheelchair services" straight below "Physiotherapists" is one of a list, and heads none."""
    last = words.split()[-1]
    return not block.after_gap and last.islower() and is_strange(words) and search("heads", last)


def _is_led_item(draft: Draft, block: Block) -> bool:
    """Straight below "We share with:" a line may be worded as it likes, if it names somebody."""
    words = draft.words(block.span)
    if (
        block.kind is not BlockKind.LINE
        or is_company_line(draft, block.span)
        or words[-1] in ".?:"
        or "___" in words
        or words.isupper()
        or COLON_LINE.match(words)
    ):
        return False
    if len(words.split()) > MOST_ITEM_WORDS or context_of(words) not in (Context.NEUTRAL, Context.RECIPIENTS):
        return False
    return names_somebody(named(draft.text, block.span, several=False)[0].name)


def _plainly_named(one: Named) -> bool:
    return looks_like_name(one.name) and not re.search(r"[.!?]\s", one.name)


def read_colon_line(draft: Draft, block: Block, promise: Context, *, beside: bool) -> bool:
    """ "Careers: UCAS; Careers Wales" lists under a category, "UCAS: applications. Name, DOB" speaks of one.

    beside  the line above was such a line.
    """
    match = COLON_LINE.match(draft.text, *block.span)
    if match and exact_meaning(match["head"]) == Label.ROLE:
        match = KIND_LINE.match(draft.text, *match.span("rest"))  # "Category: Health – school nurse"
    if not match or exact_meaning(match["head"]) or _is_title(draft, block, match):
        return False
    if not _may_be_label(match["head"], draft.words(block.span)):
        return False
    told = context_of(match["head"] + ":")
    if Context.DENIED in (told, promise):
        _deny_line(draft, match, head=told is not Context.DENIED)
        return True
    if told in CLOSED or promise in CLOSED:
        return False
    names = named(draft.text, block.span)
    if (
        all(is_known(one.name) and not is_general(one.name) for one in names)
        and promise is not Context.DENIED
        and ";" not in match["rest"]
    ):
        return _takes(draft, block)
    if _names_several(draft, match) and read_category(
        draft, match.span("head"), match.span("rest"), Context.RECIPIENTS
    ):
        return True
    if _names_one(draft, match):
        return _takes(draft, block)
    among = Context.RECIPIENTS if beside else promise
    if read_category(draft, match.span("head"), match.span("rest"), among):
        return True
    return _is_one_beside(draft, block, match, promise, beside=beside) and _takes(draft, block)


def _is_one_beside(
    draft: Draft, block: Block, line: re.Match[str], promise: Context, *, beside: bool
) -> bool:
    """Among lines that each speak of one service, an unknown name is one more; so is who has a role."""
    if doers_of(draft.text, cut(draft.text, block.span)):
        return True
    return beside and (promise is Context.RECIPIENTS or _is_named_so(draft, line))


def _is_named_so(draft: Draft, line: re.Match[str]) -> bool:
    """ "Central Record Online: staff name, DBS number": a name's capitals, and nothing but data behind."""
    body = recognise(line["head"])
    if body and line["head"].isupper() and body.kind not in ("supplier", "public"):
        return True  # "ISI: inspectors view records here"
    titled = TITLED.fullmatch(line["head"]) is not None and " " in line["head"]
    told = Passage.of(draft.text, (line.span("rest"),))
    own = Passage.of(draft.text, (line.span("head"),))
    return titled and is_all_data(told) and not is_all_data(own)


def _may_be_label(head: str, line: str) -> bool:
    if re.search(r"\b(?:is|are) (?:the|a|an|our)\b", head):
        return False  # "Leaside Council is the controller: dpo@…"
    if line.isupper():
        return False  # "IN THE OFFICE: NEW YEAR, NEW SYSTEMS"
    if SAID_FIRST.search(head) and recognise(head) is None:
        return False  # "Payroll is run by Hale. Pension: Avon Fund."
    words = len(head.split())
    return words <= MOST_HEAD_WORDS and not (words > FEW_HEAD_WORDS and STOP.search(line))


def _takes(draft: Draft, block: Block) -> bool:
    """Does the line give a row, or deny one?"""
    denied = len(draft.denied)
    return bool(add_item(draft, block.span, Context.RECIPIENTS)) or len(draft.denied) > denied


def _is_title(draft: Draft, block: Block, line: re.Match[str]) -> bool:
    """ "Brack Trust: systems we use" at the page's head tells whose page it is."""
    told = any(listed_data(Passage.of(draft.text, (line.span("rest"),)))) or recognise(line["head"])
    return draft.words(block.span) == draft.title and block.start == 0 and not told


def _names_several(draft: Draft, line: re.Match[str]) -> bool:
    """ "Careers: The Hub – name, form; Leaside College – same": each part a name and what is said of it."""
    found = listed(draft, line.span("rest")) if ";" in line["rest"] else []
    told = [one for one in found if one.cells and one.name[:1].isupper()]
    return len(told) > 1 and len(told) == len(found)


def _names_one(draft: Draft, line: re.Match[str]) -> bool:
    """ "Splash Leisure: the pool gives us swimming results": an unlisted name, and a sentence on data."""
    head = line["head"]
    begins = next(iter(mentions(line["rest"])), None)
    if (
        begins
        and begins.start == 0
        and begins.service.kind == "supplier"
        and not is_general(line["rest"][: begins.end])
    ):
        return False  # "Parents' evenings: SchoolCloud (name)"
    short = len(head.split()) <= MOST_NAME_WORDS and looks_like_name(head)
    told = Passage.of(draft.text, (line.span("rest"),))
    may = may_receive(head, capitals=True) and not search("acts", head)
    if not (short and may and any(listed_data(told))):
        return False
    plain = context_of(head) is Context.NEUTRAL
    named_so = plain and (is_strange(head) or _is_among_systems(draft, head, told))
    return named_so or _comes_there(head, told)


def _comes_there(head: str, told: Passage) -> bool:
    """ "Learning Book: videos are made in the app by staff": plain words in capitals, and the way data come
    there. "Trips: parents enter them in TripBoard" tells it of another.
    """
    way = way_said(told.folded)
    titled = TITLED.fullmatch(head) or search("heads", head.split()[-1])
    data = listed_data(told)
    others = [
        match
        for match in OTHER_NAME.finditer(told.words)
        if not any(one.start <= match.start() < one.end for one in data)
    ]
    return bool(titled) and way in COMING and not others


def _is_among_systems(draft: Draft, head: str, told: Passage) -> bool:
    """ "Gate Log: visitor details" below "Our systems"."""
    heading = draft.group.heading if draft.group else ""
    is_data = is_all_data(Passage.of(head, ((0, len(head)),)))
    return bool(SYSTEMS.search(heading) and TITLED.fullmatch(head)) and not is_data and is_all_data(told)


def _deny_line(draft: Draft, line: re.Match[str], *, head: bool) -> None:
    """ "Not used: Kahoot, Padlet" denies what follows; below it, "Kahoot: on trial" denies Kahoot."""
    own = named(draft.text, line.span("head"), several=False)[0]
    if head and is_known(own.name):
        draft.deny(own)
        return
    for one in listed(draft, line.span("rest")):
        draft.deny(one)
