"""A loaded roll, or its refusal, as JSON and back: what the reading process tells the one that asked."""

from dataclasses import asdict
from typing import Any

from schoolgate.domain.roll import fields_of, load_roll
from schoolgate.feeds.sources.errors import Fault, RollRefused
from schoolgate.feeds.sources.loaded import Blank, Loaded, Report
from schoolgate.feeds.tables import Cell, Table, Tables, cell_of, cell_text


def loaded_to_json(loaded: Loaded) -> dict[str, Any]:
    tables = {
        name: {"columns": table.columns, "rows": [[_text(cell) for cell in row] for row in table.rows]}
        for name, table in loaded.tables.by_name.items()
    }
    return {"tables": tables, "report": asdict(loaded.report)}


def loaded_from_json(answer: dict[str, Any]) -> Loaded:
    """Raises KeyError, TypeError or ValueError for anything that `loaded_to_json` does not write."""
    tables = Tables({name: _table(name, answer["tables"][name]) for name in load_roll()})
    return Loaded(tables=tables, report=_report(answer["report"]))


def refused_to_json(refused: RollRefused) -> dict[str, Any]:
    return {
        "name": refused.name,
        "faults": [asdict(fault) for fault in refused.faults],
        "advice": refused.advice,
        "mapping": refused.mapping,
        "not_understood": refused.not_understood,
    }


def refused_from_json(answer: dict[str, Any]) -> RollRefused:
    faults = [Fault(**fault) for fault in answer["faults"]]
    refused = RollRefused(answer["name"], faults, answer["advice"])
    refused.mapping = tuple((heading, field) for heading, field in answer["mapping"])
    refused.not_understood = tuple(answer["not_understood"])
    return refused


def _text(cell: Cell) -> str | None:
    return None if cell is None else cell_text(cell)


def _table(name: str, told: dict[str, Any]) -> Table:
    kinds = [fields_of(name)[column].type for column in told["columns"]]
    rows = tuple(
        tuple(None if text is None else cell_of(text, kind) for text, kind in zip(row, kinds, strict=True))
        for row in told["rows"]
    )
    return Table(name, tuple(told["columns"]), rows)


def _report(told: dict[str, Any]) -> Report:
    return Report(
        source=told["source"],
        rows=tuple((name, count) for name, count in told["rows"]),
        missing_columns=tuple((table, column) for table, column in told["missing_columns"]),
        blank_cells=tuple(Blank(**one) for one in told["blank_cells"]),
        not_understood=tuple(told["not_understood"]),
        notes=tuple(told["notes"]),
        kind=told["kind"],
        signature=told["signature"],
        mapping=tuple((heading, field) for heading, field in told["mapping"]),
    )
