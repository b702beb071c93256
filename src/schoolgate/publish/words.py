"""Facts → the words on the page: whatever takes more than looking a phrase up."""

from schoolgate.domain.roll import STAGES, YEARS
from schoolgate.domain.vocabulary import ChoiceKind, Subject, Transform
from schoolgate.publish.facts import ChoiceLine, Pupils, Shared
from schoolgate.publish.phrases import SOURCE, phrases


def opening(words: str) -> str:
    """The same words with a capital to begin with: a school types "until Year 6" and "Until Year 6"."""
    return words[:1].upper() + words[1:]


def counted(what: str, count: int, language: str = SOURCE) -> str:
    """One of the page's phrases for none, one or many."""
    number = "none" if count == 0 else "one" if count == 1 else "many"
    return str(phrases(language)["page"][f"{what}_{number}"]).format(count=count)


def notes(shared: Shared, language: str = SOURCE, *, mixed: bool = False) -> list[str]:
    """What limits one kind of data, in our own words; the school's conditions stand apart.

    mixed   data of others stand before it, so that pupils are named too
    """
    words = phrases(language)
    whose = [words["subject"][one] for one in shared.subjects if mixed or shared.subjects != (Subject.PUPIL,)]
    limits = [words["transform"][shared.transform]] if shared.transform is not Transform.AS_IS else []
    doubts = [] if shared.is_certain else [words["shared"]["sometimes"]]
    return [*([paired(whose, language)] if whose else []), *limits, *doubts]


def paired(names: list[str], language: str = SOURCE) -> str:
    """ "parents", "parents and staff", "parents, pupils and staff"."""
    words = phrases(language)["list"]
    *before, last = names
    return words["pair"].format(first=words["comma"].join(before), last=last) if before else last


def pupils_words(pupils: Pupils, language: str = SOURCE) -> list[str]:
    words = phrases(language)["pupils"]
    if pupils.everyone:
        return [words["everyone"]]
    nursery = [words["nursery"]] if {"N1", "N2"} & set(pupils.year_groups) else []
    told = [*nursery, *_years(pupils.year_groups, words), *_stages(pupils.year_groups, words)]
    return [*told, *([words["some"]] if pupils.some else [])]


def _years(groups: tuple[str, ...], words: dict[str, str]) -> list[str]:
    """Runs of years as one phrase: R 1 2 4 → Reception, Years 1 to 2, Year 4."""
    reception = [words["reception"]] if "R" in groups else []
    return [*reception, *_said(_runs(groups, YEARS[3:]), words["year"], words["years"])]


def _stages(groups: tuple[str, ...], words: dict[str, str]) -> list[str]:
    """Scotland's: P1 P2 P3 S1 → P1 to P3, S1."""
    return _said(_runs(groups, STAGES), "{year}", words["stages"])


def _said(runs: list[list[str]], one: str, many: str) -> list[str]:
    return [
        one.format(year=run[0]) if len(run) == 1 else many.format(first=run[0], last=run[-1]) for run in runs
    ]


def _runs(groups: tuple[str, ...], order: tuple[str, ...]) -> list[list[str]]:
    runs: list[list[str]] = []
    for place, year in enumerate(order):
        if year not in groups:
            continue
        if runs and runs[-1][-1] == order[place - 1]:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def choice_words(line: ChoiceLine, language: str = SOURCE) -> str:
    return str(phrases(language)["choice"][line.kind.value if line.kind else "unknown"])


def refusal_words(line: ChoiceLine, language: str = SOURCE) -> str:
    """What happens after a no."""
    words = phrases(language)["refuse"]
    if line.kind in (None, ChoiceKind.NONE, ChoiceKind.OBJECT):
        return str(words[line.kind.value if line.kind else "unknown"])
    return str(words["alternative" if line.alternative else "no_alternative"])
