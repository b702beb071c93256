"""The ledger read back against its own heads: what is wrong with it, and what cannot be known from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from schoolgate.domain.disclosure import Disclosure, Intent, Outcome
from schoolgate.ledger.checkpoint import Checkpoint, VerifierKey, is_signed_by, parse_checkpoint
from schoolgate.ledger.errors import HeadRefused, LeafRefused
from schoolgate.ledger.leaf import Leaf, parse_leaf
from schoolgate.ledger.tree import Frontier, leaf_hash

NO_KEY = "Without the verifier key nobody can tell this ledger from one forged from end to end."
NO_KEPT_HEAD = (
    "Without a signed head kept elsewhere nobody can tell whether entries after an earlier head were cut off."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """`problems` empty: what was checked holds. `unknown` says what was not, for want of a key or a head."""

    size: int
    root: bytes
    problems: tuple[str, ...]
    unknown: tuple[str, ...]
    under_way: int  # intents without an outcome: they count as disclosed

    def holds(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class Story:
    """The entries in their order: each run one intent, then at most one outcome."""

    runs: dict[str, Disclosure] = field(default_factory=dict)

    def tell(self, entry: int, leaf: Leaf) -> str | None:
        """Take in one entry; gives what is wrong with its place."""
        known = self.runs.get(leaf.run)
        if isinstance(leaf, Intent):
            self.runs.setdefault(leaf.run, Disclosure(entry=entry, intent=leaf))
            return f"Entry {entry} announces a run that entry {known.entry} announced." if known else None
        return self._end(entry, leaf, known)

    def _end(self, entry: int, leaf: Outcome, known: Disclosure | None) -> str | None:
        if known is None:
            return f"Entry {entry} is the outcome of a run that no entry before it announces."
        if known.outcome is not None:
            return f"Entry {entry} is a second outcome of a run that entry {known.outcome_entry} ended."
        if leaf.at < known.intent.at:
            return f"Entry {entry} ends a run before the moment at which entry {known.entry} announced it."
        self.runs[leaf.run] = Disclosure(
            entry=known.entry, intent=known.intent, outcome_entry=entry, outcome=leaf
        )
        return None


def disclosures(leaves: Iterable[bytes]) -> tuple[Disclosure, ...]:
    """What the entries tell, in the order of their intents. Raises LeafRefused."""
    story = Story()
    for entry, leaf in enumerate(leaves, start=1):
        story.tell(entry, parse_leaf(leaf))
    return tuple(story.runs.values())


def verify_ledger(
    leaves: Iterable[bytes],
    checkpoints: Iterable[str],
    *,
    key: VerifierKey | None = None,
    kept: Iterable[str] = (),
) -> Verification:
    """Every entry, every head, their order, and that nothing stands after the last head.

    checkpoints  the ledger's own heads, smallest first
    kept         heads that somebody has kept elsewhere
    """
    heads, problems = _read_heads(checkpoints, "The ledger's own head")
    kept_heads, more = _read_heads(kept, "The head kept elsewhere")
    problems += more + _order_problems(heads)
    frontier, story, found = _walk(leaves, [*heads, *kept_heads])
    problems += found + _end_problems(frontier, heads, kept_heads)
    problems += [_unsigned(head) for head in (*heads, *kept_heads) if key and not is_signed_by(head, key)]
    unknown = ([] if key else [NO_KEY]) + ([] if kept_heads else [NO_KEPT_HEAD])
    under_way = sum(run.outcome is None for run in story.runs.values())
    return Verification(
        size=frontier.size,
        root=frontier.root(),
        problems=tuple(problems),
        unknown=tuple(unknown),
        under_way=under_way,
    )


def _read_heads(notes: Iterable[str], which: str) -> tuple[list[Checkpoint], list[str]]:
    heads, problems = [], []
    for number, note in enumerate(notes, start=1):
        try:
            heads.append(parse_checkpoint(note))
        except HeadRefused:
            problems.append(f"{which}, number {number}, is not a checkpoint that can be read.")
    return heads, problems


def _order_problems(heads: list[Checkpoint]) -> list[str]:
    return [
        f"The head for {after.size} entries stands after the head for {before.size}."
        for before, after in pairwise(heads)
        if after.size <= before.size
    ]


def _walk(leaves: Iterable[bytes], heads: list[Checkpoint]) -> tuple[Frontier, Story, list[str]]:
    by_size: dict[int, list[Checkpoint]] = {}
    for head in heads:
        by_size.setdefault(head.size, []).append(head)
    frontier, story = Frontier(), Story()
    problems = _head_problems(frontier, by_size)
    for entry, line in enumerate(leaves, start=1):
        frontier.grow(leaf_hash(line))
        problems += _head_problems(frontier, by_size) + _leaf_problems(entry, line, story)
    return frontier, story, problems


def _head_problems(frontier: Frontier, by_size: dict[int, list[Checkpoint]]) -> list[str]:
    heads = by_size.get(frontier.size)
    if not heads or {head.root for head in heads} == {frontier.root()}:
        return []
    return [f"The first {frontier.size} entries are not those under the signed head for {frontier.size}."]


def _leaf_problems(entry: int, line: bytes, story: Story) -> list[str]:
    try:
        problem = story.tell(entry, parse_leaf(line))
    except LeafRefused:
        return [f"Entry {entry} is not in the leaf format."]
    return [problem] if problem else []


def _end_problems(frontier: Frontier, heads: list[Checkpoint], kept: list[Checkpoint]) -> list[str]:
    signed = heads[-1].size if heads else 0
    problems = []
    if frontier.size > signed:
        problems.append(f"Entries {signed + 1} to {frontier.size} stand after the last signed head.")
    if frontier.size < signed:
        problems.append(f"The last signed head counts {signed} entries, and there are {frontier.size}.")
    return problems + [
        f"A head kept elsewhere counts {head.size} entries, and there are {frontier.size}: some were cut off."
        for head in kept
        if head.size > frontier.size
    ]


def _unsigned(head: Checkpoint) -> str:
    return f"The head for {head.size} entries is not signed with the verifier key."
