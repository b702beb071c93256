from dataclasses import replace

import pytest

from schoolgate.actions.settling import assessed, parse_decisions, rule_for, settle
from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Depends, Scope, Term
from schoolgate.domain.errors import Invalid
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow
from schoolgate.samples import decisions_text

SIGNERS = """
[signers.head]
name = "M"
role = "head"
[signers.second]
name = "P"
role = "deputy"
[signers.dpo]
name = "S"
role = "dpo"
"""


def agreement(*terms, basis=None, choice=None, category="maths"):
    clause = Clause(id="1", terms=terms, basis=basis, choice=Choice(kind=choice))
    return Agreement(
        slug="sums",
        version=1,
        service="Sums",
        state=AgreementState.DRAFT,
        category=category,
        clauses=(clause,),
    )


def file(rules):
    return parse_decisions(SIGNERS + rules, "a file")


def settled(made, rules):
    found = rule_for(made, file(rules))
    assert found is not None
    return settle(made, found)


def test_a_rule_fills_a_blank():
    made = settled(
        agreement(), '[[rule]]\ncategories=["maths"]\nbasis="6(1)(e)"\nchoice="object"\nyears="All"\n'
    )
    (clause,) = made.clauses
    assert (clause.basis, clause.choice.kind, clause.scope.everyone) == (
        Basis.PUBLIC_TASK,
        ChoiceKind.OBJECT,
        True,
    )


def test_selected_children_are_not_all_children_unless_an_override_says_so():
    made = agreement()
    stated = replace(made, clauses=(replace(made.clauses[0], scope=Scope(stated="Selected children")),))
    rule = '[[rule]]\ncategories=["maths"]\nyears="All"\n'

    (clause,) = settled(stated, rule).clauses
    assert (clause.scope.is_known(), clause.scope.stated) == (False, "Selected children")
    (clause,) = settled(stated, rule + '[[override]]\nname="Sums"\nbasis="6(1)(e)"\n').clauses
    assert not clause.scope.is_known()
    (clause,) = settled(stated, rule + '[[override]]\nname="Sums"\nyears="Y2"\n').clauses
    assert (clause.scope.year_groups, clause.scope.stated) == (("2",), "Selected children")


def test_a_rule_never_contradicts_what_was_read():
    sent = Term(item="medical", flow=Flow.CREATED)
    made = settled(
        agreement(sent, basis=Basis.CONSENT),
        '[[rule]]\ncategories=["maths"]\nbasis="6(1)(e)"\nflows={medical="sent"}\n',
    )
    assert made.clauses[0].basis is Basis.CONSENT
    assert made.terms()[0].flow is Flow.CREATED


def test_a_rule_settles_an_unknown_flow():
    unknown = Term(item="full_name", flow=Flow.UNKNOWN)
    made = settled(agreement(unknown), '[[rule]]\ncategories=["maths"]\nflows={full_name="sent"}\n')
    assert made.terms()[0].flow is Flow.SENT


def test_an_override_by_name_stands_over_the_rule():
    rules = '[[rule]]\ncategories=["maths"]\nretention="a"\n[[override]]\nname="Sums"\nretention="b"\n'
    assert settled(agreement(), rules).retention == "b"


def test_what_no_rule_fits_is_settled_by_nothing():
    assert rule_for(agreement(category="maths"), file('[[rule]]\ncategories=["reading"]\n')) is None


def test_a_printed_no_opt_out_leaves_the_right_to_object_where_the_file_says_so():
    made = settled(
        agreement(choice=ChoiceKind.NONE, basis=Basis.PUBLIC_TASK),
        '[[rule]]\ncategories=["maths"]\nchoice_becomes={none="object"}\n',
    )
    assert made.clauses[0].choice.kind is ChoiceKind.OBJECT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SIGNERS + "[[rule]]\nhope=1\n", "a file was not used: 'hope' is not something a rule can say."),
        ("not toml", "a file was not used: it is not a decisions file"),
        ("", "a file was not used: it is not a decisions file"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(text, words):
    with pytest.raises(Invalid) as refused:
        parse_decisions(text, "a file")
    assert str(refused.value).startswith(words)


def test_the_file_of_the_demonstration_can_be_used_and_says_that_its_people_are_made_up():
    found = parse_decisions(decisions_text(), "the demonstration's")
    assert "made-up" in found.head.name
    assert "made-up" in found.second.name
    for rule in found.rules:
        settle(agreement(Term(item="upn", flow=Flow.UNKNOWN)), rule)
        assessed(rule)


def test_a_key_that_a_service_already_uses_is_settled_with_its_reason():
    rules = (
        '[[rule]]\ncategories=["maths"]\n[[override]]\nname="Sums"\n'
        'key="existing"\nkey_field="username"\nkey_reason="accounts made in 2021"\n'
    )
    made = settled(agreement(), rules)
    assert (made.key, made.key_field, made.key_reason) == ("existing", "username", "accounts made in 2021")


def test_a_rule_settles_a_printed_condition_only_where_it_knows_every_word_of_it():
    def depends(*conditions):
        term = Term(item="gender", flow=Flow.SENT, conditions=conditions)
        rule = {"depends": {"if given": "always", "in an emergency": "on_request"}}
        (found,) = settle(agreement(term), rule).terms()
        return found.depends

    assert depends("If given") is Depends.ALWAYS
    assert depends("if given", "in an emergency") is Depends.ON_REQUEST
    assert depends("if given", "on Tuesdays") is None
    assert depends() is None
