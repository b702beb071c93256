"""Rolls laid out over several CSV files: OneRoster and Microsoft School Data Sync (layouts/*.toml)."""

from datetime import date

from schoolgate.feeds.sources.corrections import Corrections, Fields, signature_of
from schoolgate.feeds.sources.layout import Layout, load_layout
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.manifest import check_manifest
from schoolgate.feeds.sources.members import Members, TextTable, ZipKind, by_file, headings_in, text_table
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.roster import Roster, assembled

GONE = ("tobedeleted", "inactive")


def kind(layout_name: str) -> ZipKind:
    layout = load_layout(layout_name)
    return ZipKind(
        name=layout.name,
        recognises=lambda members: fits(layout, members),
        load_members=lambda members, name, on, corrections: load_roster(
            layout, members, name, on, corrections
        ),
    )


def fits(layout: Layout, members: Members) -> bool:
    """Do the headings that tell this layout from others stand there, and none that speaks against it?"""
    files = by_file(members)
    held = {file: set(headings_in(data)) for file, data in files.items() if file.endswith(".csv")}
    return all(
        file in held and held[file] >= set(needed) for file, needed in layout.needs.items()
    ) and not any(
        file in held and (not barred or held[file] & set(barred)) for file, barred in layout.lacks.items()
    )


def load_roster(layout: Layout, members: Members, name: str, on: date, corrections: Corrections) -> Loaded:
    """Raises RollRefused with every fault by file, row and heading."""
    files = by_file(members)
    if layout.version:
        check_manifest(files, layout.version, name)
    tables = {file: _standing(text_table(files[file], file, name), layout) for file in _wanted(layout, files)}
    signature = signature_of(
        [f"{file} {heading}" for file, table in tables.items() for heading in table.headings]
    )
    return _loaded(layout, tables, name, on, corrections.of(signature), signature)


def _loaded(
    layout: Layout, tables: dict[str, TextTable], name: str, on: date, fields: Fields, signature: str
) -> Loaded:
    roster = Roster(layout=layout, tables=tables, fields=fields)
    found = assembled(roster, on)
    return roll_of(found, name, on, tuple(roster.notes), kind=layout.name, signature=signature)


def _wanted(layout: Layout, files: Members) -> list[str]:
    named = [one.file for one in layout.people] + [one.file for one in layout.more]
    named += [one.file for one in layout.members] + [one.file for one in layout.relations]
    named += [one.file for one in (layout.role_file, layout.classes) if one]
    return [file for file in dict.fromkeys(named) if file in files]


def _standing(table: TextTable, layout: Layout) -> TextTable:
    """Without rows that a standard's own status says are gone."""
    if not layout.version or "status" not in table.headings:
        return table
    kept = tuple((n, row) for n, row in table.rows if row["status"].strip().lower() not in GONE)
    return TextTable(table.file, table.headings, kept)
