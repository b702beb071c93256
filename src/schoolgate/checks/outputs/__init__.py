"""Findings → bytes, one file a format. To add one: its file, with `write` and IS_TEXT, and a line here."""

from collections.abc import Mapping
from typing import Protocol

from schoolgate.checks.outputs import json_document, sarif, text, xlsx
from schoolgate.checks.outputs.report import Report


class Output(Protocol):
    @property
    def IS_TEXT(self) -> bool: ...

    def write(self, report: Report) -> bytes: ...


OUTPUTS: Mapping[str, Output] = {"text": text, "json": json_document, "sarif": sarif, "xlsx": xlsx}
