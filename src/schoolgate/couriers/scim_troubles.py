"""What a SCIM server did wrong: with all of it, or with one account."""

from schoolgate.couriers.trouble import Trouble

AGAIN = "Run the feed again later; an account that is there is not made twice."
ASK = "Check the door's address with the recipient."

NO_ENTRY = Trouble(
    "not-let-in",
    "its server did not accept the token",
    "Ask the recipient for a new one, then: schoolgate door rotate {slug}",
)
NO_ANSWER = Trouble("no-answer", "its server can't be reached", AGAIN, passes=True)
BROKEN = Trouble("broke-off", "its server broke off or did not answer in time", AGAIN, passes=True)
BUSY = Trouble("http-429", "its server asks for more patience than one run has", AGAIN, passes=True)
NOT_SCIM = Trouble("not-scim", "what its server answers is not SCIM 2.0", ASK, passes=True)
NO_SERVICE = Trouble("no-service", "there is no SCIM service at its address", ASK)
# Of one account alone.
TWICE = Trouble("two-accounts", "it has two accounts with this key", "Ask the recipient to remove one.")
NOT_FILTERED = Trouble(
    "not-filtered",
    "its server can't look an account up by our key",
    "Ask the recipient whether it filters by externalId.",
)
TAKEN = Trouble(
    "name-taken",
    "another account has this user name and does not have our key",
    "Ask the recipient to write our key into that account as its externalId, so that it is kept.",
)
LOST = Trouble("not-found", "its server said that it was made, and does not find it", AGAIN, passes=True)
NO_NAME = Trouble("no-name", "its account has no user name", "Ask the recipient to mend the account.")
NOT_VALID = Trouble("not-valid", "SCIM has no such value", "Look at what the roll holds of this person.")
_KNOWN = {
    one.detail: one
    for one in (BROKEN, NO_ANSWER, NOT_SCIM, TWICE, NOT_FILTERED, TAKEN, NO_NAME, NOT_VALID, NO_SERVICE, LOST)
}


def explained(code: str) -> Trouble:
    """From what was kept of it."""
    status = code.removeprefix("http-")
    return _KNOWN.get(code) or of_status(int(status) if status.isdigit() else 500)


def of_status(status: int) -> Trouble:
    """An answer that no other trouble here stands for."""
    if status >= 500:
        return Trouble(f"http-{status}", f"its server answered {status}", AGAIN, passes=True)
    return Trouble(f"http-{status}", f"its server answered {status}", "Ask the recipient why.")
