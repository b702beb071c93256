"""Pages torn, cut, shuffled and mixed: each is read or refused by name, and none breaks the reading off."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolgate.notices.errors import NoticeError
from schoolgate.notices.read import read_notice
from tests.corpus.score import NOTICES

PAGES = sorted(path for path in NOTICES.glob("*.*") if path.suffix in (".txt", ".md", ".html"))
SIGNS = ["", ":", " -", "(", "|", "\t", "*", "[1]", "—", "?", "£", "."]


def left_out(lines, chance):
    return [line for line in lines if chance.random() > 0.3]


def shuffled(lines, chance):
    return chance.sample(lines, len(lines))


def a_part(lines, chance):
    first = chance.randrange(len(lines))
    return lines[first : first + chance.randint(1, 20)]


def cut_short(lines, chance):
    return [line[: chance.randint(0, len(line))] for line in lines]


def with_signs(lines, chance):
    return [line + chance.choice(SIGNS) for line in lines]


def mixed(lines, chance):
    others = chance.choice(PAGES).read_text().splitlines()
    return [line for pair in zip(lines, others, strict=False) for line in pair]


SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]  # a chance is drawn for each line of a page


@pytest.mark.parametrize("tear", [left_out, shuffled, a_part, cut_short, with_signs, mixed])
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(chance=st.randoms(use_true_random=False), page=st.sampled_from(PAGES))
def test_a_torn_page_is_read_or_refused(tear, chance, page):
    torn = "\n".join(tear(page.read_text().splitlines(), chance))

    try:
        found = read_notice(torn.encode(), page.name)
    except NoticeError:
        return
    for entry in found.entries:
        assert all(found.text[start:end] for spans in entry.evidence.values() for start, end in spans), entry


@pytest.mark.parametrize(
    "page",
    [
        "About us\n\n1. ?\n\nWho has data\n\n2.\n- Arbor: name\n",
        "What\tName\tClass\nArbor\tY\tN\tY\tY\nWonde\tY\n\n\nKey: Y = yes, N = no\nDojo\tY\tY\tN\n",
    ],
    ids=["a number without words", "rows longer than their headings"],
)
def test_what_once_broke_a_reading_off_is_read(page):
    assert read_notice(page.encode(), "notice.txt").text
