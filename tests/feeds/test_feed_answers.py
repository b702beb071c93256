"""What families said, where the words they were asked about have changed since."""

from schoolgate.domain.vocabulary import Basis, ChoiceKind
from schoolgate.feeds.prepare import preview
from tests.feeds.cases import AT, agreement, clause, decision, request, sent

RENAMED = agreement(clause(*sent("full_name"), id="2"))


def people(decisions, of=RENAMED):
    return preview(request(of, decisions=decisions)).people


def test_a_no_holds_when_a_later_version_renames_its_clause():
    for said in (
        decision("p1", "no"),
        decision("p1", "objection"),
        decision("p1", "yes", withdrawn_at=AT, withdrawn_sequence=2),
    ):
        assert people({"1": {"p1": (said,)}}) == ("p2",)


def test_who_says_yes_to_the_new_clause_has_taken_the_no_to_the_old_one_back():
    said = {"1": {"p1": (decision("p1", "no"),)}, "2": {"p1": (decision("p1", "yes", "2", 2),)}}

    assert set(people(said)) == {"p1", "p2"}


def test_another_persons_yes_to_the_new_clause_does_not_lift_the_no():
    said = {"1": {"p1": (decision("p1", "no"),)}, "2": {"p1": (decision("p1", "yes", "2", 2, by="B"),)}}

    assert people(said) == ("p2",)


def test_a_yes_to_a_clause_that_is_gone_is_no_yes_to_another():
    asked = agreement(clause(*sent("full_name"), id="2", choice=ChoiceKind.CONSENT, basis=Basis.CONSENT))
    said = {"1": {"p1": (decision("p1", "yes"),)}, "2": {"p2": (decision("p2", "yes", "2", 2),)}}

    assert people(said, asked) == ("p2",)
