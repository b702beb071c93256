import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.catalogue import by_name, fold, known, load_catalogue, load_categories
from schoolgate.domain.vocabulary import Kind

EVERY_SERVICE = load_catalogue()


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
    for claim in ("owner", "website", "country", "takes", "least"):
        assert bool(getattr(service, claim)) == bool(getattr(service, f"{claim}_source")), claim
    assert not service.former_owners or service.owner
    assert all(old.source for old in service.retired)
    assert not service.website or service.website.startswith("https://")
    assert not service.country or (len(service.country) == 2 and service.country.isupper())


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
