"""A roll we could not read. The message is shown to school staff as it stands and holds no personal data."""

from collections.abc import Sequence
from dataclasses import dataclass

from schoolgate.domain.errors import Invalid

SHOWN = 20
STOP = "Export it again as CSV, and check that it is a roll."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file. `row` counts as a spreadsheet does: the headings stand in row 1."""

    what: str  # never the value itself
    table: str | None = None
    row: int | None = None
    column: str | None = None

    def sentence(self) -> str:
        where = [
            f"table {self.table}" if self.table else "",
            f"row {self.row}" if self.row else "",
            f"column '{self.column}'" if self.column else "",
        ]
        place = ", ".join(part for part in where if part)
        return f"{place}: {self.what}" if place else self.what


class RollRefused(Invalid):
    """Nothing of this roll was kept. `faults` are all that was found, in the order of the file."""

    mapping: tuple[tuple[str, str], ...] = ()  # how far its headings were understood: heading → "table.field"
    not_understood: tuple[str, ...] = ()

    def __init__(self, name: str, faults: Sequence[Fault], advice: str = "") -> None:
        self.name, self.faults, self.advice = name, tuple(faults), advice
        shown = [f"- {fault.sentence()}" for fault in self.faults[:SHOWN]]
        more = len(self.faults) - SHOWN
        rest = [f"- and {more} more of the same kinds."] if more > 0 else []
        todo = advice or "Put this right in the school's system, export again and load the new file."
        super().__init__("\n".join([f"The roll in '{name}' was not loaded.", *shown, *rest, todo]))


def refuse(name: str, what: str, advice: str = "") -> RollRefused:
    """A refusal of the file as a whole."""
    return RollRefused(name, [Fault(what=what)], advice)
