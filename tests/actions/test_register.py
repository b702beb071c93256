"""The register: versions that never change, names that find one agreement, a document that gives it back."""

import json
from dataclasses import replace
from functools import partial

import pytest
from jsonschema import Draft202012Validator

from schoolgate.actions import agreements, exchange, register
from schoolgate.actions import school as schools
from schoolgate.domain.agreement import AgreementState, Quote, Term
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.errors import Ambiguous, Invalid, NotFound
from schoolgate.domain.vocabulary import ChoiceKind, Flow, Subject
from schoolgate.feeds.refusals import refusals
from schoolgate.store import assessments
from tests.actions.cast import (
    DUE,
    HEAD,
    OFFICE,
    approve,
    assess,
    clause,
    draft,
    exported,
    found_office,
    in_force,
    later,
)
from tests.actions.day import AT, ON

EDIT = {"by": OFFICE, "why": "asked for", "at": AT}


def take_in(office, path, **more):
    return exchange.import_file(office, path, by="A. Khan", at=later(days=1), **more)


@pytest.fixture
def full(office):
    return fill(office)


def fill(office):
    """A register with everything in it: quotes, versions, stops and assessments of every outcome."""
    quote = Quote(document="ab" * 32, text="Sums – “for maths”", spans=((3, 9), (12, 20)))
    term = Term(item="full_name", flow=Flow.SENT, subjects=(Subject.PUPIL, Subject.PARENT), quotes=(quote,))
    draft(
        office,
        "sums",
        replace(clause(), terms=(term,)),
        quotes=(("service", quote),),
        notes=("in use since 2019",),
    )
    assess(office)
    approve(office)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT)
    draft(office, "waiting", state=AgreementState.AWAITING)
    assess(office, "waiting", Outcome.AWAITING, due=None)
    in_force(office, "stopped")
    agreements.suspend(office, "stopped", by=HEAD, why="a breach", at=AT)
    in_force(office, "done")
    agreements.end(office, "done", by=HEAD, why="no longer used", at=AT)
    in_force(office, "signed")
    schools.set_value(office, "urn", "123456")
    schools.set_value(office, "dpo_name", "S. Abara")
    return office


def test_every_edit_is_a_version_and_tells_who_what_when_and_why(office):
    draft(office)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT)
    agreements.set_value(office, "sums", "clause.1.basis", "6(1)(f)", by=HEAD, why="advice", at=later(days=1))
    first, second, third = register.history(office, "sums")
    assert (first.before, first.version, second.before) == (None, 1, first.after)
    assert (second.made_by, second.made_at, second.why) == (
        OFFICE,
        "2026-11-22T09:00:00Z",
        "retention: asked for",
    )
    assert (third.made_by, third.made_at) == (HEAD, "2026-11-23T09:00:00Z")
    assert list(register.differences(second)) == [("retention", None, "a year")]
    assert [name for name, _, _ in register.differences(third)] == ["clauses"]


def test_what_an_earlier_version_said_stays_said(office):
    draft(office)
    before = register.history(office, "sums")
    agreements.set_value(office, "sums", "service", "Sums Plus", **EDIT)
    assess(office)
    approve(office)
    agreements.end(office, "sums", by=HEAD, why="no longer used", at=AT)
    assert register.history(office, "sums")[:1] == before
    assert [one.after.state for one in register.history(office, "sums")] == [
        AgreementState.DRAFT,
        AgreementState.DRAFT,
        AgreementState.APPROVED,
        AgreementState.ENDED,
    ]


def test_an_approved_version_goes_on_while_the_next_is_a_draft(office):
    signed = in_force(office)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT)
    assert register.find(office, "sums").state is AgreementState.DRAFT
    assert register.find_standing(office, "sums") == signed
    assert register.standing(office) == (signed,)


def test_a_stop_holds_over_an_approved_version_whatever_is_edited_later(office):
    in_force(office)
    agreements.suspend(office, "sums", by=HEAD, why="a breach", at=AT)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT)
    assert register.find_standing(office, "sums").state is AgreementState.SUSPENDED


@pytest.mark.parametrize("name", ["times-tables", "Times Tables", "times tables!", "TTRS", "times-t"])
def test_an_agreement_goes_by_its_slug_its_service_its_known_name_or_the_slugs_start(office, name):
    draft(office, "times-tables", service="Times Tables", canonical="TTRS")
    assert register.find(office, name).slug == "times-tables"


def test_a_name_that_two_agreements_go_by_gives_both_to_choose_from(office):
    draft(office, "sums", service="Sums")
    draft(office, "sums-2", service="Sums")
    assert register.find(office, "sums").slug == "sums"
    with pytest.raises(Ambiguous) as error:
        register.find(office, "SUMS!")
    assert error.value.candidates == ("sums", "sums-2")
    assert str(error.value) == ("Nothing was done: 2 agreements go by 'SUMS!'. Say which one: sums, sums-2.")


def test_an_edit_that_cannot_be_made_changes_nothing(office):
    draft(office)
    with pytest.raises(Invalid):
        agreements.set_value(office, "sums", "clause.1.basis", "because", **EDIT)
    assert len(register.history(office, "sums")) == 1


@pytest.mark.parametrize("key", ["years", "classes", "groups", "pupils"])
@pytest.mark.parametrize("word", ["everyone", "All pupils"])
def test_everyone_is_nobodys_id_whichever_way_it_is_said(office, key, word):
    draft(office)
    agreements.set_value(office, "sums", f"clause.1.{key}", word, **EDIT)
    scope = register.find(office, "sums").clauses[0].scope
    assert (scope.everyone, scope.pupils, scope.classes, scope.groups) == (True, (), (), ())


def test_a_rehearsal_changes_nothing(office):
    draft(office)
    assess(office)
    signature = agreements.Signature(by=HEAD, role=agreements.SignerRole.HEAD)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT, dry_run=True)
    agreements.approve(office, "sums", signature, at=AT, on=ON, dry_run=True)
    agreements.suspend(office, "sums", by=HEAD, why="", at=AT, dry_run=True)
    agreements.end(office, "sums", by=HEAD, why="", at=AT, dry_run=True)
    agreements.add(office, "Other", by=OFFICE, at=AT, dry_run=True)
    assert [one.version for one in register.agreements(office)] == [1]


def test_an_agreement_added_by_hand_is_a_draft_that_says_nothing_yet(office):
    made = agreements.add(office, "Our own club", by=OFFICE, at=AT)
    assert (made.slug, made.state, made.sent()) == ("our-own-club", AgreementState.DRAFT, ())
    with pytest.raises(Invalid) as refusal:
        agreements.add(office, " ", by=OFFICE, at=AT)
    assert str(refusal.value) == (
        "Nothing was added: the service has no name. Give it, in quotes if it has spaces."
    )


def test_an_assessment_holds_for_the_schools_own_months_unless_a_day_is_given(office):
    draft(office)
    schools.set_value(office, "review_months", "6")
    assert assess(office, due=None).review_due.isoformat() == "2027-05-22"
    assert assess(office, due=DUE).review_due == DUE
    assert assess(office, outcome=Outcome.REFUSED, due=None).review_due is None
    with pytest.raises(Invalid) as refusal:
        assess(office, due=ON)
    assert str(refusal.value) == (
        "Nothing was recorded: the review would be due on 2026-11-22, which is not after the assessment "
        "itself. Give a later --review-due."
    )


def test_what_is_exported_fits_its_published_schema(full):
    schema = exchange.json_schema()
    Draft202012Validator.check_schema(schema)
    found = json.loads(json.dumps(exchange.export(full)))
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert not Draft202012Validator(schema).is_valid({**found, "more": 1})
    spoilt = {**found, "agreements": [{**found["agreements"][0], "state": "in force"}]}
    assert not Draft202012Validator(schema).is_valid(spoilt)


def unsigned(exported_):
    """An export as it reads where nobody has signed it, and nothing says that it was imported."""
    text = json.dumps(exported_).replace('"state": "approved"', '"state": "draft"')
    return json.loads(text.replace(" (imported from register.json by A. Khan)", ""))


def test_a_register_taken_in_by_a_fresh_home_is_the_same_but_for_signatures(fresh_home, tmp_path, open_home):
    full = fill(found_office(fresh_home))
    document, path = exchange.export(full), exported(full, tmp_path)
    signed = [one.slug for one in register.agreements(full) if one.state is AgreementState.APPROVED]
    other = found_office(open_home(tmp_path / "other"))
    assert set(take_in(other, path)) == {one["slug"] for one in document["agreements"]}
    again = exchange.export(other)
    assert unsigned(again) == unsigned(document)
    assert '"state": "approved"' not in json.dumps(again)
    assert assessments.approvals(other.tenant) == ()
    for slug in signed:
        standing = register.find_standing(other, slug)
        found = refusals(standing, assessments.assessments(other.tenant, slug), (), (), ON)
        assert "not-approved" in [one.code for one in found]
    assert take_in(other, path) == ()


def test_taking_in_what_is_there_already_changes_nothing(full, tmp_path):
    before = exchange.export(full)
    assert take_in(full, exported(full, tmp_path)) == ()
    assert exchange.export(full) == before


def test_a_register_can_be_taken_in_only_to_see_what_would_happen(full, tmp_path):
    document = exchange.export(full)
    path = exported(full, tmp_path)
    agreements.set_value(full, "signed", "retention", "a year", **EDIT)
    before = exchange.export(full)
    assert take_in(full, path, dry_run=True) == ("signed",)
    assert exchange.export(full) == before != document


def test_what_differs_is_a_new_version_and_a_draft_while_the_signed_one_goes_on(full, tmp_path):
    path = exported(full, tmp_path)
    signed = approve(full, "signed")
    agreements.set_value(full, "signed", "retention", "a year", **EDIT)
    assert take_in(full, path) == ("signed",)
    newest = register.history(full, "signed")[-1]
    assert (newest.after.state, newest.after.retention) == (AgreementState.DRAFT, None)
    assert (newest.made_by, newest.why) == ("A. Khan", "imported from register.json")
    assert register.find_standing(full, "signed") == signed


@pytest.mark.parametrize("stop", [AgreementState.SUSPENDED, AgreementState.ENDED])
def test_a_stop_in_the_file_stops_here_too(office, tmp_path, stop):
    in_force(office)
    document = json.loads(json.dumps(exchange.export(office)))
    for one in (document["agreements"][0], document["history"][-1]["agreement"]):
        one["state"] = stop
    path = tmp_path / "register.json"
    path.write_text(json.dumps(document))
    assert take_in(office, path) == ("sums",)
    assert register.find_standing(office, "sums").state is stop


@pytest.mark.parametrize("stop", [agreements.suspend, agreements.end])
def test_a_file_from_before_a_stop_lifts_nothing(office, tmp_path, stop):
    in_force(office)
    path = exported(office, tmp_path)
    stopped = stop(office, "sums", by=HEAD, why="a breach", at=AT)
    agreements.set_value(office, "sums", "retention", "a year", **EDIT)
    take_in(office, path)
    assert register.find_standing(office, "sums").state is stopped.state


def spoil(document, how):
    agreement = document["agreements"][0]
    if how == "twice":
        document["agreements"] *= 2
    if how == "slug":
        for one in (agreement, *(v["agreement"] for v in document["history"])):
            one["slug"] = "../up"
    if how == "history":
        document["history"] = document["history"][1:]
    if how == "stranger":
        document["assessments"][0]["slug"] = "nobody"
    if how == "kind":
        agreement["kind"] = "friend"
    if how == "schema":
        document["schema"] = "schoolgate.register/9"
    return document


NOT_TAKEN = "register.json was not taken in: {}. Export the register again and try again."
FAULTS = {
    "twice": NOT_TAKEN.format("two of its agreements have the same slug"),
    "slug": NOT_TAKEN.format("a slug in it is not made of small letters, digits and single hyphens"),
    "history": NOT_TAKEN.format(
        "the history of one of its agreements does not lead to it, version by version"
    ),
    "stranger": NOT_TAKEN.format("one of its assessments is of no agreement in it"),
    "kind": (
        "No Register was read: agreements[0].kind: expected one of supplier, statutory, authority, "
        "professional, public, other or null. Correct it and try again."
    ),
    "schema": (
        "register.json was not taken in: it is not a register (schoolgate.register/1). "
        "Export one and try again."
    ),
}


@pytest.mark.parametrize(("how", "words"), FAULTS.items())
def test_a_document_that_is_no_whole_register_changes_nothing(office, tmp_path, how, words):
    in_force(office)
    document = spoil(json.loads(json.dumps(exchange.export(office))), how)
    path = tmp_path / "register.json"
    path.write_text(json.dumps(document))
    before = exchange.export(office)
    with pytest.raises(Invalid) as refusal:
        take_in(office, path)
    assert str(refusal.value) == words
    assert exchange.export(office) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "register.json was not used: it is not JSON. Export it again and try again."),
        (
            b'{"schema": "schoolg',
            "register.json was not used: it is not JSON. Export it again and try again.",
        ),
        (b"[]", "register.json was not used: it is not one JSON object. Export it again and try again."),
        (
            b"\xff\xfe\x00",
            "register.json was not used: it is not UTF-8 text. Save it as CSV UTF-8 and try again.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_so(office, tmp_path, content, words):
    path = tmp_path / "register.json"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refusal:
        take_in(office, path)
    assert str(refusal.value) == words


def test_a_file_that_is_not_there_is_not_found(office, tmp_path):
    with pytest.raises(NotFound):
        take_in(office, tmp_path / "register.json")


def test_an_item_that_needs_its_own_question_goes_into_a_clause_of_its_own(office):
    draft(office, "sums", clause("full_name", "gender"))
    set_to = partial(agreements.set_value, office, "sums", **EDIT)

    set_to("item.gender.clause", "2")
    set_to("clause.2.choice", "permission")
    made = set_to("item.gender.depends", "permission")

    first, second = made.clauses
    assert [[term.item for term in one.terms] for one in made.clauses] == [["full_name"], ["gender"]]
    assert (first.choice.kind, second.choice.kind) == (ChoiceKind.OBJECT, ChoiceKind.PERMISSION)
    assert (second.basis, second.scope, second.terms[0].depends) == (first.basis, first.scope, "permission")
    with pytest.raises(Invalid) as error:
        set_to("item.gender.clause", "2.1")
    assert str(error.value) == (
        "Nothing was set: '2.1' can't name a clause. Use letters and digits, such as 2."
    )
