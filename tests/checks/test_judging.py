"""A word that a finding is no problem: how long it holds, and what ends it."""

from dataclasses import replace
from datetime import date

from schoolgate.checks import run
from schoolgate.checks.judging import judge
from tests.checks.test_outputs import waived
from tests.spec.a_notice import ON
from tests.spec.story import notice, register


def risk(printed):
    told = notice(f"Mathsy\nPurpose: maths\nData shared: first name\nRisk assessment date: {printed}\n")
    (found,) = (one for one in run(told.subject) if one.check == "RISK-001")
    return found


def judged(finding, waivers, *, source="notice.txt", on=ON):
    (one,) = judge([finding], waivers, source=source, on=on)
    return one


def test_a_finding_keeps_its_name_while_its_words_stand():
    assert risk("December 2019").id == risk("December 2019").id
    assert risk("December 2019").id != risk("December 2018").id


def test_a_word_holds_for_its_finding_until_its_day():
    finding = risk("December 2019")
    said = waived("notice.txt", finding)
    assert judged(finding, [said]).is_waived()
    assert judged(finding, [said], on=said.lapses_on).is_waived()
    late = judged(finding, [said], on=date(2027, 11, 2))
    assert not late.is_waived()
    assert late.lapsed == (
        'A. Khan said it is not a problem: "It goes in July." That lapsed after 2027-11-01.'
    )


def test_other_words_need_another_word_and_say_so():
    late = judged(risk("December 2018"), [waived("notice.txt", risk("December 2019"))])
    assert not late.is_waived()
    assert late.lapsed == 'A. Khan said it is not a problem: "It goes in July." The words have changed since.'


def test_a_later_word_stands_over_an_earlier_one():
    finding = risk("December 2019")
    said = waived("notice.txt", finding)
    ended = replace(said, lapses_on=date(2026, 11, 1))
    assert not judged(finding, [said, ended]).is_waived()


def test_a_word_on_a_document_is_none_on_the_register():
    told = register({"retention": ""})
    (found,) = (one for one in run(told.subject) if one.check == "RET-001")
    assert not judged(found, [waived("notice.txt", found)], source="register").is_waived()
    assert judged(found, [waived("register", found)], source="register").is_waived()
