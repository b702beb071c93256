import re
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Kind
from schoolgate.publish.phrases import (
    HEADER,
    LANGUAGES,
    UnknownLanguage,
    day_words,
    item_words,
    language_of,
    languages,
    phrases,
)

OTHERS = [code for code in LANGUAGES if code != "en"]
SCRIPTS = {"ur": "؀-ۿ", "ar": "؀-ۿ", "pa": "਀-੿", "bn": "ঀ-৿", "gu": "઀-૿"}


def flat(section, before=""):
    for key, value in section.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield from ((f"{before}{key}.{number}", one) for number, one in enumerate(value))
        else:
            yield f"{before}{key}", value


ENGLISH = dict(flat(phrases("en")))


def test_there_are_english_welsh_and_eight_more():
    assert len(LANGUAGES) == len(set(LANGUAGES)) == 10
    assert LANGUAGES[:2] == ("en", "cy")
    assert {
        path.name for path in files("schoolgate.publish.phrases").iterdir() if path.suffix == ".toml"
    } == {f"{code}.toml" for code in LANGUAGES}


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_phrase_and_no_other(code):
    assert set(dict(flat(phrases(code)))) == set(ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
def test_a_phrase_fills_in_the_same_things_in_every_language(code):
    blanks = {key: sorted(re.findall(r"\{(\w*)\}", words)) for key, words in flat(phrases(code))}
    assert blanks == {key: sorted(re.findall(r"\{(\w*)\}", words)) for key, words in ENGLISH.items()}


@pytest.mark.parametrize("code", OTHERS)
def test_a_phrase_is_empty_only_where_the_english_one_is(code):
    assert {key for key, words in flat(phrases(code)) if not words.strip()} == {
        key for key, words in ENGLISH.items() if not words.strip()
    }


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left_standing_in_another_language(code):
    meant = {"transform.as_is", "regulator.website", "list.comma", "list.semicolon", "list.colon", "date.day"}
    same = {key for key, words in flat(phrases(code)) if words == ENGLISH[key]}
    spelt_alike = {key for key in same if key in {"subject.staff", "item.statistics"} and code == "cy"}
    assert same - meant - spelt_alike == set()


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_language_of_another_script_is_written_in_it(code):
    """Latin letters stand only for names and for what the English school calls its years."""
    names = r"\{\w+\}|UK GDPR|Protection of Freedoms Act|Year|Reception|Nursery|UPN|ICO|https?://\S+"
    latin = {
        key: words for key, words in flat(phrases(code)) if re.search(r"[A-Za-z]", re.sub(names, "", words))
    }
    assert latin == {}
    scripts = re.compile(f"[{SCRIPTS[code]}]")
    lettered = [words for key, words in flat(phrases(code)) if re.search(r"\w", re.sub(names, "", words))]
    assert all(scripts.search(words) for words in lettered)


def test_every_data_item_has_its_name_in_every_language():
    for code in OTHERS:
        assert set(phrases(code)["item"]) == set(load_items())
        assert len(set(phrases(code)["item"].values())) == len(load_items()), code
    assert {kind.value for kind in Kind} == set(phrases("en")["kind"])


def test_a_language_says_how_it_is_called_and_which_way_it_runs():
    assert [one.name for one in languages()][:3] == ["English", "Cymraeg", "اردو"]
    assert {one.code for one in languages() if one.direction == "rtl"} == {"ur", "ar"}
    assert {one.direction for one in languages()} == {"ltr", "rtl"}
    assert [one.code for one in languages()] == list(LANGUAGES)


def test_a_translation_nobody_has_checked_is_a_draft_and_english_never_is():
    assert not language_of("en").is_draft
    assert {one.code for one in languages() if one.is_draft} == {
        one.code for one in languages() if one.reviewed_by is None
    } - {"en"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_names_who_read_it_or_leaves_both_empty(code):
    head = tomllib.loads((files("schoolgate.publish.phrases") / f"{code}.toml").read_text("utf-8"))
    assert set(HEADER) <= set(head)
    assert bool(head["reviewed_by"]) == bool(head["reviewed_at"])
    if head["reviewed_at"]:
        date.fromisoformat(head["reviewed_at"])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "22 November 2026"),
        ("cy", "22 Tachwedd 2026"),
        ("ur", "22 نومبر 2026"),
        ("pl", "22 listopada 2026 r."),
        ("pt", "22 de novembro de 2026"),
        ("bn", "22 নভেম্বর 2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(code, said):
    assert day_words(date(2026, 11, 22), code) == said


def test_an_item_is_called_by_its_name_in_the_language():
    assert item_words("date_of_birth", "pl") == "Data urodzenia"
    assert item_words("statistics_only", "cy") == "ffigurau yn unig, nid am unrhyw blentyn unigol"
    assert item_words("something_new", "ur") == "something new"


def test_a_language_that_is_not_there_is_refused_by_name():
    with pytest.raises(UnknownLanguage) as refusal:
        phrases("fr")
    assert str(refusal.value) == (
        "There is no page in the language 'fr'. There is one in en, cy, ur, pa, pl, bn, so, ar, gu, pt."
    )
