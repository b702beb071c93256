"""What differs between two loads of a roll, in counts; and when a person has to look before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolgate.domain.errors import Refused
from schoolgate.feeds.tables import Cell, Tables

MOST_GONE = 0.10  # of the pupils before


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Counts of pupils. gone: not in the new roll at all; a leaver who is still listed is not gone."""

    before: int
    after: int
    joined: int
    gone: int
    changed: int

    @property
    def too_many_gone(self) -> bool:
        return self.gone > MOST_GONE * self.before

    def sentence(self) -> str:
        return (
            f"{self.after} pupils: {self.joined} new, {self.gone} gone, {self.changed} with a change, "
            f"against {self.before} in the roll before."
        )


class TooManyGone(Refused):
    """So many pupils are missing that half a file is likelier than so many leavers."""

    def __init__(self, changes: Changes, name: str) -> None:
        share = round(100 * changes.gone / changes.before)
        reason = (
            f"{changes.gone} of the {changes.before} pupils of the last roll ({share}%) are not in it. "
            "If half of the file is missing, export it again; if they have really gone, load it with "
            "--accept-changes."
        )
        super().__init__(f"The roll in '{name}' was not loaded.", [reason])


def compare(before: Tables, after: Tables) -> Changes:
    """Pupils by their key; a column that only one roll has does not make a change."""
    both = [name for name in after["pupil"].columns if name in before["pupil"].columns]
    old, new = _pupils(before, both), _pupils(after, both)
    return Changes(
        before=len(old),
        after=len(new),
        joined=len(new.keys() - old.keys()),
        gone=len(old.keys() - new.keys()),
        changed=sum(old[one] != new[one] for one in old.keys() & new.keys()),
    )


def _pupils(tables: Tables, columns: Sequence[str]) -> Mapping[Cell, tuple[Cell, ...]]:
    """A pupil's key → the cells of these columns."""
    pupils = tables["pupil"]
    if "id" not in pupils.columns:
        return {}
    return dict(zip(pupils.column("id"), pupils.select(columns), strict=True))


def stop_if_too_many_gone(changes: Changes | None, name: str) -> None:
    """changes None: there was no roll before. Raises TooManyGone."""
    if changes is not None and changes.too_many_gone:
        raise TooManyGone(changes, name)
