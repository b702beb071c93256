"""A name's tail says whose it is, what it is for or how it is told, and is no part of the name."""

import pytest

from schoolgate.notices.naming import named


def told(words):
    (one,) = named(words, (0, len(words)), several=False)
    return one.name, {cell.label.value: words[slice(*cell.spans[0])] for cell in one.cells}


@pytest.mark.parametrize(
    ("words", "name", "label", "said"),
    [
        ("Scopay, from Tucasi Ltd", "Scopay", "provider", "Tucasi Ltd"),
        ("Scholar, from Heriot-Watt University", "Scholar", "provider", "Heriot-Watt University"),
        ("Tallyhop, part of Microsoft 365", "Tallyhop", "provider", "Microsoft 365"),
        ("ProSolution by Advanced", "ProSolution", "provider", "Advanced"),
        ("Bug Club, published by Pearson", "Bug Club", "provider", "Pearson"),
        ("HMRC, for Gift Aid", "HMRC", "prose", "for Gift Aid"),
        ("EVOLVE, through North Yorkshire Council", "EVOLVE", "via", "North Yorkshire Council"),
    ],
)
def test_a_tail_is_told_of_the_name(words, name, label, said):
    assert told(words) == (name, {label: said})


@pytest.mark.parametrize(
    ("words", "name", "done"),
    [
        ("Certificates, by post from ASDAN", "ASDAN", "Certificates"),
        ("Class photographs, from Tempest Photography", "Tempest Photography", "Class photographs"),
        ("School meals, by Hale Catering Ltd", "Hale Catering Ltd", "School meals"),
    ],
)
def test_ordinary_words_before_a_tail_are_what_its_company_does(words, name, done):
    assert told(words) == (name, {"purpose": done})


@pytest.mark.parametrize("words", ["Learning by Questions", "Department for Education"])
def test_a_name_may_hold_such_words_itself(words):
    assert told(words) == (words, {})


def test_what_follows_the_tail_stays_said():
    assert told("Reading Eggs, by 3P Learning – name, class") == (
        "Reading Eggs",
        {"provider": "3P Learning", "prose": "name, class"},
    )
