"""Reads a recipient's list of accounts in a throw-away process: bounded memory and time, no network."""

from collections.abc import Sequence
from datetime import date

from schoolgate.confine import process
from schoolgate.feeds.accounts.listed import AGAIN, Account, ListRefused
from schoolgate.feeds.accounts.reader_process import account_from_json
from schoolgate.feeds.sources.as_json import refused_from_json
from schoolgate.feeds.sources.errors import Fault

WALL_SECONDS = 60
COMMAND = process.module("schoolgate.feeds.accounts.reader_process")


def read_isolated(
    data: bytes, name: str, on: date, *, key_heading: str = "", command: Sequence[str] = COMMAND
) -> tuple[Account, ...]:
    """As `read_list`, in a process of its own that is gone afterwards. Raises ListRefused."""
    try:
        question = {"name": name, "on": on.isoformat(), "key_heading": key_heading}
        answer = process.ask(command, question, data, wall_seconds=WALL_SECONDS)
        if "refused" in answer:
            refused = refused_from_json(answer["refused"])
            raise ListRefused(name, refused.faults, refused.advice or AGAIN)
        return tuple(map(account_from_json, answer["accounts"]))
    except process.ProcessStopped as stopped:
        raise ListRefused(name, [Fault(what=f"{stopped}.")]) from None
    except (KeyError, TypeError, ValueError) as error:
        raise ListRefused(name, [Fault(what="its reading broke off.")]) from error
