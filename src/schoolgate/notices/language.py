"""Is a notice written in English? Others are not read yet."""

import re
from collections import Counter

from schoolgate.notices.errors import NotReadYet

# Small words that make up a good part of any running text in a language. Chosen not to be English words.
_WELSH = (
    "mae yn yr y i o ar gyda ydym eich ein gan am bod wedi cael neu sy sydd ac nad hwn hon rydym byddwn ysgol"
)
_GAELIC_OR_IRISH = "agus tha sinn na nan ann airson gu bheil sgoil ag ar an gach féidir scoil maidir leis"
_POLISH = "i w z na do że się jest oraz nie są dla przez szkoła danych"
_FRENCH = "le la les des et une nous vous est pour dans sur avec données école"
_ENGLISH = "the of and to in is for with we our your that are this on or by be as it which not will"
SMALL_WORDS = {
    "Welsh": frozenset(_WELSH.split()),
    "Gaelic or Irish": frozenset(_GAELIC_OR_IRISH.split()),
    "Polish": frozenset(_POLISH.split()),
    "French": frozenset(_FRENCH.split()),
}
ENGLISH = frozenset(_ENGLISH.split())
_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 12  # words; less says nothing about a language


def refuse_other_languages(text: str, name: str) -> None:
    """Raises NotReadYet where another language's small words outnumber the English ones by far."""
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST:
        return
    often = Counter(words)
    english = sum(often[word] for word in ENGLISH)
    for language, small in SMALL_WORDS.items():
        told = [often[word] for word in small if word in often]
        if len(told) >= 5 and sum(told) > 2 * english and sum(told) * 12 > len(words):
            raise NotReadYet(name, language)
