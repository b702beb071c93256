"""Printing findings, or writing them to a file, in the format asked for."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import findings_file
from schoolgate.cli.exits import FINDINGS
from schoolgate.cli.output import shown, talk
from schoolgate.domain.finding import SEVERITIES, Severity
from schoolgate.domain.waiver import Judged


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    XLSX = "xlsx"


As = Annotated[Format, typer.Option("--format", help="How the findings are written.")]
ToFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write them to this file, not to the screen.")
]
FailOn = Annotated[Severity | None, typer.Option(help="Exit 6 when there is a finding this bad or worse.")]
All = Annotated[bool, typer.Option("--all", help="Show also what somebody said is no problem, and why.")]


def put(
    judged: Sequence[Judged], asked: Format, *, source: str, on: date, out: Path | None, show_all: bool
) -> None:
    """What is open, or all of it; the count goes to stderr."""
    if out is None and not findings_file.is_text(asked):
        raise typer.BadParameter("A workbook is not for the screen. Name a file: --out findings.xlsx")
    kept = [one for one in judged if show_all or not one.is_waived()]
    data = findings_file.written(kept, asked, source=source, on=on)
    if findings_file.is_text(asked):
        data = shown(data.decode("utf-8")).encode("utf-8")
    if out is None:
        typer.echo(data, nl=False)
    else:
        out.write_bytes(data)
        talk(f"Wrote {out}")
    _count(judged)


def stop_on(judged: Sequence[Judged], fail_on: Severity | None) -> None:
    if fail_on and any(SEVERITIES.index(one) <= SEVERITIES.index(fail_on) for one in _open(judged)):
        raise typer.Exit(FINDINGS)


def _open(judged: Sequence[Judged]) -> list[Severity]:
    return [one.finding.severity for one in judged if not one.is_waived()]


def _count(judged: Sequence[Judged]) -> None:
    held = _open(judged)
    counts = [f"{held.count(severity)} {severity}" for severity in SEVERITIES if severity in held]
    waived = len(judged) - len(held)
    talk((", ".join(counts) or "No findings") + (f"; {waived} said to be no problem." if waived else "."))
