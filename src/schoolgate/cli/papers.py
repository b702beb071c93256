"""schoolgate publish notice | ropa | policy | contracts | report"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import issuing as deeds
from schoolgate.cli.options import DryRun, On
from schoolgate.cli.output import print_line, talk, write_exactly
from schoolgate.cli.session import day, session
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.paper import Paper

File = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="The file to write; without it, the words are printed."),
]
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="txt, md, html, docx or pdf (default: by the file)."),
]
Drafts = Annotated[
    bool, typer.Option("--with-drafts", help="Also what nobody has approved yet; the paper says so.")
]
MOST_GAPS = 40  # told on the screen: a large register has hundreds
Final = Annotated[bool, typer.Option("--final", help="Refuse while anything is left to complete.")]


def notice(
    context: typer.Context,
    audience: Annotated[Audience, typer.Option("--for", help="Whom it is for.")],
    out: File = None,
    form: Form = None,
    final: Final = False,
    with_drafts: Drafts = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write a privacy notice from the register; what is not known is printed as a gap.

    Example: schoolgate publish notice --for parents --out parents.html
    """
    office, asked = session(context).office(), day(on)
    made = deeds.issue_notice(office, audience, on=asked, with_drafts=with_drafts)
    _hand_over(made, out, form, final=final, dry_run=dry_run)
    doubtful = deeds.to_check(office, audience, on=asked)
    if doubtful:
        talk(f"Hold these parts against the law before it goes out: {'; '.join(doubtful)}.")


def ropa(
    context: typer.Context,
    out: File = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="xlsx, docx, txt, md, html or pdf."),
    ] = None,
    with_drafts: Drafts = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write the record of processing (UK GDPR Art 30) in the columns of the ICO's template.

    Example: schoolgate publish ropa --out processing.xlsx
    """
    office, asked = session(context).office(), day(on)
    made = deeds.issue_record(office, on=asked, with_drafts=with_drafts)
    if out is None or deeds.format_of(out, form) != deeds.SHEET:
        _hand_over(made, out, form, final=False, dry_run=dry_run)
        return
    _put(deeds.issue_record_sheet(office, on=asked, with_drafts=with_drafts), out, dry_run=dry_run)
    _tell_gaps(made)


def policy(
    context: typer.Context,
    out: File = None,
    form: Form = None,
    final: Final = False,
    with_drafts: Drafts = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write the appropriate policy document for sensitive data, or say why none is needed.

    Example: schoolgate publish policy --out policy.html
    """
    made = deeds.issue_policy(session(context).office(), on=day(on), with_drafts=with_drafts)
    _hand_over(made, out, form, final=final, dry_run=dry_run)


def contracts(
    context: typer.Context,
    out: File = None,
    form: Form = None,
    final: Final = False,
    with_drafts: Drafts = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write the contract file: what each processor's contract says, what to ask it, when it ends.

    Example: schoolgate publish contracts --out contracts.html
    """
    made = deeds.issue_contracts(session(context).office(), on=day(on), with_drafts=with_drafts)
    _hand_over(made, out, form, final=final, dry_run=dry_run)


def report(
    context: typer.Context,
    since: Annotated[str, typer.Option(metavar="DATE", help="The first day it is about, as 2026-09-01.")],
    out: File = None,
    form: Form = None,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write the governors' report: one page on what is shared, what changed and what needs them.

    Example: schoolgate publish report --since 2026-09-01 --out report.html
    """
    made = deeds.issue_report(session(context).office(), since=day(since), on=day(on))
    _hand_over(made, out, form, final=False, dry_run=dry_run)


COMMANDS = (notice, ropa, policy, contracts, report)


def add_to(group: typer.Typer) -> None:
    """Each under its own name."""
    for command in COMMANDS:
        group.command()(command)


def _hand_over(made: Paper, out: Path | None, form: str | None, *, final: bool, dry_run: bool) -> None:
    chosen = deeds.format_of(out, form)
    if final:
        deeds.refuse_gaps(made)
    content = deeds.written(made, chosen)
    if out is None:
        write_exactly(content.decode("utf-8"))
    else:
        _put(content, out, dry_run=dry_run)
    _tell_gaps(made)


def _put(content: bytes, out: Path, *, dry_run: bool) -> None:
    deeds.put(content, out, dry_run=dry_run)
    talk(f"{'Would write' if dry_run else 'Wrote'} {len(content)} bytes.")
    print_line(str(out))


def _tell_gaps(made: Paper) -> None:
    gaps = made.gaps()
    if gaps:
        talk(f"It has {len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'} to complete:")
        for gap in gaps[:MOST_GAPS]:
            talk(f"- {gap.what}. {gap.how}")
        if len(gaps) > MOST_GAPS:
            talk(f"- and {len(gaps) - MOST_GAPS} more. Each stands in the paper in square brackets.")
