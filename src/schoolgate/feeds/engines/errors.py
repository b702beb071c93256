"""Why an engine gave no rows. Its own words are left out: engines like to quote the row they tripped over."""

from schoolgate.domain.errors import Invalid, Refused, SchoolgateError


class EngineMissing(Refused):
    def __init__(self, name: str, extra: str) -> None:
        reason = f"what it needs is not installed here: pip install 'schoolgate[{extra}]'"
        super().__init__(f"No feed was made by {name}.", [reason])


class EngineFailed(SchoolgateError):
    """where  without user name, password or token; kind  the error's class, which names no value"""

    def __init__(self, name: str, where: str, kind: str) -> None:
        super().__init__(
            f"No feed was made of these schools: {name} on {where} gave no rows ({kind}). See in its own log "
            "what went wrong there, then run the same again: what has been delivered stays so."
        )


class EngineRefused(Invalid):
    """Something an engine can't be given as it stands."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"No feed was made by {name}: {why}.")
