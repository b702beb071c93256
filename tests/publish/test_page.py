import gzip
import re
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import Choice, Scope
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Subject, Transform
from schoolgate.publish.facts import Group, OtherWay, Pupils, Shared
from schoolgate.publish.layouts import Layout
from schoolgate.publish.page import page_policy, render_page
from schoolgate.publish.phrases import LANGUAGES, phrases
from schoolgate.publish.readability import grade
from schoolgate.publish.sheet import contacts_of
from schoolgate.publish.words import notes, pupils_words
from tests.publish.cast import (
    COUNCIL,
    FINGERS,
    MEALS,
    TABLES,
    WHOLE,
    agreement,
    clause,
    many,
    page,
    sent,
)


def read(*agreements, **more):
    return lxml.html.document_fromstring(render_page(page(*agreements, **more)))


def words(element):
    return " ".join(element.text_content().split())


def rows(card):
    return {
        words(row.find("dt")): words(row.find("dd")) for row in card.iter("div") if row.find("dt") is not None
    }


def card_of(document, slug):
    return rows(document.get_element_by_id(f"with-{slug}"))


def test_a_card_says_everything_in_one_order():
    assert card_of(read(TABLES), "tables-rock") == {
        "Run by": "Maths Round Ltd",
        "What it is for": "Practising times tables at school and at home",
        "What we share": "First name Initial of the surname Class Year group",
        "Made there as it is used": "Attainment and progress",
        "We leave out": "Date of birth",
        "Which pupils": "Years 3 to 6",
        "Where it is kept": "Servers in Ireland",
        "How long": "Until the end of the school year in which your child leaves",
        "Used for adverts?": "No; its terms say so",
        "It gets there through": "Gatepost",
        "Its staff may look at it": "To mend faults, when we ask",
        "If you say no": "We do not share it.",
        "What your child gets instead": "The same work on paper",
        "Your choice": "We ask first, and share this only if you say yes.",
        "To tell us": "Fill in the form in the book bag",
        "The rule we rely on": "It is part of our job as a school (UK GDPR Article 6(1)(e)).",
        "Website": "Website of Tables Rock",
        "Privacy notice": "Privacy notice of Tables Rock",
    }


def test_what_a_school_has_not_said_is_said_to_be_unknown():
    bare = card_of(read(agreement("Bare", clause(kind=None, basis=None, scope=Scope()))), "bare")
    unknown = "Not written down yet. You can ask us."
    assert {row for row, said in bare.items() if said == unknown} == {
        "What it is for",
        "What we share",
        "Which pupils",
        "Where it is kept",
        "How long",
        "Used for adverts?",
        "If you say no",
        "Your choice",
    }


def test_sensitive_data_carries_a_tag_in_words():
    shared = card_of(read(MEALS), "lunch-box")["What we share"]
    assert shared.startswith(
        "Dietary needs (sometimes) Sensitive "
        "Medical information (if you told us of an allergy) Sensitive Full name"
    )


def test_where_the_law_leaves_no_choice_no_refusal_is_offered():
    census = card_of(read(COUNCIL), "school-census")
    assert "If you say no" not in census
    assert census["Your choice"] == "There is no choice here. You can still ask us about it."


def test_fingerprints_are_the_childs_to_refuse_too():
    choice = card_of(read(FINGERS), "till-touch")["Your choice"]
    assert (
        "Fingerprints and the like: We use this only if a parent says yes in writing "
        "(Protection of Freedoms Act)." in choice
    )
    assert "If your child says no, we do not use it." in choice


@pytest.mark.parametrize(
    ("agreements", "said"),
    [
        ([], "This list is not ready yet. Ask us who has your child’s data."),
        ([COUNCIL], "One other body gets or holds data about our pupils."),
        ([TABLES, COUNCIL], "2 others get or hold data about our pupils. You can say no to one of them."),
        (many(3), "3 others get or hold data about our pupils. You can say no to 3 of them."),
    ],
    ids=range(4),
)
def test_the_first_sentence_counts(agreements, said):
    assert words(read(*agreements).find_class("lead")[0]) == said


def test_what_is_not_shared_is_said_aloud():
    shown = words(read(*WHOLE, not_used=("Zoom",)).body)
    assert "What we do not share We use these, and send them no data about pupils: Wall Clock" in shown
    assert "We do not use these: Zoom" in shown


def test_the_page_is_dated_and_tells_whom_to_ask_and_how_to_complain():
    facts = page(*WHOLE)
    shown = words(read(*WHOLE).body)
    for said in (
        "Elm Row Primary School Who has your child’s data",
        "This page shows what was in force on 22 November 2026.",
        f"Version {facts.version}",
        "Ask the school office@elmrow.example",
        "Our data protection officer Robin Ash, dpo@ashandco.example",
        "How to complain to us Write to the chair of governors, by e-mail or on paper.",
        "You can also complain to the Information Commissioner’s Office",
        "Who decides, in law Governing body of Elm Row Primary School",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("office@elmrow.example", ["mailto:office@elmrow.example"]),
        ("office@elmrow.example, 01234 567890", ["mailto:office@elmrow.example"]),
        ("The form at https://elmrow.example/say-so.", ["https://elmrow.example/say-so"]),
        (
            "https://elmrow.example/a?b=1 or a@b.example",
            ["https://elmrow.example/a?b=1", "mailto:a@b.example"],
        ),
        ("javascript:alert(1) or the office", []),
    ],
)
def test_whom_to_write_to_is_followed_by_a_touch_wherever_it_stands(typed, links):
    school = replace(page(*WHOLE), contact=typed, complaint_route=typed, website=None)
    told = [one for one in contacts_of(school) if one.key in ("school", "complaint_route")]
    for row in told:
        assert "".join(run.text for run in row.lines[0]).casefold() == typed.casefold()
        assert [run.address for run in row.lines[0] if run.address] == links
    shown = lxml.html.document_fromstring(render_page(school)).xpath("//a/@href")
    assert all(shown.count(link) >= 2 for link in links)


def test_no_blank_of_a_phrase_is_left_open():
    assert "{" not in words(read(*WHOLE, not_used=("Zoom",)).body)


def test_the_page_fetches_nothing_and_runs_nothing():
    source = render_page(page(*WHOLE))
    document = lxml.html.document_fromstring(source)
    assert list(document.iter("script", "link", "img", "iframe", "object", "embed", "form", "source")) == []
    assert "@import" not in source
    assert "url(" not in source
    assert [
        name for one in document.iter() for name in one.attrib if name.startswith("on") or name == "style"
    ] == []
    assert page_policy() in source.replace("&#39;", "'")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", Layout)
def test_twenty_five_recipients_fit_in_twenty_kilobytes(layout, language):
    shown = render_page(page(*many(25)), layout=layout, language=language)
    assert len(gzip.compress(shown.encode())) <= 20_000


SPITE = '<script>alert("x")</script>&"\'{{ page }}‮'


@given(st.text(min_size=1, max_size=20).map(lambda text: text + SPITE))
def test_what_a_school_types_is_escaped_and_set_apart(typed):
    names = ("service", "recipient", "storage", "transfer", "retention", "adverts", "via", "access")
    said = clause(
        sent("class", conditions=(typed,)),
        purposes=(typed, typed),
        choice=Choice(kind=ChoiceKind.PERMISSION, alternative=typed, route=typed),
    )
    facts = page(replace(agreement("Name", said), **dict.fromkeys(names, typed)), not_used=(typed,))
    typed_facts = dict.fromkeys(
        ("school", "controller", "contact", "dpo_name", "dpo_contact", "complaint_route"), typed
    )
    source = render_page(replace(facts, **typed_facts))
    assert "<script" not in source
    outside = re.sub(r"<bdi>[^<]*</bdi>|<title>[^<]*</title>", "", source)
    assert "alert(" not in outside
    assert source.count("alert(") >= 16


def test_a_hostile_address_is_never_a_link():
    document = read(replace(TABLES, website="javascript:alert(1)", privacy_notice="data:text/html,x"))
    assert {link.split(":")[0] for link in document.xpath("//@href") if ":" in link} == {"https", "mailto"}


def test_every_word_of_our_vocabulary_has_its_phrase():
    ours = phrases()
    for section, keys in {
        "group": Group,
        "other_way": OtherWay,
        "transform": Transform,
        "subject": Subject,
        "basis": Basis,
        "condition": Condition,
        "choice": ChoiceKind,
    }.items():
        assert set(ours[section]) >= {key.value for key in keys}, section


@pytest.mark.parametrize(
    ("pupils", "said"),
    [
        (Pupils(everyone=True, year_groups=("1",)), ["All pupils"]),
        (
            Pupils(year_groups=("N1", "N2", "R", "1", "2", "4")),
            ["Nursery", "Reception", "Years 1 to 2", "Year 4"],
        ),
        (Pupils(year_groups=("N1", "P1", "P2", "P3", "P5")), ["Nursery", "P1 to P3", "P5"]),
        (Pupils(year_groups=("P7", "S1", "S2")), ["P7 to S2"]),
        (Pupils(some=True), ["Some pupils, picked by the school"]),
        (Pupils(year_groups=("11",), some=True), ["Year 11", "Some pupils, picked by the school"]),
    ],
    ids=range(6),
)
def test_year_groups_are_read_out_as_a_parent_says_them(pupils, said):
    assert pupils_words(pupils) == said


def test_what_limits_an_item_is_said_with_it():
    shared = Shared(
        item="date_of_birth",
        transform=Transform.YEAR,
        subjects=(Subject.PARENT, Subject.STAFF),
        is_certain=False,
    )
    assert notes(shared) == ["parents or carers and staff", "year only", "sometimes"]
    assert notes(Shared(item="class")) == []


def sentences_of(section):
    for value in section.values():
        if isinstance(value, dict):
            yield from sentences_of(value)
        else:
            yield from value if isinstance(value, list) else [value]


@pytest.mark.parametrize("phrase", [p for p in sentences_of(phrases()) if len(p.split()) >= 8])
def test_a_phrase_of_ours_is_plain_english(phrase):
    assert grade(phrase) <= 6
    assert all(len(sentence.split()) <= 16 for sentence in re.split(r"[.?!]", phrase))


def test_the_page_as_a_whole_is_plain_english():
    ours = ". ".join(phrase.rstrip(".") for phrase in sentences_of(phrases()) if " " in phrase)
    assert grade(ours + ".") <= 4


def test_our_words_hold_no_jargon():
    jargon = {"processing", "data controller", "processor", "lawful basis", "third party", "data subject"}
    text = " ".join(sentences_of(phrases())).lower()
    assert {word for word in jargon if word in text} == set()
    assert all(item.label for item in load_items().values())
