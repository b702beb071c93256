"""Pages that speak in codes are read as if their key's words stood in the place of each code."""

import pytest

from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import txt
from schoolgate.notices.spelt_out import spelt_out

NAME_CLASS = {"full_name", "class"}
ALL = {"full_name", "class", "date_of_birth"}
LISTS = {
    "small letters in brackets": (
        "(a) name\n(b) class\n(c) date of birth\n(d) photograph\n\n"
        "Arbor: (a), (b), (c)\nUsed for our records.\n\nSumdog: (a), (b)\nMaths games.\n"
    ),
    "letters of a word": (
        "N   Name\nCL  Class\nDOB Date of birth\nUPN Unique pupil number\n\n"
        "Arbor    N, CL, DOB   Records\nSumdog   N, CL        Games\n"
    ),
    "letters without room between": (
        "Key to the letters: N = name, D = date of birth, C = class.\n\n"
        "Arbor (NCD): records\nSumdog (NC): games\n"
    ),
    "square brackets, the key at the foot": (
        "Arbor [N, C, D] - records\nSumdog [N, C] - games\n\nN name\nC class\nD date of birth\nP photograph\n"
    ),
    "categories and a range": (
        "Category A: name\nCategory B: class\nCategory C: date of birth\n\n"
        "Arbor - categories A to C\nSumdog - A and B\n"
    ),
    "numbers behind a label": (
        "Code 1 - Name\nCode 2 - Class\nCode 3 - Date of birth\n\n"
        "Arbor\nCodes: 1-3\nWhy: records\n\nSumdog\nCodes: 1, 2\nWhy: games\n"
    ),
    "words before their letters": (
        "Name (N), class (C), date of birth (D)\n\nArbor\nN, C, D\n\nSumdog\nN, C\n"
    ),
    "dots between": (
        "Key: N name · C class · D date of birth\n\nArbor — N C D — records\nSumdog — N C — games\n"
    ),
    "what letters stand for": (
        "N stands for the name\nC stands for the class\nD stands for the date of birth\n\n"
        "Arbor - N, C and D\nSumdog - N and C\n"
    ),
    "strokes, and numbers before the names": (
        "1. Arbor: N/C/D\n2. Sumdog: N/C\n\nN - name. C - class. D - date of birth. A - address.\n"
    ),
    "roman numbers": (
        "[i] Name\n[ii] Class\n[iii] Date of birth\n[iv] Photograph\n\nArbor (i, ii, iii)\nSumdog (i, ii)\n"
    ),
    "a key in two columns": (
        "1  Name              3  Date of birth\n2  Class             4  Photograph\n\n"
        "Arbor          1 2 3\nSumdog         1, 2\n"
    ),
    "codes first": "N – name\nC – class\nD – date of birth\n\nNCD   Arbor\nNC    Sumdog\n",
    "a sentence that opens with the codes": (
        "N name; C class; D date of birth; A address\n\n"
        "Arbor (N, C, D) holds our records.\nSumdog gets N and C.\n"
    ),
}


def read(text, name="notice.txt"):
    return read_notice(f"Who we share with\n\n{text}".encode(), name)


def items(reading):
    return {entry.name: {item.item for item in entry.items} for entry in reading.entries}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_codes_behind_a_name_are_the_keys_words_and_the_key_names_nobody(text):
    assert items(read(text)) == {"Arbor": ALL, "Sumdog": NAME_CLASS}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_the_evidence_of_a_code_is_where_the_key_prints_its_words(text):
    reading = read(text)
    assert reading.text.endswith(text)
    for entry in reading.entries:
        (name,) = entry.evidence["name"]
        assert reading.text[slice(*name)] == entry.name
        dates = [one.evidence for one in entry.items if one.item == "date_of_birth"]
        assert all(reading.text[slice(*spans[0])].lower().endswith("date of birth") for spans in dates)


def test_a_key_in_a_table_of_its_own_is_a_key():
    key = "".join(
        f"<tr><td>{mark}</td><td>{words}</td></tr>"
        for mark, words in (("N", "Name"), ("C", "Class"), ("D", "Date of birth"), ("P", "Photograph"))
    )
    rows = "<tr><td>Arbor</td><td>N C D</td></tr><tr><td>Sumdog</td><td>N, C</td></tr>"
    page = f"<table>{key}</table><table><tr><th>Supplier</th><th>Data</th></tr>{rows}</table>"
    assert items(read_notice(page.encode(), "notice.html")) == {"Arbor": ALL, "Sumdog": NAME_CLASS}


def test_a_page_that_opens_with_codes_and_ends_with_a_letter_is_spelt_out_once():
    page = txt.read(b"(N)(C): Arbor\nSumdog (N)\nEvolve (N)(D)\nN = name, C = class, D = day books", "a.txt")
    assert spelt_out(page).page.text.count("Evolve") == 1


def test_the_headings_of_a_keys_own_table_are_gone_with_it():
    page = "| Code | Meaning |\n|---|---|\n| N | Name |\n| C | Class |\n| D | Date of birth |\n\n"
    page += "| Who | Codes |\n|---|---|\n| Arbor | N+C+D |\n| Sumdog | N+C |\n"
    assert items(read_notice(page.encode(), "notice.md")) == {"Arbor": ALL, "Sumdog": NAME_CLASS}


def test_a_code_for_nothing_is_nothing():
    page = "N = name, C = class, X = nothing.\n\nSumdog      N C\nTempest     N\nBBC Bitesize    X\n"
    found = {entry.name: entry.nothing_shared for entry in read(page).entries}
    assert found == {"Sumdog": False, "Tempest": False, "BBC Bitesize": True}


@pytest.mark.parametrize(
    "text",
    [
        "SIMS: name, class\nCPOMS: name\nAQA: name, date of birth\n",  # names, no marks
        "1. Name\n2. Class\n3. Date of birth\n\nWe share these with Arbor in Years 1, 2 and 3.\n",
        "Unique pupil number (UPN), special educational needs (SEN), free school meals (FSM) go to Arbor.\n",
    ],
)
def test_what_only_looks_like_a_key_is_left_as_it_is(text):
    reading = read(text)
    assert all(reading.text[slice(*entry.evidence["name"][0])] == entry.name for entry in reading.entries)
    assert {entry.name for entry in reading.entries} in ({"SIMS", "CPOMS", "AQA"}, {"Arbor"})
