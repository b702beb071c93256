"""Who may do something with data, and the small words around it."""

from functools import cache, lru_cache

from schoolgate.notices.verbs import words_of

ITSELF = "§"  # what stands for the recipient's own name


@lru_cache(maxsize=20_000)  # words
def doer_of(word: str) -> str:
    kinds = ("families", "they", "school", "learners", "staff")
    return next((kind for kind in kinds if word in words_of("doers", kind)), "")


@cache
def helping() -> frozenset[str]:
    return words_of("words", "be") | words_of("words", "have") | words_of("words", "modals")


@cache
def actors() -> frozenset[str]:
    return frozenset().union(
        *(words_of("doers", kind) for kind in ("school", "families", "staff", "learners", "they"))
    )


@cache
def determiners() -> frozenset[str]:
    return words_of("words", "determiners")


@cache
def prepositions() -> frozenset[str]:
    return words_of("words", "prepositions")


@cache
def adverbs() -> frozenset[str]:
    return words_of("words", "adverbs") - words_of("words", "prepositions") | {"not", "never"}


def is_doer(name: str) -> bool:
    """Do ordinary words say who it is: "our external auditors", "our MIS"?"""
    last = name.lower().split()[-1:]
    ordinary = all(word.islower() or word.isupper() for word in name.split())
    return ordinary and bool(last) and (last[0] in actors() or last[0] in words_of("doers", "records"))
