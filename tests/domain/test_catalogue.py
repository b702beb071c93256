import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.catalogue import by_name, fold, known, load_catalogue, load_categories
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Kind

EVERY_SERVICE = load_catalogue()
ADDRESS = re.compile(r"https?://[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+(/[^\s<>\"]*)?")
MOST_KNOWN = {"owner": 137, "website": 97, "least": 18}  # at least so many; more with each round of looking


def test_the_catalogue_knows_most_of_what_schools_name():
    assert len(EVERY_SERVICE) >= 600
    assert sum(service.kind == "supplier" for service in EVERY_SERVICE) >= 400


def test_no_two_services_go_by_the_same_name():
    told = [fold(name) for service in EVERY_SERVICE for name in service.every_name()]
    assert len(told) == len(set(told)), sorted({name for name in told if told.count(name) > 1})
    assert all(told)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Times Tables Rock Stars", "times tables rock stars"),
        ("Maths — No Problem!", "maths no problem"),
        ("City & Guilds", "city and guilds"),
        ("The pupil’s family", "the pupils family"),
        ("The pupil's family", "the pupils family"),
        ("4Matrix", "4matrix"),
        ("  Read Write Inc. ", "read write inc"),
    ],
)
def test_a_name_is_folded_as_it_was_when_pseudonyms_were_made_over_it(printed, folded):
    assert fold(printed) == folded


@given(st.text())
def test_folding_a_name_twice_is_folding_it_once(printed):
    assert fold(fold(printed)) == fold(printed)


@given(st.sampled_from(EVERY_SERVICE), st.data())
def test_a_service_is_known_by_each_of_its_names_however_they_are_shouted(service, data):
    name = data.draw(st.sampled_from(service.every_name()))
    shouted = data.draw(st.sampled_from([name, name.upper(), name.lower(), f" {name}. "]))
    assert known(shouted) is service


def test_the_catalogue_is_kept_in_order_so_that_a_new_line_has_one_place():
    places = [(service.category, fold(service.name)) for service in EVERY_SERVICE]
    assert places == sorted(places)
    assert list(load_categories()) == sorted(load_categories())


def test_every_service_has_a_category_with_plain_words_and_every_category_a_service():
    assert {service.category for service in EVERY_SERVICE} == set(load_categories())
    assert all(category.label[0].isupper() for category in load_categories().values())


@pytest.mark.parametrize("service", EVERY_SERVICE, ids=lambda service: service.name)
def test_a_claim_about_a_service_stands_only_beside_its_source(service):
    Kind(service.kind)
    for claim in ("owner", "group", "website", "country", "takes", "least"):
        assert bool(getattr(service, claim)) == bool(getattr(service, f"{claim}_source")), claim
    assert not (service.former_owners or service.owner_since) or service.owner
    assert all(old.source for old in service.retired)
    for source in sources(service):
        assert ADDRESS.fullmatch(source), source


@pytest.mark.parametrize("service", EVERY_SERVICE, ids=lambda service: service.name)
def test_what_is_said_of_a_service_is_well_formed(service):
    assert not service.website or ADDRESS.fullmatch(service.website.replace("https://", "http://", 1))
    assert not service.website or service.website.startswith("https://")
    assert not service.country or (len(service.country) == 2 and service.country.isupper())
    assert {*service.takes, *service.least} <= set(load_items())
    assert not service.takes or set(service.least) <= set(service.takes)
    assert not service.format_sought_on or date.fromisoformat(service.format_sought_on)
    years = [
        service.owner_since,
        *(year for past in service.past_owners for year in (past.since, past.until)),
    ]
    assert all(1900 < int(year) <= 2026 for year in years if year)


def test_nobody_owned_a_service_before_and_owns_it_still():
    for service in EVERY_SERVICE:
        assert service.owner not in service.former_owners, service.name


def test_a_former_owner_is_not_part_of_what_the_service_is_called_today():
    """Else every notice that names the service rightly would be told that it names the wrong company."""
    for service in EVERY_SERVICE:
        today = f" {fold(service.name)} "
        assert not [old for old in service.former_owners if f" {fold(old)} " in today], service.name


def test_enough_is_known_of_the_services_that_schools_name():
    assert sum(bool(service.owner) for service in EVERY_SERVICE) >= MOST_KNOWN["owner"]
    assert sum(bool(service.website) for service in EVERY_SERVICE) >= MOST_KNOWN["website"]
    assert sum(bool(service.least) for service in EVERY_SERVICE) >= MOST_KNOWN["least"]


def sources(service):
    """Every page that stands behind a claim; several are parted by semicolons."""
    fields = ("owner", "group", "website", "country", "takes", "least")
    named = [getattr(service, f"{one}_source") for one in fields]
    named += [old.source for old in service.past_owners]
    return [source for several in named if several for source in several.split("; ")]


def test_a_common_word_is_one_of_the_names_of_its_service():
    for service in EVERY_SERVICE:
        assert set(service.common) <= set(service.every_name()), service.name


def test_a_common_word_names_a_service_only_where_it_stands_alone():
    assembly = known("assembly")
    assert assembly is not None
    assert assembly.name == "Assembly"
    assert "Assembly" not in assembly.names()
    assert "Assembly Platform" in assembly.names()


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("TTRS", "Times Tables Rock Stars"),
        ("My Maths", "MyMaths"),
        ("G SUITE FOR EDUCATION", "Google Workspace for Education"),
        ("Twitter", "X (Twitter)"),
        ("CareMonkey", "Operoo"),
        ("Secure Access", "DfE Sign-in"),
        ("Department of Education", "Department for Education"),
        ("Department of Education (NI)", "Department of Education (NI)"),
        ("Capita SIMS", "SIMS"),
        ("National Foundation for Educational Research", "NFER"),
        ("The pupil’s family and representatives", "Family and representatives"),
        ("Our auditors", "Auditors"),
        ("Gyrfa Cymru", "Careers Wales"),
    ],
)
def test_a_printed_name_is_understood(printed, meant):
    assert by_name()[fold(printed)].name == meant


def test_products_that_only_sound_alike_stay_apart():
    pairs = [
        ("Pay360", "SIMS Pay"),
        ("Lexia", "Lexia Core5"),
        ("ActiveLearn", "ActiveLearn Primary"),
        ("Bug Club", "ActiveLearn"),
        ("2Build a Profile", "Evidence Me"),
        ("Groupcall Messenger", "Groupcall Xporter"),
    ]
    assert all(known(one) is not known(other) for one, other in pairs)


def test_teaching_apps_are_marked_and_school_systems_are_not():
    apps = {name: known(name).curriculum for name in ("Purple Mash", "Scratch", "IXL", "ClassDojo", "Seneca")}
    systems = {name: known(name).curriculum for name in ("SIMS", "CPOMS", "ParentPay", "Kindle", "Cool Milk")}
    assert set(apps.values()) == {True}
    assert set(systems.values()) == {False}


def test_public_bodies_are_not_taken_for_suppliers():
    kinds = {name: known(name).kind for name in ("DfE", "Ofsted", "LA", "NHS", "Police", "AQA", "Auditors")}
    assert kinds == {
        "DfE": "statutory",
        "Ofsted": "statutory",
        "LA": "authority",
        "NHS": "authority",
        "Police": "authority",
        "AQA": "professional",
        "Auditors": "professional",
    }
