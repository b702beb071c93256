"""A loaded roll, or its refusal, as JSON and back: what the reading process tells the one that asked."""

from dataclasses import asdict
from typing import Any

from schoolgate.domain.roll import FieldType, fields_of, load_roll
from schoolgate.feeds.sources.errors import Fault, RollRefused
from schoolgate.feeds.sources.loaded import Blank, Loaded, Report
from schoolgate.feeds.tables import Cell, Table, Tables, cell_of, cell_text

PLAIN = frozenset((FieldType.TEXT, FieldType.CODE, FieldType.WHOLE, FieldType.YES_NO))  # as JSON has them


def loaded_to_json(loaded: Loaded) -> dict[str, Any]:
    tables = {name: _cells(table) for name, table in loaded.tables.by_name.items()}
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


def _cells(table: Table) -> dict[str, Any]:
    """Column by column: most columns are texts, and cross over as they are."""
    kinds = [fields_of(table.name)[column].type for column in table.columns]
    whole = zip(*table.rows, strict=True) if table.rows else [() for _ in kinds]
    told = [_texts(cells, kind) for cells, kind in zip(whole, kinds, strict=True)]
    return {"columns": table.columns, "count": len(table.rows), "cells": told}


def _texts(cells: tuple[Cell, ...], kind: FieldType) -> Any:
    return cells if kind in PLAIN else [None if cell is None else cell_text(cell) for cell in cells]


def _table(name: str, told: dict[str, Any]) -> Table:
    kinds = [fields_of(name)[column].type for column in told["columns"]]
    columns = [_values(texts, kind) for texts, kind in zip(told["cells"], kinds, strict=True)]
    rows = tuple(zip(*columns, strict=True)) if columns else ((),) * told["count"]
    if len(rows) != told["count"]:
        raise ValueError("cells are missing")
    return Table(name, tuple(told["columns"]), rows)


def _values(texts: list[Any], kind: FieldType) -> list[Cell]:
    if kind in PLAIN:
        return texts
    read = {text: cell_of(text, kind) for text in set(texts) if text is not None}
    return [None if text is None else read[text] for text in texts]


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
