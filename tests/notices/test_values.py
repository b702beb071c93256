"""A row as laid out → the entry it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.reading import Confidence
from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, ServiceType, Subject
from schoolgate.notices.dates import risk_assessed
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label, Row, Section
from schoolgate.notices.values import entry_of


class Page:
    """A page built up cell by cell, so that every span is true."""

    def __init__(self):
        self.text = ""

    def put(self, words):
        start = len(self.text)
        self.text += f"{words}\n\n"
        return ((start, start + len(words)),) if words else ()

    def section(self, heading, *sentences, parent=None):
        return Section(
            heading=heading,
            heading_spans=self.put(heading),
            sentences=tuple(span for sentence in sentences for span in self.put(sentence)),
            parent=parent,
        )

    def entry(self, name, cells, section=None, confident=True):
        name_spans = self.put(name)
        laid_out = tuple(
            Cell(label=label, spans=self.put(words), printed_label=label.value)
            for label, words in cells.items()
        )
        row = Row(name=name, name_spans=name_spans, cells=laid_out, section=section, confident=confident)
        (entry,) = entry_of(row, self.text)
        return entry


def entry(name="Number Orchard", **cells):
    return Page().entry(name, {Label(label): words for label, words in cells.items()})


def month(words):
    found = risk_assessed(Passage.of(words, ((0, len(words)),)))
    return found.value if found else None


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("March 2018", "2018-03"),
        ("03/2022", "2022-03"),
        ("14/09/2023", "2023-09"),
        ("2024-05-17", "2024-05"),
        ("Sept. 21", "2021-09"),
        ("05/2018, reviewed 05/2022", "2022-05"),
        ("June 2021 (next review June 2027)", "2021-06"),
        ("Awaiting Assessment (Not currently approved for use)", "awaiting"),
        ("TBC", "awaiting"),
        ("n/a", None),
        ("2019", None),
        ("31/31/2020", None),
    ],
)
def test_the_latest_assessment_that_has_been_is_the_one_that_counts(printed, read):
    assert month(printed) == read


@given(st.integers(1, 12), st.integers(2000, 2099))
def test_a_month_is_read_however_it_is_written(number, year):
    assert {month(f"{number:02}/{year}"), month(f"{year}-{number:02}"), month(f"01.{number:02}.{year}")} == {
        f"{year}-{number:02}"
    }


def test_each_value_keeps_the_words_it_was_read_from():
    page = Page()
    found = page.entry(
        "Mable",
        {
            Label.PROVIDER: "Mable Therapy Ltd",
            Label.PURPOSE: "Speech and Language Therapy",
            Label.DATA: "full name, DOB",
            Label.YEAR_GROUPS: "Selected Children (Subject to individual consent)",
            Label.RISK: "September 2019",
        },
    )

    quotes = {
        field: " ".join(page.text[start:end] for start, end in spans)
        for field, spans in found.evidence.items()
    }
    assert quotes["organisation"] == found.organisation == "Mable Therapy Ltd"
    assert quotes["purposes"] == found.purposes[0] == "Speech and Language Therapy"
    assert quotes["year_groups"] == found.year_groups
    assert quotes["risk_assessed"] == "September 2019"
    assert found.choice is ChoiceKind.CONSENT
    assert "consent" in quotes["choice"]


@pytest.mark.parametrize(
    ("label", "field", "nothing"),
    [
        ("year_groups", "year_groups", None),
        ("risk", "risk_assessed", None),
        ("provider", "organisation", None),
        ("choice", "choice", None),
        ("website", "website", None),
        ("retention", "retention", None),
        ("subjects", "subjects", ()),
        ("data", "items", ()),
        ("privacy_notice", "privacy_notice_linked", False),
    ],
)
def test_a_blank_is_not_filled_from_other_words(label, field, nothing):
    page = Page()
    group = page.section("With your permission we share pupils' names with each of these:")
    words = (
        "Reading for EYFS, see www.elm.example. The privacy notice says marks are kept for a year; "
        "risk assessed March 2020. Run by Oak Software Ltd. We share the staff's names."
    )
    said = page.entry("Number Orchard Ltd", {Label.PROSE: words}, section=group)
    blank = page.entry("Number Orchard Ltd", {Label.PROSE: words, Label(label): ""}, section=group)
    assert getattr(said, field) != nothing
    assert getattr(blank, field) == nothing
    assert field in blank.blanks
    assert field not in blank.evidence


def test_a_label_with_nothing_behind_it_is_a_blank_and_no_value():
    found = entry(data="full name", year_groups="", risk="-")

    assert found.year_groups is None
    assert found.risk_assessed is None
    assert found.blanks == ("year_groups", "risk_assessed")


def test_what_is_not_printed_is_not_known():
    found = entry(data="full name")

    assert (found.service_type, found.website, found.choice, found.basis, found.retention) == (None,) * 5
    assert found.state is EntryState.UNKNOWN


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Purchased (Contract through local authority)", ServiceType.PURCHASED),
        ("Free", ServiceType.FREE),
        ("Paid subscription", ServiceType.PURCHASED),
        ("Government", ServiceType.GOVERNMENT),
        ("n/a (local authority)", None),
    ],
)
def test_the_first_word_of_cost_says_the_type(printed, kind):
    assert entry(service_type=printed).service_type is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ash Valley District Council", Kind.AUTHORITY),
        ("NHS Highland & Isles", Kind.AUTHORITY),
        ("Little Legs Nursery", Kind.OTHER),
        ("Our accountants and auditors", Kind.PROFESSIONAL),
        ("School Health Catering Ltd", Kind.SUPPLIER),
        ("Glimmer Garden", Kind.SUPPLIER),
    ],
)
def test_a_name_nobody_listed_tells_its_kind_by_its_words(name, kind):
    assert entry(name).kind is kind


def test_a_body_or_company_is_its_own_organisation_and_a_product_is_not():
    assert entry("Go-Safe Taxis").organisation == "Go-Safe Taxis"
    assert entry("Our regulator Ofsted").organisation == "Ofsted"
    assert entry("Number Orchard").organisation is None


def test_the_one_who_runs_it_is_the_organisation():
    found = entry(prose="Concerns are logged here, in a system run by Beacon Software Ltd. It is safe.")

    assert found.organisation == "Beacon Software Ltd"
    assert found.confidence["organisation"] is Confidence.CHECK


def test_a_heading_decides_for_its_rows_where_they_say_nothing():
    page = Page()
    section = page.section("NOT OPTIONAL (we could not run the school without them)")

    assert page.entry("ScholarPack", {Label.DATA: "attendance"}, section).choice is ChoiceKind.NONE


def test_the_last_sentence_before_a_row_decides():
    page = Page()
    first, then = (
        page.put(words) for words in ("Please opt in to these.", "You do not have a choice about these.")
    )
    section = Section(heading="", heading_spans=(), sentences=(*first, *then))

    assert page.entry("CPOMS", {}, section).choice is ChoiceKind.NONE


def test_a_duty_to_one_body_is_no_duty_to_the_rest_of_its_group():
    page = Page()
    section = page.section(
        "Who we share with", "By law we must give information to the Department for Education."
    )

    assert page.entry("Number Orchard", {}, section).choice is None


def test_a_general_policy_settles_nobodys_choice():
    page = Page()
    policy = "We do not share information with anyone without consent unless the law allows us to."

    assert page.entry("Number Orchard", {}, page.section("Sharing", policy)).choice is None


def test_what_a_group_shares_is_handed_down_and_the_majority_is_not():
    page = Page()
    given = page.section("Apps (first name and class only)")
    mostly = page.section("Apps", "The majority of data shared is pupil name.")

    assert [item.item for item in page.entry("Number Orchard", {}, given).items] == ["first_name", "class"]
    assert page.entry("Number Orchard", {}, mostly).items == ()


def test_a_service_awaiting_approval_says_so_in_its_own_words():
    found = entry(risk="Awaiting Assessment (Not currently approved for use)")

    assert found.state is EntryState.AWAITING
    assert found.status_note == "Not currently approved for use"


def test_nobody_enrolled_is_a_note_and_no_year_group():
    found = entry(year_groups="No children enrolled by school")

    assert found.year_groups is None
    assert found.status_note == "No children enrolled by school"


def test_data_and_purpose_in_one_cell_are_told_apart():
    words = "Names provided to generate usernames - app based programs to support curriculum learning."
    found = entry(data_and_purpose=words)

    assert found.purposes[-1] == "app based programs to support curriculum learning"
    assert found.items[0].item == "full_name"


def test_a_yes_or_no_answers_what_its_label_asks():
    page = Page()
    asked = page.put("Consent needed")
    told = {answer: page.put(answer) for answer in ("Yes", "No, but you may pay by cash")}
    rows = [
        Row(
            name="Twitter",
            name_spans=page.put("Twitter"),
            cells=(Cell(label=Label.CHOICE, spans=spans, printed_label=page.text[slice(*asked[0])]),),
        )
        for spans in told.values()
    ]

    assert [entry_of(row, page.text)[0].choice for row in rows] == [ChoiceKind.CONSENT, ChoiceKind.NONE]


def test_potential_data_is_not_certain():
    assert not entry(potential_data="photos or names").items[0].certain


def test_one_word_is_data_to_an_authority_and_a_purpose_to_a_company():
    assert [item.item for item in entry("Ash Valley District Council", prose="attendance").items] == [
        "attendance"
    ]
    assert entry("Number Orchard", prose="attendance").items == ()


def test_a_paragraph_on_several_services_gives_each_its_own():
    page = Page()
    words = "Dinner money goes through Penny Jar. Child protection notes are in CPOMS."
    found = page.entry("CPOMS", {Label.PROSE: words}, confident=False)

    assert [item.item for item in found.items] == ["safeguarding"]


def test_staff_systems_are_about_staff():
    assert entry(purpose="Payroll").subjects == (Subject.STAFF,)


def test_what_is_unsure_is_marked_for_a_person_to_check():
    assert entry(data="full name").confidence["items"] is Confidence.SURE
    assert entry(prose="It stores all pupil information.").confidence["items"] is Confidence.CHECK


LABELS = st.sampled_from(
    [Label.DATA, Label.PROSE, Label.PURPOSE, Label.RISK, Label.PROVIDER, Label.YEAR_GROUPS]
)
WORDS = st.text(alphabet="abc DOB,.()-–’\n1234567890/nameclass ", max_size=60)


@given(st.dictionaries(LABELS, WORDS, max_size=5), st.booleans())
def test_every_value_has_evidence_inside_the_page(cells, confident):
    page = Page()
    found = page.entry("Number Orchard", cells, confident=confident)

    stated = [
        name for name in ("organisation", "year_groups", "risk_assessed", "choice") if getattr(found, name)
    ]
    assert all(found.evidence.get(name) for name in stated)
    assert all(0 <= a < b <= len(page.text) for spans in found.evidence.values() for a, b in spans)
    assert not any(item.flow is Flow.ENTERED_BY_FAMILIES and not item.evidence for item in found.items)


@pytest.mark.parametrize(
    "words",
    [
        "They deliver the baseline check from September 2020.",
        "The curriculum is planned and taught with it.",
        "It will start in January.",
        "We keep this under review.",
        "being trialled by Year 11 only",
    ],
)
def test_a_start_a_plan_or_a_trial_is_no_waiting_for_approval(words):
    assert entry(prose=words).state is EntryState.UNKNOWN


def test_an_assessment_that_is_not_required_is_not_awaited():
    assert entry(risk="Not required").risk_assessed is None
    assert entry(risk="Required").risk_assessed == "awaiting"


def test_what_is_taken_from_a_name_or_a_heading_is_for_a_person_to_check():
    page = Page()
    group = page.section("With your permission we share names (first name and class only) with:")
    found = page.entry("Number Orchard Ltd", {}, section=group)

    assert found.organisation == "Number Orchard Ltd"
    assert {found.confidence[name] for name in ("organisation", "choice", "items")} == {Confidence.CHECK}
    assert entry("Sumdogg").confidence["canonical"] is Confidence.CHECK
