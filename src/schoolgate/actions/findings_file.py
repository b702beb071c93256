"""Findings written out for somebody: a person, a program, a pipeline, a spreadsheet."""

from collections.abc import Sequence
from datetime import date

from schoolgate.checks.outputs import OUTPUTS
from schoolgate.checks.outputs.report import Report
from schoolgate.domain.waiver import Judged

FORMATS = tuple(OUTPUTS)


def is_text(format_: str) -> bool:
    return OUTPUTS[format_].IS_TEXT


def written(judged: Sequence[Judged], format_: str, *, source: str, on: date) -> bytes:
    """source: "register", or the name of the document that was checked."""
    return OUTPUTS[format_].write(Report(source=source, on=on, judged=tuple(judged)))
