"""A document as PDF/UA-1: tagged, with language, title and fonts inside. The same bytes every time."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from schoolgate.domain.errors import Refused
from schoolgate.publish.document import Block, Document

STANDARD = "ua-1"  # ISO 14289-1: what a screen reader needs


class NoTypst(Refused):
    def __init__(self) -> None:
        reason = "it is set by typst, which is not installed here: pip install 'schoolgate[pdf]'"
        super().__init__("No PDF was made.", [reason])


def as_pdf(document: Document) -> bytes:
    """The words are handed over as data: nothing that a school typed is read as markup.

    Raises  NoTypst.
    """
    room = files(__package__)
    made = _typst().compile(
        (room / "templates" / "document.typ").read_bytes(),
        format="pdf",
        font_paths=[str(Path(str(room)) / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_as_data(document), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=int(datetime.combine(document.on, time(), UTC).timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def is_installed() -> bool:
    return find_spec("typst") is not None


def _as_data(document: Document) -> dict[str, Any]:
    data = asdict(document) | {"on": document.on.isoformat()}
    return data | {"blocks": [_block(block) for block in document.blocks]}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}


@cache
def _typst() -> Any:
    """Its 80 MB are not part of a plain installation."""
    try:
        return import_module("typst")
    except ImportError as error:
        raise NoTypst from error
