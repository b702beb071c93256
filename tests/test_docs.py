"""What the documents promise, held against the code."""

import importlib
import inspect
import pkgutil
import re
from enum import StrEnum
from pathlib import Path

import pytest

import schoolgate.domain
from schoolgate.checks import CHECKS
from schoolgate.domain.items import load_states
from schoolgate.feeds.formats import FORMATS
from tools.write_docs import PAGES as WRITTEN

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def words_of_the_domain():
    for module in pkgutil.iter_modules(schoolgate.domain.__path__):
        path = f"schoolgate.domain.{module.name}"
        for name, thing in vars(importlib.import_module(path)).items():
            if inspect.isclass(thing) and thing.__module__ == path and not name.startswith("_"):
                yield thing


WORDS = sorted(words_of_the_domain(), key=lambda word: (word.__name__, word.__module__))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.__module__}.{word.__name__}")
def test_the_glossary_explains_every_word_of_the_domain(word):
    assert re.search(rf"\*\*{word.__name__}\*\*", GLOSSARY), f"GLOSSARY.md does not name {word.__name__}"
    fixed = [member.value for member in word] if issubclass(word, StrEnum) else []
    assert [value for value in fixed if f"`{value}`" not in GLOSSARY] == []


def test_the_glossary_names_what_may_stand_in_place_of_items():
    assert all(f"`{key}`" in GLOSSARY for key in load_states())


def test_a_decision_is_found_by_its_number_and_read_in_a_minute():
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text("utf-8")
        assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", path.name)
        assert len(text.splitlines()) <= 30, path.name
        assert not re.match(r"# *\d", text), f"{path.name}: the number lives in the file's name alone"
        assert all(f"**{part}**" in text for part in ("We chose", "Because", "Dear to reverse", "Instead of"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_from_one_page_to_another_leads_somewhere(path):
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_speaks_of_one_persons_machine(path):
    assert re.findall(r"/(?:home|work|Users|tmp|root)/\w+", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", WRITTEN)
def test_a_page_written_from_the_program_says_what_the_program_says(path):
    assert (ROOT / path).read_text("utf-8") == WRITTEN[path](), "Run `make docs`."


def test_every_check_and_format_is_in_the_documents():
    told = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert [check.RULE.id for check in CHECKS if f"# {check.RULE.id}\n" not in told] == []
    assert [name for name in FORMATS if f"`{name}`" not in told] == []


def test_who_wants_to_change_something_is_sent_to_a_place_that_exists():
    table = CONTRIBUTING.split("## Where would I change")[1].split("\n## ")[0]
    places = re.findall(r"`((?:src|tests|docs|tools)/[^`<]*)`", table)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_setting_is_documented():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"\bSCHOOLGATE_[A-Z_]+[A-Z]\b", code)) - {
        "SCHOOLGATE_OFFICE"
    }  # Django's, not a person's
    told = "\n".join(path.read_text("utf-8") for path in PAGES)
    assert named
    assert [name for name in sorted(named) if f"`{name}`" not in told and f"{name}=" not in told] == []
