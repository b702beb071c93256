"""Signs before names, and the key that says what they mean."""

import pytest

from tests.notices.layouts import cells_of, denied_in, names_in

PAGE = """Who gets what

{key}

{out} Arbor: full pupil record
{out} Hatch Photos: name, class
{into} Hatch Photos: photographs
{gone} Showbie: name
"""
KEYS = {
    "→ we send   ← comes to us   ✗ stopped": "→←✗",
    "Key: ▲ sent by the school, ▼ sent to the school, ■ no longer used": "▲▼■",
    "+ we send; * comes to us; ◦ given up": "+*◦",
}


@pytest.mark.parametrize("key", KEYS)
def test_a_sign_says_which_way_the_data_of_its_line_go(key):
    out, into, gone = KEYS[key]
    page = PAGE.format(key=key, out=out, into=into, gone=gone)
    assert names_in(page) == ["Arbor", "Hatch Photos"]
    assert cells_of(page, "Hatch Photos") == {"data": ["name, class"], "received_data": ["photographs"]}
    assert denied_in(page) == ["Showbie"]


def test_a_key_that_no_line_bears_changes_nothing():
    rows = "- Arbor: name\n- Lexia: class\n- Showbie: name\n"
    page = f"Who gets what\n\n→ we send  ← comes to us  ✗ stopped\n\n{rows}"
    assert names_in(page) == ["Arbor", "Lexia", "Showbie"]
