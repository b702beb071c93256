"""The page of which source gives which field says what the readers do."""

import pytest

from schoolgate.domain.roll import load_roll
from schoolgate.feeds.sources.describe import fields_by_source
from tests.feeds.sources.test_roll_of_transfer_file import PUPIL, load, transfer

RESULT = (
    "<StageAssessments><KeyStage><Stage>KS1</Stage><StageAssessment><Year>2025</Year><Subject>ENG</Subject>"
)
RESULT += "<Method>TA</Method><Component>REA</Component><Result>EXS</Result></StageAssessment></KeyStage>"


def test_every_field_on_the_page_is_a_field_of_the_roll():
    known = {field.key() for fields in load_roll().values() for field in fields.values()}

    assert {key for keys in fields_by_source().values() for key in keys} <= known


def test_a_transfer_file_gives_only_what_the_page_says_it_can():
    whole = PUPIL.replace("</Pupil>", f"{RESULT}</StageAssessments></Pupil>")
    tables = load(transfer(whole)).tables
    found = {f"{table.name}.{column}" for table in tables.by_name.values() for column in table.columns}

    assert len(found) > 30
    assert found <= fields_by_source()["Transfer file"]


@pytest.mark.parametrize(
    ("field", "sources"),
    [
        ("contact.parental_responsibility", {"Headings", "Transfer file"}),
        ("pupil.dietary_needs", {"Headings"}),
        ("pupil.sen_status", {"Headings", "Transfer file"}),
        ("pupil.upn", {"Headings", "Transfer file", "OneRoster 1.1", "OneRoster 1.2", "Wonde"}),
        ("staff.email", {"OneRoster 1.1", "OneRoster 1.2", "SDS v2", "SDS v2.1"}),
    ],
)
def test_what_matters_most_comes_from_the_sources_that_have_it(field, sources):
    assert {name for name, keys in fields_by_source().items() if field in keys} == sources
