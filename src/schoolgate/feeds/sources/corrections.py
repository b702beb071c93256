"""Which heading means which field, where a school said so: shown, corrected, and remembered for its exports.

A set of headings is known again by its signature, so next month's export of the same report needs no word.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schoolgate.domain.errors import Invalid
from schoolgate.domain.roll import UnknownRollField, fold_heading, roll_field

Fields = Mapping[str, str]  # folded heading → "table.field", or LEFT_OUT
LEFT_OUT = ""
WORDS_FOR_LEFT_OUT = ("", "-", "nothing", "none")


class CorrectionInvalid(Invalid):
    """A line of a mapping that says nothing we can use."""

    def __init__(self, said: str, why: str) -> None:
        super().__init__(
            f"The mapping was not used: '{said}' {why} "
            "Write 'Heading=field', such as 'Pupil no=admission_number', or 'Heading=-' to leave it out."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """given  said with this load; remembered  signature → what was said of those headings before."""

    given: Fields = field(default_factory=dict)
    remembered: Mapping[str, Fields] = field(default_factory=dict)

    def of(self, signature: str) -> Fields:
        return {**self.remembered.get(signature, {}), **self.given}

    def every_field(self) -> Fields:
        """What any heading was ever said to mean: enough to find the row of headings, not to read by."""
        return {h: key for fields in (*self.remembered.values(), self.given) for h, key in fields.items()}


NO_CORRECTIONS = Corrections()


def corrections_to_json(corrections: Corrections) -> str:
    return json.dumps(
        {
            "given": dict(corrections.given),
            "remembered": {k: dict(v) for k, v in corrections.remembered.items()},
        }
    )


def corrections_from_json(text: str) -> Corrections:
    return Corrections(**json.loads(text))


def corrections_of(lines: Iterable[str]) -> Fields:
    """Each line "Heading=field" or "Heading=table.field". Raises CorrectionInvalid."""
    return dict(_correction(line) for line in lines)


def _correction(line: str) -> tuple[str, str]:
    heading, sign, name = (part.strip() for part in line.rpartition("="))
    if not sign or not fold_heading(heading):
        raise CorrectionInvalid(line, "has no heading and field with '=' between.")
    if name.lower() in WORDS_FOR_LEFT_OUT:
        return fold_heading(heading), LEFT_OUT
    key = name if "." in name else f"pupil.{name}"
    try:
        return fold_heading(heading), roll_field(key).key()
    except UnknownRollField as unknown:
        raise CorrectionInvalid(line, f"names no field. {unknown}") from None


def signature_of(headings: Sequence[str]) -> str:
    """Of headings in their order, as columns may change places: 16 hex digits of SHA-256."""
    packed = json.dumps([fold_heading(one) for one in headings])
    return hashlib.sha256(packed.encode()).hexdigest()[:16]
