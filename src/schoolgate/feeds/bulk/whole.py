"""A whole folder told in one file: what has to hold of it beside what holds of each school."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from schoolgate.domain.agreement import Agreement
from schoolgate.feeds.bulk.folder import Folder, reading
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.once import once, path_of
from schoolgate.feeds.prepare import Allowed
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import existing_key

ROOMY = "2GB"  # every key of a nation, side by side


def refusals_of_one_file(
    agreement: Agreement, allowed: Allowed, folder: Folder, keep: Path
) -> Iterator[Refusal]:
    """Why a feed of many schools can't be one file, though it may be a file for each. Reads the keys once."""
    tables = {one.table for one in allowed.spec.columns}
    if allowed.profile.writer != "plain_csv" or tables != {"pupil"}:
        yield Refusal(
            "no-one-file",
            f"The format '{allowed.profile.name}' with what is sent cannot be one file of many schools: that "
            "is a plain CSV of pupils and nobody else. Send a parcel for each school with --out.",
        )
    field = existing_key(agreement)
    if field is not None and (shared := _shared(folder, field, keep)):
        yield Refusal(
            "key-of-two-schools",
            f"{shared} values of '{field}' are used in more than one school: in one file, two pupils "
            "would be taken for one. Send a parcel for each school with --out.",
        )


def digest_of(folder: Folder) -> str:
    """Hex; of all authorities' rolls, answers aside."""
    return _digest(folder, [folder.digest(name) for name in folder.authorities])


def said_in(folder: Folder) -> str:
    """Hex; of all families' answers."""
    return _digest(folder, [folder.digest_of_answers(name) for name in folder.authorities])


def _digest(folder: Folder, digests: list[str]) -> str:
    told = zip(folder.authorities, digests, strict=True)
    return hashlib.sha256("".join(f"{name}\0{one}\n" for name, one in told).encode()).hexdigest()


def _shared(folder: Folder, field: str, keep: Path) -> int:
    """How many keys are of pupils of several schools."""
    source = folder.source("pupil", folder.authorities)

    def counted() -> int:
        ((shared,),) = OnDuckdb(memory=ROOMY).ask(
            f'SELECT count(*) FROM (SELECT "{field}" FROM {reading(source)} WHERE "{field}" <> \'\' '
            "GROUP BY ALL HAVING min(school::VARCHAR) <> max(school::VARCHAR))"
        )
        return int(shared)

    return once(keep, _asked(folder, field), counted)


def still_used(agreements: Iterable[Agreement], folder: Folder, keep: Path) -> None:
    """A run that forgets what it did not use leaves what is known of keys: to look again takes a gigabyte."""
    for field in {existing_key(one) for one in agreements} - {None}:
        path = path_of(keep, _asked(folder, str(field)))
        if path.exists():
            path.touch()


def _asked(folder: Folder, field: str) -> str:
    return f"shared\0{field}\0{digest_of(folder)}"
