"""One school's papers laid side by side: documents, register, what left, what families were asked."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from schoolgate.actions import assessing, differences, editions, ledger, publishing
from schoolgate.actions.office import Office
from schoolgate.compare.drift import Drift, drift
from schoolgate.compare.papers import Held, LastSent, Page, Paper, Papers, YesGiven
from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Answer, Decision, permits
from schoolgate.domain.document import Document
from schoolgate.domain.errors import NotFound
from schoolgate.domain.reading import DocumentKind
from schoolgate.store import decisions as answers
from schoolgate.store import publications, register

LISTS = (DocumentKind.PRIVACY_NOTICE, DocumentKind.SUPPLIER_LIST)
OF_THE_SCHOOL = (*LISTS, DocumentKind.EXTRACT, DocumentKind.CONSENT_FORM)  # what families are shown


def of_school(office: Office, *, on: date, page: Path | None = None) -> tuple[Drift, ...]:
    """Where the school's own papers part, worst first.

    page  the file that families see; None: what was last published, where anything was
    """
    return drift(papers(office, on=on, page=page))


def papers(office: Office, *, on: date, page: Path | None = None) -> Papers:
    on_file = [one for one in editions.newest_editions(office) if one.kind in OF_THE_SCHOOL]
    standing = register.all_standing(office.tenant)
    looks = assessing.latest(office)
    return Papers(
        papers=tuple(_paper(office, document) for document in on_file),
        register=tuple(
            Held(agreement=one, since=_since(office, one), assessment=looks.get(one.slug)) for one in standing
        ),
        sent=tuple(_last_sent(office).values()),
        answers=tuple(one for agreement in standing for one in _answers(office, agreement)),
        page=_page(page) if page else _last_published(office, on),
    )


def _paper(office: Office, document: Document) -> Paper:
    reading = editions.reading_of(document)
    denied = (
        (one.name, " … ".join(reading.text[slice(*span)] for span in one.evidence)) for one in reading.denied
    )
    return Paper(
        name=document.name,
        rows=differences.said_in(office, document),
        lists_all=document.kind in LISTS,
        denied=tuple(denied),
    )


def _since(office: Office, agreement: Agreement) -> datetime:
    made = {one.version: one.made_at for one in register.history(office.tenant, agreement.slug)}
    return datetime.fromisoformat(made[agreement.version])


def _last_sent(office: Office) -> Mapping[str, LastSent]:
    """Slug → the newest parcel that left, or may have."""
    return {
        one.intent.agreement: LastSent(
            slug=one.intent.agreement,
            on=one.intent.at.date(),
            version=one.intent.version,
            items=one.intent.items,
            entry=one.entry,
        )
        for one in ledger.disclosures(office)
        if one.counts_as_disclosed()
    }


def _answers(office: Office, agreement: Agreement) -> Iterator[YesGiven]:
    """By clause and wording, the families whose yes rests on it. A wording never recorded says nothing."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    for clause_id, given in answers.for_agreement(office.tenant, agreement.slug).items():
        clause = clauses.get(clause_id)
        if clause is not None and clause.choice.is_opt_in() and clause.choice.wording is None:
            continue
        rests_on = [_wording(clause, made) for made in given.values()]
        for wording in dict.fromkeys(one for one in rests_on if one):
            yield YesGiven(
                slug=agreement.slug,
                clause=clause_id,
                wording=wording,
                families=rests_on.count(wording),
                now=clause.choice.wording if clause is not None and clause.choice.is_opt_in() else None,
            )


def _wording(clause: Clause | None, made: tuple[Decision, ...]) -> str | None:
    """What the newest standing yes of one pupil's was given to; None where there is no yes."""
    if clause is not None and not permits(clause.choice.kind, made):
        return None
    yes = [one for one in made if one.answer is Answer.YES and one.withdrawn_at is None]
    return yes[-1].wording if yes else None


def _last_published(office: Office, on: date) -> Page | None:
    """What families see, where it would read otherwise if it were put up now."""
    last = publications.last(office.tenant)
    if last is None or publishing.facts(office, on=on).version == last.version:
        return None
    return Page(name=f"The page published as number {last.number}", written_at=last.at)


def _page(path: Path) -> Page:
    if not path.is_file():
        raise NotFound(f"Nothing was compared: there is no page {path}. Give the file that families see.")
    return Page(name=path.name, written_at=datetime.fromtimestamp(path.stat().st_mtime, UTC))


def as_json(found: Drift) -> Mapping[str, Any]:
    return asdict(found)
