"""A contract looked over, as typed."""

import pytest

from tests.notices.test_contract_terms import WHOLE


@pytest.fixture
def agreed(schoolgate, school, tmp_path):
    assert schoolgate("agreement", "add", "Mathletics").code == 0
    (tmp_path / "terms.txt").write_text(WHOLE)
    return tmp_path / "terms.txt"


def test_a_contract_is_looked_over_kept_and_shown(schoolgate, agreed):
    done = schoolgate(
        "agreement", "contract", "mathletics", agreed, "--ends", "2027-08-31", "--by", "A. Khan"
    )
    assert done.code == 0, done.err
    assert 'audit: "The processor allows for and contributes to audits, including inspections."' in done.out
    assert "sub-processor: Cloudy Ltd: hosting in London" in done.out
    kept = schoolgate("agreement", "contract", "mathletics", "--json").json()["contract"]
    assert (kept["document"], kept["ends_on"], kept["recorded_by"]) == ("terms.txt", "2027-08-31", "A. Khan")
    assert len(kept["quotes"]) == 15


def test_what_is_not_found_is_a_question(schoolgate, agreed):
    agreed.write_text("The provider keeps data secure by technical and organisational measures.")
    shown = schoolgate("agreement", "contract", "mathletics", agreed).out
    assert "audit: not found. Ask where the contract says it." in shown
    assert "runs from unknown to unknown" in shown


def test_a_rehearsal_keeps_nothing(schoolgate, agreed):
    assert (
        "Would record terms.txt."
        in schoolgate("agreement", "contract", "mathletics", agreed, "--dry-run").err
    )
    assert "No contract is recorded." in schoolgate("agreement", "contract", "mathletics").err


def test_a_day_set_later_keeps_what_was_read(schoolgate, agreed):
    schoolgate("agreement", "contract", "mathletics", agreed, "--starts", "2026-09-01")
    said = ("--ends", "2028-08-31", "--notice", "90 days", "--sub-processor", "Postie Inc: letters")
    schoolgate("agreement", "contract", "mathletics", *said)
    kept = schoolgate("agreement", "contract", "mathletics", "--json").json()["contract"]
    assert (kept["starts_on"], kept["ends_on"], kept["notice"]) == ("2026-09-01", "2028-08-31", "90 days")
    assert kept["sub_processors"] == [{"name": "Postie Inc", "does": "letters"}]
    assert len(kept["quotes"]) == 15


def test_a_day_without_a_contract_is_refused(schoolgate, agreed):
    done = schoolgate("agreement", "contract", "mathletics", "--ends", "2027-08-31")
    assert (done.code, done.err) == (
        5,
        "Nothing was recorded: no contract for mathletics was read yet. Name its file.\n",
    )


def test_a_contract_that_ends_before_it_begins_is_refused(schoolgate, agreed):
    said = ("--starts", "2027-09-01", "--ends", "2027-08-31")
    done = schoolgate("agreement", "contract", "mathletics", agreed, *said)
    assert (done.code, done.err) == (
        5,
        (
            "Nothing was recorded: the contract would end on 2027-08-31, before it begins on 2027-09-01. "
            "Correct --starts or --ends.\n"
        ),
    )


def test_a_sub_processor_without_a_name_is_refused(schoolgate, agreed):
    done = schoolgate("agreement", "contract", "mathletics", agreed, "--sub-processor", ": hosting")
    assert done.code == 5
    assert done.err == "Nothing was recorded: a sub-processor has no name. Write it as NAME: WHAT FOR.\n"


def test_a_contract_goes_with_the_register(schoolgate, agreed):
    schoolgate("agreement", "contract", "mathletics", agreed)
    exported = schoolgate("register", "export").json()
    assert [one["slug"] for one in exported["contracts"]] == ["mathletics"]


def test_whose_data_an_item_is_can_be_set(schoolgate, agreed):
    schoolgate("agreement", "set", "mathletics", "clause.1.items", "full_name")
    done = schoolgate("agreement", "set", "mathletics", "item.full_name.subjects", "staff; applicant")
    assert done.code == 0, done.err
    done = schoolgate("agreement", "set", "mathletics", "item.full_name.subjects", "robots")
    assert (done.code, done.err) == (
        5,
        (
            "Nothing was set: 'robots' does not say whose data it is. "
            "It can be pupil, parent, staff, visitor, governor, applicant, other.\n"
        ),
    )
