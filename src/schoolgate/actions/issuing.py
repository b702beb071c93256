"""The papers beside the page, from the register: notices, records, the report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from schoolgate.actions import assessing
from schoolgate.actions.documents import write_whole
from schoolgate.actions.office import Office
from schoolgate.actions.register import findings
from schoolgate.domain.agreement import Agreement, AgreementChange, AgreementState
from schoolgate.domain.decision import Answer
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.domain.run import RunState
from schoolgate.publish.papers import government
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.children import for_children
from schoolgate.publish.papers.contract_file import contract_file
from schoolgate.publish.papers.formats import FORMATS, PLAIN
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.notice import notice, told
from schoolgate.publish.papers.paper import Paper
from schoolgate.publish.papers.policy import policy_document
from schoolgate.publish.papers.processing import processing_record
from schoolgate.publish.papers.report import SchoolTerm, governors_report
from schoolgate.publish.papers.spreadsheet import as_xlsx
from schoolgate.store import contracts, decisions, register, runs
from schoolgate.store import school as schools

WITH_DRAFTS = "For the school to look at: this holds drafts that nobody has approved yet."
SHEET = "xlsx"  # the record of processing alone is a sheet
STATES = {
    AgreementState.APPROVED: "approved",
    AgreementState.SUSPENDED: "suspended",
    AgreementState.ENDED: "ended",
}


def issue_notice(office: Office, audience: Audience, *, on: date, with_drafts: bool = False) -> Paper:
    """with_drafts: also what nobody has approved yet; the paper says so."""
    found = told(
        audience,
        schools.get(office.tenant),
        schools.controller(office.tenant),
        _agreements(office, with_drafts),
        on,
    )
    made = for_children(found) if audience is Audience.CHILDREN else notice(found)
    return _marked(made, with_drafts)


def _agreements(office: Office, with_drafts: bool) -> tuple[Agreement, ...]:
    standing = register.all_standing(office.tenant)
    if not with_drafts:
        return standing
    waiting = (AgreementState.DRAFT, AgreementState.AWAITING)
    return tuple(
        replace(one, state=AgreementState.APPROVED) if one.state in waiting else one for one in standing
    )


def _marked(made: Paper, with_drafts: bool) -> Paper:
    """A paper with drafts in it is for looking at: its first words say so."""
    return replace(made, intro=(WITH_DRAFTS, *made.intro)) if with_drafts else made


def to_check(office: Office, audience: Audience, *, on: date) -> tuple[str, ...]:
    """Parts of a notice that somebody should hold against their source before it goes out."""
    return government.to_check(schools.get(office.tenant), audience, on)


def issue_record(office: Office, *, on: date, with_drafts: bool = False) -> Paper:
    return _marked(processing_record(_held(office, on, with_drafts)), with_drafts)


def issue_record_sheet(office: Office, *, on: date, with_drafts: bool = False) -> bytes:
    """The record of processing as an Excel workbook."""
    return as_xlsx(_held(office, on, with_drafts), WITH_DRAFTS if with_drafts else None)


def issue_policy(office: Office, *, on: date, with_drafts: bool = False) -> Paper:
    return _marked(policy_document(_held(office, on, with_drafts)), with_drafts)


def issue_contracts(office: Office, *, on: date, with_drafts: bool = False) -> Paper:
    return _marked(contract_file(_held(office, on, with_drafts)), with_drafts)


def issue_report(office: Office, *, since: date, on: date) -> Paper:
    """Raises Invalid where the term would end before it begins."""
    if since > on:
        raise Invalid(f"No report was made: it would begin on {since}, after {on}. Give an earlier --since.")
    return governors_report(_held(office, on), _term(office, since, on))


def _held(office: Office, on: date, with_drafts: bool = False) -> Held:
    return Held(
        school=schools.get(office.tenant),
        controller=schools.controller(office.tenant),
        agreements=_agreements(office, with_drafts),
        looks=assessing.latest(office),
        contracts=contracts.standing_contracts(office.tenant),
        on=on,
    )


def _term(office: Office, since: date, on: date) -> SchoolTerm:
    released = [one for one in runs.all_runs(office.tenant) if since <= one.created_at.date() <= on]
    answers = [one for one in decisions.all_decisions(office.tenant) if since <= one.made_at.date() <= on]
    names = {one.slug: one.canonical or one.service for one in register.all_current(office.tenant)}
    return SchoolTerm(
        since=since,
        changes=tuple(_changes(office, since, on)),
        findings=findings(office, on=on),
        releases=tuple(names[one.slug] for one in released),
        failed=tuple(names[one.slug] for one in released if one.state is not RunState.DELIVERED),
        said_no=sum(one.answer is Answer.NO or one.withdrawn_at is not None for one in answers),
        objections=sum(one.answer is Answer.OBJECTION for one in answers),
    )


def _changes(office: Office, since: date, on: date) -> Iterator[tuple[str, str]]:
    """Of each agreement what its last version in these days made of it."""
    for slug in register.slugs(office.tenant):
        made = [one for one in register.history(office.tenant, slug) if since <= _day(one) <= on]
        if made:
            last = made[-1].after
            is_new = any(one.before is None for one in made)
            kind = STATES.get(last.state) or ("added" if is_new else "changed")
            yield last.canonical or last.service, kind


def _day(change: AgreementChange) -> date:
    return date.fromisoformat(change.made_at[:10])


def refuse_gaps(paper: Paper) -> None:
    """Raises Refused, naming each gap and how to fill it; and where drafts are in it."""
    gaps = paper.gaps()
    if WITH_DRAFTS in paper.intro:
        reason = "it holds drafts that nobody has approved; leave out --with-drafts"
        raise Refused(f"{paper.title} was not written as final.", [reason])
    if gaps:
        raise Refused(
            f"{paper.title} was not written as final: it still has {len(gaps)} gaps.",
            [f"{gap.what}. {gap.how}" for gap in gaps],
        )


def format_of(path: Path | None, asked: str | None) -> str:
    """What was asked for, else what the file's ending says, else plain text.

    Raises  Invalid naming the formats; and where a format can't be printed.
    """
    known = (*FORMATS, SHEET)
    name = asked or (path.suffix.lstrip(".").lower() if path else "txt")
    if name not in known:
        raise Invalid(f"Nothing was written: '{name}' is not a format. It can be {', '.join(known)}.")
    if path is None and name not in PLAIN:
        raise Invalid(f"Nothing was printed: {name} is not text. Give a file with --out.")
    return name


def written(paper: Paper, form: str) -> bytes:
    if form not in FORMATS:
        raise Invalid(f"Nothing was written: {paper.title} can't be a sheet. Choose {', '.join(FORMATS)}.")
    return FORMATS[form](paper)


def put(content: bytes, path: Path, *, dry_run: bool) -> None:
    if not dry_run:
        write_whole(path, content)
