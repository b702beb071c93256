"""schoolgate feed profile learn | set | list | show"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import profiles as deeds
from schoolgate.cli.options import By, DryRun, Json
from schoolgate.cli.output import print_facts, print_json, print_line, print_table, talk
from schoolgate.cli.session import now, session
from schoolgate.domain.errors import NotFound
from schoolgate.feeds.formats.learn import Corrections
from schoolgate.feeds.formats.profile import Profile

app = typer.Typer(
    help="The file formats of recipients, and making one from its headings.", no_args_is_help=True
)

For = Annotated[str, typer.Option("--for", metavar="SERVICE", help="The agreement that it is for.")]
ForWhom = Annotated[
    str | None,
    typer.Option("--for", metavar="SERVICE", help="The agreement that it is for; without, nothing is kept."),
]
Name = Annotated[
    str | None, typer.Option("--name", help="The format's name (default: own_ and the service's).")
]
Map = Annotated[
    list[str] | None, typer.Option("--map", metavar="HEADING=FIELD", help="What a heading is; repeatable.")
]
Empty = Annotated[
    list[str] | None, typer.Option("--empty", metavar="HEADING", help="A heading to leave empty; repeatable.")
]
Fixed = Annotated[
    list[str] | None, typer.Option("--fixed", metavar="HEADING=TEXT", help="One text for all; repeatable.")
]
Required = Annotated[
    list[str] | None,
    typer.Option("--required", metavar="HEADING", help="A row without it is left out; repeatable."),
]


@app.command()
def learn(
    context: typer.Context,
    sample: Annotated[Path, typer.Argument(metavar="SAMPLE.csv", help="A CSV with its headings.")],
    service: ForWhom = None,
    name: Name = None,
    map_: Map = None,
    empty: Empty = None,
    fixed: Fixed = None,
    required: Required = None,
    dates: Annotated[str | None, typer.Option(help='How dates are spelled, as "DD/MM/YYYY".')] = None,
    about: Annotated[
        str | None, typer.Option(help="Whose file it is: pupil, contact or staff (default: by its headings).")
    ] = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="Only an import reads it: a surname may begin with a hyphen.")
    ] = False,
    by: By = "the office",
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Make a format from a sample of a recipient's upload. Headings are kept; what stands below them is not.

    Example: schoolgate feed profile learn bugclub.csv --for "Bug Club" --empty Notes --dry-run
    """
    corrections = Corrections(
        maps=_pairs(map_), empty=empty or (), fixed=_pairs(fixed), required=required or (), dates=dates
    )
    if about not in (None, "pupil", "contact", "staff"):
        raise typer.BadParameter("--about is pupil, contact or staff.")
    making = deeds.Making(service=service or "", by=by, at=now(), name=name, about=about, machine=machine)
    made = _learned(context, sample, making, corrections, dry_run=dry_run)
    if json:
        print_json("schoolgate.profile/1", deeds.as_json(made.profile))
        return
    print_table(
        ("heading", "is taken for", "by"), [(one.heading, one.words, one.how) for one in made.headings]
    )


def _learned(
    context: typer.Context, sample: Path, making: deeds.Making, corrections: Corrections, *, dry_run: bool
) -> deeds.Made:
    given = (_bytes_of(sample), sample.name, making, corrections)
    if not making.service:
        made = deeds.looked_at(*given)
        talk("Nothing was kept: say whose upload it is, with --for SERVICE.")
    else:
        made = deeds.from_sample(session(context).office(), *given, dry_run=dry_run)
        talk(f"{'Would keep' if dry_run else 'Kept'} {_named(made)}.")
    _warn(made)
    return made


@app.command("set")
def set_(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="The format to begin from.")],
    service: For,
    name: Name = None,
    map_: Map = None,
    empty: Empty = None,
    fixed: Fixed = None,
    required: Required = None,
    by: By = "the office",
    json: Json = False,
    dry_run: DryRun = False,
) -> None:
    """Fill single headings of a format otherwise, for one agreement; the school's own format from then on.

    Example: schoolgate feed profile set lexia_core5_csv --for lexia --fixed "School=Hill Primary"
    """
    corrections = Corrections(
        maps=_pairs(map_), empty=empty or (), fixed=_pairs(fixed), required=required or ()
    )
    making = deeds.Making(service=service, by=by, at=now(), name=name)
    made = deeds.changed(session(context).office(), profile, making, corrections, dry_run=dry_run)
    talk(f"{'Would keep' if dry_run else 'Kept'} {_named(made)}.")
    _warn(made)
    if json:
        print_json("schoolgate.profile/1", deeds.as_json(made.profile))
        return
    _print_headings(made.profile)


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """Every format there is, the school's own first, and how sure it is that the recipient takes it so.

    Example: schoolgate feed profile list
    """
    found = deeds.every(session(context).office())
    if json:
        print_json("schoolgate.profiles/1", {"profiles": [deeds.as_json(one) for one in found]})
        return
    print_table(
        ("format", "version", "what it is", "for", "known how"),
        [
            (
                one.name,
                one.version,
                one.label,
                one.service,
                ", ".join(dict.fromkeys(e.mark for e in one.evidence)),
            )
            for one in found
        ],
    )


@app.command()
def show(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="Its name.")],
    json: Json = False,
) -> None:
    """One format: its headings in order, what fills each, where it is known from, what is not published.

    Example: schoolgate feed profile show lexia_core5_csv
    """
    found = deeds.show(session(context).office(), profile)
    if json:
        print_json("schoolgate.profile/1", deeds.as_json(found))
        return
    print_facts([("format", f"{found.name}, version {found.version}"), ("what it is", found.label)])
    for one in found.evidence:
        print_line(f"known from: {one.address} ({one.mark}, {one.on})")
    for sentence in (*found.notes, *(f"not published: {one}" for one in found.not_published)):
        print_line(sentence)
    _print_headings(found)


def _print_headings(profile: Profile) -> None:
    print_table(
        ("file", "heading", "filled by", "required"),
        [(*told, "yes" if required else "") for *told, required in deeds.headings_of(profile)],
    )


def _named(made: deeds.Made) -> str:
    return f"{made.profile.name}, version {made.profile.version}, for {made.profile.service}"


def _warn(made: deeds.Made) -> None:
    for doubt in made.doubts:
        talk(f"Warning: {doubt}")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound(f"No format was made: there is no file {path}.") from error


def _pairs(given: Sequence[str] | None) -> dict[str, str]:
    """ "Heading=field" → heading, field. The last equals sign parts them: a heading may hold one."""
    found = {}
    for one in given or ():
        heading, equals, said = one.rpartition("=")
        if not equals or not said:
            raise typer.BadParameter(f"'{one}' is not a heading, an equals sign and what it is.")
        found[heading] = said
    return found
