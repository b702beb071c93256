"""What a sentence of running words says a recipient is for, by where its name stands in it."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.items import is_all_data
from schoolgate.notices.listing import listed
from schoolgate.notices.passage import Passage

_OUR = r"(?:(?:our|the|your|all|most|your child's|some|any)\s)?"
_CALLED = r"(?:(?:a|an|the|our|another|local)\s(?:[\w-]+\s){0,3}?(?:called\s|named\s|,\s)?)*"
_CALLED = rf"(?:(?:teachers|staff|coaches|nurses|people|volunteers|tutors)\s(?:of|from|at)\s)?{_CALLED}"
_PAST = (
    r"(?:[a-z]+(?:ed|en|wn)|set|taught|kept|sent|bought|sold|built|made|held|done|run|paid|led|put"
    r"|looked after)"
)
# Verbs that say of data only where it goes or lies.
_MOVES = re.compile(
    r"(?:held|kept|stored|sent|shared|entered|passed|given|uploaded|transferred|provided|exported|imported"
    r"|synced|copied|put|saved|seen|is|are|go|goes)"
)
_BY = r"(?:by|on|in|through|with|via|using|at|from|for us by)"
_DONE = re.compile(
    rf"{_OUR}(?P<what>[^,;:]{{3,70}}?)\s(?P<done>(?:is|are|was|were|will be|has been|have been)\s"
    rf"(?:\w+ly\s|also\s|all\s)?(?P<verb>{_PAST})(?:\s[^,;:]{{2,40}}?)??)\s{_BY}\s{_CALLED}",
    re.IGNORECASE,
)
_COMES = re.compile(
    rf"{_OUR}(?P<what>[^,;:]{{3,60}}?)\s"
    r"(?P<verb>comes?|is|are|works?|visits?|go(?:es)? out|go(?:es)?|happens?|takes? place)"
    rf"(?:\s(?:called|named|from|with|through|by|via|on|at))?\s{_CALLED}",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:our|the|your)\s(?P<what>[a-z][\w'’ -]{2,40}?)"
    r"(?P<joint>,|\s\(|:|\s[–—-])?\s?"
    r"(?P<whose>(?:who (?:is|are) )?(?:provided|supplied|run|employed) by |from )?"
    rf"{_CALLED}",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?P<what>(?:for|to|in order to)\s[^,;]{3,60}?),?\s"
    r"(?:we|the \w+|pupils|children|students|staff|teachers)"
    r"\s(?:\w+\s)?(?:use|uses|have|has|work with|works with|rely on|go to|buy)\s"
    rf"(?:also\s|now\s)?{_CALLED}",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    r".*\b(?:we|staff|teachers|the office|the school)\s(?:also\s|now\s|then\s|can\s)?"
    r"(?P<what>(?:keep|enter|record|set|do|run|plan|log|track|send|take|book|write|manage|collect|buy|order|sell|teach"
    r"|print|publish|text|pay|check|test|assess|report|mark)\b[^,;]{2,60}?)\s"
    rf"(?:in|on|with|through|using|via|by|from)\s{_CALLED}",
    re.IGNORECASE,
)
_ASIDE = r"(?:\s?\([^()]*\)|,?\s(?:by|from|made by|run by)\s[A-Z0-9][^,;:]{2,40}?(?=,|\sis\b))?"
_DOES = re.compile(
    rf"{_ASIDE},?\s(?P<what>(?:keeps?|runs?|does|looks? after|manages?|handles?|organises?|prints?|makes?"
    r"|teach(?:es)?|cooks?|drives?|moves?|cleans?|checks?|marks?|hosts?)\s[\w'’-]+(?:\s[\w'’-]+){0,8}?)"
    r"(?=\sand\s(?:it\s|they\s)?(?:holds?|has|have|gets?|receives?|needs?|sees?|is|are|hears?)\b|[,;.:]|$)"
)
_GIVING = (
    r"(?:send|share|give|pass|tell|whom|which|be|receive|get|see|view|enter|upload|us|them|it|you|the|a|our)"
)
_TAIL = re.compile(
    rf"{_ASIDE},?\s(?:(?:is|are)\s)?(?P<what>for\s(?!which|whom|example|instance|this|that|us\b|them\b|it\b|schools?\b)[a-z][^,;.:]{{2,80}}"
    rf"|so that\s[^;.:]{{4,90}}|to\s(?!{_GIVING}\b)[a-z]+\s[^,;.:]{{2,80}})"
)
_END = re.compile(
    r"\s(?P<what>for\s(?:the|our|your|each|every|all|a|an)\s[a-z][^,;.:]{3,50}|so that\s[^;.:]{4,90})[.\s]*$"
)
# The names before it: "with AQA, Pearson and WJEC".
_NAME = r"[A-Z0-9][\w'’&.-]*(?:\s[A-Z0-9][\w'’&.-]*)*"
_OTHERS = re.compile(rf"(?<=[a-z]\s)(?:{_NAME}(?:,\s(?:and\s)?|\sand\s))+$")
_NO_ROLE = re.compile(
    r"(?:it|this|that|they|these|which|who|there|he|she|names?|data|information|details|records?|company|firm|app|apps"
    r"|system|systems|school|council|service|services|provider|supplier|one|same|other|local authority)\b",
    re.IGNORECASE,
)


def told_of(sentence: Passage, name: str) -> tuple[Span, ...]:
    """Where in the sentence the words stand, before its name and behind it; nothing where no shape tells."""
    at = sentence.words.find(name)
    if at < 0:
        return ()
    others = (
        _OTHERS.search(sentence.words, 0, at) if sentence.words[:at].rstrip()[-1:] in (",", "d") else None
    )
    before = _before(sentence, others.start() if others else at)
    found = (next(part, None) for part in (before, _behind(sentence, at + len(name))))
    return tuple(span for span in found if span)


def _before(sentence: Passage, end: int) -> Iterator[Span]:
    words = sentence.words
    if match := _FOR.fullmatch(words, 0, end):
        yield match.span("what")
    if (match := _DONE.fullmatch(words, 0, end)) and _is_deed(sentence, match.span("what"), match["verb"]):
        yield match.start("what"), match.end("done")
    if (match := _COMES.fullmatch(words, 0, end)) and _is_deed(sentence, match.span("what"), match["verb"]):
        yield match.span("what")
    if (match := _WE_DO.fullmatch(words, 0, end)) and not _is_data(sentence, match.span("what"), 1):
        yield match.span("what")
    role = _ROLE.fullmatch(words, 0, end)
    if role and (role["joint"] or role["whose"]) and not _NO_ROLE.fullmatch(role["what"]):
        yield role.span("what")


def _behind(sentence: Passage, end: int) -> Iterator[Span]:
    words = sentence.words
    if (match := _DOES.match(words, end)) and not _is_data(sentence, match.span("what"), 1):
        yield match.span("what")
    if match := _TAIL.match(words, end):
        yield match.span("what")
    if (match := _END.search(words, end)) and any(one.end <= match.start("what") for one in listed(sentence)):
        yield match.span("what")


def _is_deed(sentence: Passage, what: Span, verb: str) -> bool:
    """ "Photographs are taken", and not "Names are held" or "It is run"."""
    told = _NO_ROLE.match(sentence.words[slice(*what)]) is None
    moved = _MOVES.fullmatch(verb) is not None
    return told and not (moved and _is_data(sentence, what, 0))


def _is_data(sentence: Passage, span: Span, verbs: int) -> bool:
    """Is all of it data, but for so many words at its beginning?"""
    for _ in range(verbs):
        span = (sentence.words.find(" ", *span) + 1, span[1])
    if sentence.folded.startswith("our ", span[0]):
        return False  # "our registers"
    return is_all_data(sentence.part(*span))
