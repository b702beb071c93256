"""What can go wrong, by what the caller can do about it. The text is for the office, as it stands."""

from collections.abc import Sequence


class SchoolgateError(Exception):
    """Something did not happen. The message says what, why and what to do, and holds no personal data."""

    @property
    def sentence(self) -> str:
        """The message; a `Reason`, where the pages have another way to what is to be done."""
        return str(self) if len(self.args) != 1 else self.args[0]


class NotFound(SchoolgateError):
    """What was asked for is not here."""


class Ambiguous(SchoolgateError):
    """More than one thing goes by that name. `candidates` are the exact names to choose from."""

    def __init__(self, what: str, name: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            f"Nothing was done: {len(self.candidates)} {what} go by '{name}'. "
            f"Say which one: {', '.join(self.candidates)}."
        )


class Refused(SchoolgateError):
    """A rule said no. `reasons` holds every rule that failed, in a fixed order."""

    def __init__(self, what: str, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join([what, *(f"- {reason}" for reason in self.reasons)]))


class Invalid(SchoolgateError):
    """The input can't be used. Nothing of it was kept."""
