"""Many entries that are mostly alike, as the bytes that leaf.py makes of each.

A night's entries share all but the school, its files and its people. What is the very value of the entry
before is neither looked at nor spelt again.
"""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from operator import attrgetter

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
        self._values_of = attrgetter(*self._rules)
        self._values: tuple[object, ...] = (_ANOTHER,) * len(self._rules)
        self._texts = dict.fromkeys(sorted(rules), "")
        self._texts |= {"kind": _spelt("kind", kind), "schema": _spelt("schema", SCHEMA)}

    def of(self, leaf: Leaf) -> bytes:
        values = self._values_of(leaf)
        for (name, fits), value, before in zip(self._rules.items(), values, self._values, strict=True):
            if value is before:
                continue
            told = value if type(value) in (str, int) else plain(value)
            if not fits(told):
                return encode_leaf(leaf)  # which says all that does not fit
            self._texts[name] = _spelt(name, told)
        self._values = values
        return f"{{{','.join(self._texts.values())}}}".encode()


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _spelt(name: str, value: object) -> str:
    """As leaf.py does; what most entries differ in without the way round by an encoder of anything."""
    if type(value) is str:
        return f'"{name}":{encode_basestring(value)}'
    if type(value) is int:
        return f'"{name}":{value}'
    return f'"{name}":{_ENCODER.encode(value)}'
