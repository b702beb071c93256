"""What a verb says of data, by who does it, where they go and where they come from."""

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.verb_groups import Verb
from schoolgate.notices.verbs import words_of


def flow_of(verb: Verb, goal: str, source: str, agent: str) -> tuple[Flow | None, bool]:
    """What the verb says of the data, and whether it says who does it or where they go."""
    doer = agent if verb.passive else verb.subject
    told = bool(doer or goal or source)
    for sort in verb.form.sorts:
        decide = _DECIDE[sort]
        if (flow := decide(verb, doer, goal, source)) is not None:
            return flow, (told or verb.own) and flow is not Flow.UNKNOWN
    return None, False


def _transferred(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    to_us = goal in ("us", "school", "staff")
    lemma = verb.form.lemma
    if lemma == "leave" and set(verb.object) & words_of("words", "notes"):
        return Flow.CREATED  # "each login leaves an entry"
    if lemma == "leave" and source == "school" and goal == "they":
        return Flow.SENT
    if (lemma == "let" and not verb.lets) or (lemma == "write" and not to_us):
        return None
    if lemma in ("show", "display"):
        return _shown(verb, doer, goal)
    if goal == "families" and doer in ("", "they"):
        return None
    if verb.passive and not goal and (given := _given(verb, doer, source)):
        return given
    if doer == "families" or source == "families":
        return None if to_us and not verb.there and not verb.with_own else Flow.ENTERED_BY_FAMILIES
    if doer == "they" and source in ("us", "records") and not verb.passive and not goal:
        return Flow.SENT  # "from our records § loads"
    if to_us and doer == "school" and not verb.passive:
        return Flow.SENT  # "we hand the leader a list"
    if to_us:
        return Flow.RECEIVED if doer != "learners" else None
    if verb.by_own and goal != "families":
        return Flow.RECEIVED  # "reports by § are returned"
    if source == "they":
        return Flow.RECEIVED if not goal else None
    return _given_by(verb, doer, goal)


def _shown(verb: Verb, doer: str, goal: str) -> Flow | None:
    """ "Inspectors are shown it", "it is shown to inspectors": looked at; "we show it on §": sent."""
    if verb.passive and verb.subject == "they":
        return Flow.VIEWED
    if goal != "they" and not verb.there:
        return None
    ours = verb.passive or doer in ("school", "staff")
    return (Flow.SENT if verb.there else Flow.VIEWED) if ours else None


def _given(verb: Verb, doer: str, source: str) -> Flow | None:
    """Somebody "is told": the recipient, or the school."""
    if verb.subject == "they" and (verb.own or verb.said):
        return Flow.SENT if doer != "families" else Flow.ENTERED_BY_FAMILIES
    if verb.subject == "school" and verb.form.lemma != "let":
        return Flow.RECEIVED if "families" not in (source, doer) else None
    return None


def _given_by(verb: Verb, doer: str, goal: str) -> Flow | None:
    lemma = verb.form.lemma
    if doer == "staff" and lemma in words_of("words", "posting"):
        return Flow.CREATED
    if doer in ("school", "staff"):
        return Flow.SENT
    if doer == "learners":
        handed = lemma in words_of("words", "handing_in") or verb.to_own
        return Flow.CREATED if handed else None
    if doer == "they" and verb.own and not goal and not verb.passive and lemma in words_of("words", "giving"):
        return Flow.RECEIVED
    if doer == "they" or not verb.passive:
        return None
    if verb.subject in ("families", "learners", "staff") and verb.said and not verb.led:
        return None  # "parents are sent a book"
    plainly = lemma not in ("leave", "publish") and goal in ("they", "")
    return Flow.SENT if plainly else None


def _taken(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    if verb.form.lemma == "get" and "sight" in verb.object:
        return Flow.VIEWED if doer == "they" else None
    if verb.form.lemma in ("ask", "request", "want", "expect", "require", "need") and doer == "school":
        return None
    if verb.form.lemma == "ask" and verb.passive and verb.subject == "families":
        return Flow.ENTERED_BY_FAMILIES if doer in ("they", "") and goal != "us" else None
    if source == "families":
        return Flow.ENTERED_BY_FAMILIES if doer != "school" and goal != "us" else None
    if doer == "they":
        return Flow.SENT
    if (
        verb.form.lemma in ("receive", "obtain", "download", "get")
        and doer == "school"
        and not verb.passive
        and source in ("", "they")
    ):
        return Flow.RECEIVED
    if verb.form.lemma == "take" and doer in ("school", "staff") and not verb.passive and not source:
        return Flow.CREATED
    if verb.form.lemma == "take" and verb.passive and not source and doer != "they":
        return Flow.CREATED if goal == "they" or doer else None
    if verb.passive and not doer:
        return (
            Flow.RECEIVED
            if source == "they"
            else (Flow.SENT if source in ("us", "records", "school") else None)
        )
    if doer in ("school", "staff"):
        return Flow.SENT if goal == "they" else (Flow.RECEIVED if source == "they" else None)
    return None


def _made(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    if verb.form.lemma == "observe" and doer == "they":
        return Flow.VIEWED
    if verb.form.lemma in ("draw", "make", "create", "generate", "produce", "build") and source in (
        "us",
        "records",
    ):
        return Flow.SENT
    if doer == "families":
        return Flow.ENTERED_BY_FAMILIES
    if verb.form.lemma in ("come", "arise", "accrue", "accumulate") and not verb.passive:
        return Flow.CREATED if goal == "they" and not doer else None
    if (
        verb.passive
        and verb.of_paper
        and goal == "they"
        and not verb.there
        and doer in ("", "school", "staff")
    ):
        return Flow.SENT  # "a referral with the name is made to §"
    if (
        verb.form.lemma == "make"
        and doer in ("school", "staff")
        and set(verb.object) & words_of("words", "papers")
    ):
        return Flow.SENT  # "make a return of … to the Department"
    ours = doer == "school" and verb.form.lemma in words_of("words", "noting")
    return Flow.CREATED if verb.passive or ours or doer in ("they", "staff", "learners") else None


def _entered(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    if doer == "families" or (doer == "they" and verb.passive and "themselves" in verb.object):
        return None if goal == "us" else Flow.ENTERED_BY_FAMILIES
    if doer == "school":
        return Flow.CREATED if verb.form.lemma in ("put", "add") else Flow.SENT
    return Flow.CREATED if doer in ("staff", "learners") else None


def _seen(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    if source in ("records", "us"):
        return Flow.SENT
    here = verb.passive and not doer and " ".join(verb.object[:2]) in words_of("words", "here")
    return Flow.VIEWED if doer == "they" or here else None


def _moved(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    if goal == "families" or (verb.subject in ("families", "learners", "staff", "school") and not verb.led):
        return None
    if source == "families":
        return Flow.ENTERED_BY_FAMILIES
    if goal in ("us", "school") or source == "they":
        return Flow.RECEIVED
    return Flow.SENT if goal == "they" or source in ("us", "records", "school") else None


def _held(verb: Verb, doer: str, goal: str, source: str) -> Flow | None:
    """ "Entries to § carry names": what goes to it holds them."""
    if verb.form.lemma in ("have", "get") and {"sight", "read-only", "view-only"} & set(verb.object):
        return Flow.VIEWED if doer == "they" else None
    if verb.form.lemma == "open" and doer == "they" and verb.own:
        return Flow.VIEWED  # "coaches of § may open the medical page"
    if verb.form.lemma in ("state", "list", "describe") and doer == "families" and verb.with_own:
        return Flow.ENTERED_BY_FAMILIES  # "§, where you state your date of birth"
    if verb.form.lemma == "keep" and doer == "families":
        return Flow.ENTERED_BY_FAMILIES  # "it is up to you to keep your address right"
    if (
        verb.form.lemma == "keep"
        and doer == "they"
        and {"a", "an", "its"} & set(verb.object[:1])
        and set(verb.object) & words_of("words", "notes")
    ):
        return Flow.CREATED
    if doer == "they" and source in ("us", "records", "school") and not verb.passive:
        return Flow.SENT  # "it has your name from us"
    return Flow.SENT if verb.goes else None


_DECIDE = {
    "transfer": _transferred,
    "take": _taken,
    "make": _made,
    "enter": _entered,
    "see": _seen,
    "move": _moved,
    "hold": _held,
}


def by_whom(flow: Flow, doer: str, verb: Verb, source: str) -> str:
    """Who does it, where the item has a say in how it comes there."""
    if (
        flow is Flow.CREATED
        and doer in ("staff", "learners", "school")
        and {"enter", "transfer"} & set(verb.form.sorts)
    ):
        return doer
    if flow is Flow.SENT and verb.form.lemma == "take" and doer == "they":
        return "" if source else "taker"
    if flow is Flow.CREATED and verb.form.lemma == "take" and "take" in verb.form.sorts:
        return "taker"
    gathers = flow is Flow.SENT and verb.form.lemma in ("collect", "gather", "capture") and doer == "they"
    return "they" if gathers and not source else ""
