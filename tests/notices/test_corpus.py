"""The corpus: whole notices of made-up schools, and who each of them shares with."""

import tomllib
from pathlib import Path

import pytest

from schoolgate.notices.layout import lay_out
from schoolgate.notices.names import recognise
from schoolgate.notices.readers import READERS

CORPUS = Path(__file__).parents[1] / "corpus"
NOTICES = tomllib.loads((CORPUS / "recipients.toml").read_text())
FLOOR = 0.92


def meant(name):
    service = recognise(name)
    return service.name if service else name.lower().removeprefix("the ")


def layout_of(notice):
    path = CORPUS / notice["file"]
    return lay_out(READERS[path.suffix](path.read_bytes(), path.name))


@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_gives_the_recipients_it_names(key):
    wanted = {meant(name) for name in NOTICES[key]["recipients"]}
    found = {meant(row.name) for row in layout_of(NOTICES[key]).rows}
    assert 2 * len(wanted & found) / (len(wanted) + len(found)) >= FLOOR, wanted ^ found


@pytest.mark.parametrize("key", [key for key, notice in NOTICES.items() if notice.get("denied")])
def test_a_notice_gives_what_it_says_is_not_used(key):
    layout = layout_of(NOTICES[key])
    denied = {meant(one.name) for one in layout.denied}
    assert {meant(name) for name in NOTICES[key]["denied"]} <= denied
    assert denied & {meant(row.name) for row in layout.rows} == set()
