"""Is the service in use, and what does the notice remark about that."""

import re
from functools import cache, partial

from schoolgate.domain.vocabulary import EntryState
from schoolgate.notices.clues import Sieve
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells, tidy
from schoolgate.notices.wording import Wording, phrases_of

_wording = partial(phrases_of, "states.toml")

TELLING = (
    Label.STATUS,
    Label.RISK,
    Label.PROSE,
    Label.DATA_AND_PURPOSE,
    Label.OTHER,
    Label.YEAR_GROUPS,
)
STATES = (EntryState.AWAITING, EntryState.PAST, EntryState.NOT_IN_USE, EntryState.IN_USE)
NOTES = ("awaiting", "past", "not_in_use", "note")
_PART = re.compile(r"[^()\n;]+")
_DASH = re.compile(r"\s[–—-]+\s")


def state_of(text: str, row: Row) -> Said[EntryState] | None:
    """None where the words do not say."""
    for words in _told(text, row):
        for state, wording in _likely(*STATES).left(words.folded):
            match = wording.search(words.folded)
            if match and not (_is_of_another(words, match, row.name) or _is_of_data(words, match)):
                return Said(EntryState(state), words.spans(*match.span()))
    return None


def _is_of_another(words: Passage, cue: re.Match[str], name: str) -> bool:
    """ "ParentMail will be replaced by Arbor" says nothing of Arbor."""
    return cue[0].endswith(" by") and words.words[cue.end() :].lstrip().startswith(name)


def _is_of_data(words: Passage, cue: re.Match[str]) -> bool:
    """ "Kept until July of the year they leave": how long data is kept, not how long a service was used."""
    if not cue[0].startswith("until"):
        return False
    kept = _wording("kept").search(words.folded, 0, cue.start())
    return kept is not None or _wording("leaving").match(words.folded, cue.end() + 1) is not None


def status_note_of(text: str, row: Row) -> Said[str] | None:
    """The remark as printed: a bracket, what follows a dash, or the sentence."""
    for cell in cells(row, Label.STATUS):
        words = Passage.of(text, cell.spans)
        return Said(tidy(words.words), words.whole(), sure=False)
    for words in _told(text, row):
        noted = [part for part in _parts(words) if _is_note(part, row.name)] if _may_note(words) else []
        if noted:  # the last: "Awaiting assessment (not approved for use)" remarks on use in its bracket
            return Said(tidy(noted[-1].words).rstrip("."), noted[-1].whole(), sure=False)
    return None


def _is_note(part: Passage, name: str) -> bool:
    cues = (wording.search(part.folded) for _, wording in _likely(*NOTES).left(part.folded))
    return any(cue and not (_is_of_another(part, cue, name) or _is_of_data(part, cue)) for cue in cues)


def _may_note(words: Passage) -> bool:
    return any(_likely(*NOTES).left(words.folded))


def _told(text: str, row: Row) -> list[Passage]:
    telling = sorted(cells(row, *TELLING), key=lambda cell: TELLING.index(cell.label))
    return [sentence for cell in telling for sentence in Passage.of(text, cell.spans).sentences()]


def _parts(words: Passage) -> list[Passage]:
    parts = []
    for match in _PART.finditer(words.words):
        start = match.start()
        for dash in [*_DASH.finditer(words.words, match.start(), match.end()), None]:
            end = dash.start() if dash else match.end()
            if words.words[start:end].strip():
                parts.append(words.part(start, end))
            start = dash.end() if dash else end
    return parts


@cache
def _likely(*names: str) -> Sieve[tuple[str, Wording]]:
    return Sieve((_wording(name).ways, (name, _wording(name))) for name in names)
