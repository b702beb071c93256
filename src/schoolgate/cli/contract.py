"""schoolgate agreement contract"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import contracts as deeds
from schoolgate.cli.options import By, DryRun, Json, Service, Unprotected
from schoolgate.cli.output import print_json, print_line, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.contract import Contract, ContractTerm


def contract(
    context: typer.Context,
    service: Service,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The contract; without it, what is recorded.")
    ] = None,
    starts: Annotated[str | None, typer.Option(metavar="DATE", help="Its first day.")] = None,
    ends: Annotated[str | None, typer.Option(metavar="DATE", help="Its last day.")] = None,
    notice: Annotated[str | None, typer.Option(help="How it is ended, in its words.")] = None,
    sub_processor: Annotated[
        list[str] | None, typer.Option(metavar="NAME: WHAT", help="Whom it passes data on to; repeatable.")
    ] = None,
    by: By = "the office",
    unprotected: Unprotected = False,
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Look a processor's contract over for what the law asks of it (UK GDPR Art 28), and keep the words.

    Example: schoolgate agreement contract ttrockstars terms.pdf --ends 2027-08-31 --by "A. Khan"
    """
    office = session(context).office()
    said = deeds.Said(
        starts_on=_day(starts), ends_on=_day(ends), notice=notice, sub_processors=sub_processor or ()
    )
    if file is None and said.is_empty():
        _show(deeds.recorded(office, service), json=json)
        return
    made = deeds.record(
        office, service, file, said, by=by, at=now(), unprotected=unprotected, dry_run=dry_run
    )
    talk(f"{'Would record' if dry_run else 'Recorded'} {made.document}.")
    _show(made, json=json)


def _day(value: str | None) -> date | None:
    return day(value) if value else None


def _show(found: Contract | None, *, json: bool) -> None:
    if json:
        print_json("schoolgate.contract/1", {"contract": deeds.as_json(found) if found else None})
        return
    if found is None:
        talk("No contract is recorded. Name its file to look it over.")
        return
    for quote in found.quotes:
        print_line(f'{_name(quote.term)}: "{quote.words}"')
    for term in found.not_found():
        print_line(f"{_name(term)}: not found. Ask where the contract says it.")
    for one in found.sub_processors:
        print_line(f"sub-processor: {one.name}{f': {one.does}' if one.does else ''}")
    print_line(f"runs from {found.starts_on or 'unknown'} to {found.ends_on or 'unknown'}")
    if found.notice:
        print_line(f"ended by: {found.notice}")


def _name(term: ContractTerm) -> str:
    return term.replace("_", " ")
