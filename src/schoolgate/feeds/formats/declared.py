"""Any format that its profile alone describes: files, headings in order, what fills each."""

from collections.abc import Iterator

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Feed, File, Heading, Profile
from schoolgate.feeds.formats.records import rows_of
from schoolgate.feeds.sources.archive import pack

Row = tuple[str | None, ...]


def write(feed: Feed) -> dict[str, bytes]:
    """One zip where the profile says so; else each file by itself."""
    profile = feed.profile
    filled = [(file, rows) for file in profile.files if (rows := rows_of(feed, file)) or file.always]
    found = dict(_manifest(profile, [file.name for file, _ in filled]))
    for file, rows in filled:
        found |= dict(_written(feed, file, rows))
    return {profile.packed: pack(found)} if profile.packed else found


def _written(feed: Feed, file: File, rows: list[Row]) -> Iterator[tuple[str, bytes]]:
    places = [n for n, one in enumerate(file.headings) if file.all_headings or _is_shown(feed, one)]
    headings = [file.headings[n].heading for n in places]
    cells = [[row[n] for n in places] for row in rows]
    size = file.most_rows or max(1, len(cells))
    parts = [cells[n : n + size] for n in range(0, len(cells), size)] or [[]]
    for number, part in enumerate(parts, start=1):
        yield _name(file, number, len(parts)), encode(headings, part, feed.profile.form)


def _is_shown(feed: Feed, heading: Heading) -> bool:
    """Required, or there is something that could stand there."""
    columns = tuple(one for of_table in feed.columns.values() for one in of_table)
    return heading.required or heading.can_be_filled(columns)


def _name(file: File, number: int, parts: int) -> str:
    if parts == 1:
        return file.name
    stem, _, ending = file.name.rpartition(".")
    return f"{stem}-{number}.{ending}"


def _manifest(profile: Profile, filled: list[str]) -> Iterator[tuple[str, bytes]]:
    """OneRoster's: every file of the standard is named, and how it is there."""
    if not profile.manifest:
        return
    how = "delta" if profile.delta else "bulk"
    rows: list[list[str | None]] = [["manifest.version", "1.0"]]
    rows += [["oneroster.version", profile.manifest_version]]
    rows += [[f"file.{one}", how if f"{one}.csv" in filled else "absent"] for one in profile.manifest]
    rows += [["source.systemName", "Schoolgate"], ["source.systemCode", "schoolgate"]]
    yield "manifest.csv", encode(["propertyName", "value"], rows, profile.form)
