"""Many entries that are mostly alike, as the bytes that leaf.py makes of each.

A night's entries share all but the school, its files and its people. What is the very value of the entry
before is neither looked at nor spelt again.
"""

import json
from collections.abc import Iterable, Mapping

from schoolgate.domain.disclosure import Intent
from schoolgate.ledger.leaf import INTENT, OUTCOME, SCHEMA, Check, Leaf, encode_leaf, plain

_ANOTHER = object()  # is no leaf's value


def encode_all(leaves: Iterable[Leaf]) -> list[bytes]:
    """In their order. Raises  LeafRefused, as leaf.py does."""
    intents, outcomes = _Spelling(INTENT, "intent"), _Spelling(OUTCOME, "outcome")
    return [(intents if isinstance(one, Intent) else outcomes).of(one) for one in leaves]


class _Spelling:
    def __init__(self, rules: Mapping[str, Check], kind: str) -> None:
        self._rules = {name: rules[name] for name in rules if name not in ("schema", "kind")}
        self._values: dict[str, object] = dict.fromkeys(self._rules, _ANOTHER)
        self._texts = dict.fromkeys(sorted(rules), "")
        self._texts |= {"kind": _spelt("kind", kind), "schema": _spelt("schema", SCHEMA)}

    def of(self, leaf: Leaf) -> bytes:
        for name, fits in self._rules.items():
            value = getattr(leaf, name)
            if value is self._values[name]:
                continue
            told = plain(value)
            if not fits(told):
                return encode_leaf(leaf)  # which says all that does not fit
            self._values[name], self._texts[name] = value, _spelt(name, told)
        return f"{{{','.join(self._texts.values())}}}".encode()


def _spelt(name: str, value: object) -> str:
    told = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return f'"{name}":{told}'
