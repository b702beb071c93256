"""What an SFTP server, or the way to it, did wrong."""

import asyncssh

from schoolgate.couriers.trouble import INSIDE, NOT_ALLOWED, Trouble
from schoolgate.egress.errors import HostNotAllowed, InsideRefused

AGAIN = "Run the feed again later; what is there already is not sent twice."
ROOM = "Ask the recipient to make room, then run the feed again."
ASK = "Ask the recipient whether this user may write in that folder."

OTHER_KEY = Trouble(
    "other-host-key",
    "the server showed another host key than the pinned one, so it may not be the recipient's",
    "Ask the recipient by telephone; if the key was changed, pin the new one: schoolgate door add {slug}",
)
NO_ENTRY = Trouble(
    "not-let-in",
    "the server did not accept the user and the key",
    "Ask the recipient for a new one, then: schoolgate door rotate {slug}",
)
BROKEN = Trouble("broke-off", "the connection broke off or was not answered in time", AGAIN, passes=True)
NO_ANSWER = Trouble("no-answer", "the server can't be reached", AGAIN, passes=True)
FULL = Trouble("disk-full", "the server's disk is full", ROOM)
FORBIDDEN = Trouble("not-permitted", "the server does not let this user write there", ASK)
NO_FOLDER = Trouble("no-folder", "the folder is not there", "Check the door's address with the recipient.")
SHORT = Trouble("cut-short", "the server kept less than it was given", AGAIN, passes=True)
NOT_OURS = Trouble("io-error", "the server reported an error", "Tell the recipient, then run the feed again.")
BAD_SECRET = Trouble(
    "bad-key", "the private key can't be read", "Give one without a passphrase: schoolgate door rotate {slug}"
)


class CutShort(Exception):
    """The server kept another number of bytes than it was given."""


# The first that fits: asyncssh's classes stand below its Error, SFTP's below SFTPError.
_TROUBLES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Trouble], ...] = (
    (HostNotAllowed, NOT_ALLOWED),
    (InsideRefused, INSIDE),
    (CutShort, SHORT),
    (asyncssh.KeyImportError, BAD_SECRET),
    (asyncssh.HostKeyNotVerifiable, OTHER_KEY),
    (asyncssh.PermissionDenied, NO_ENTRY),
    ((asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded), FULL),
    ((asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect), FORBIDDEN),
    ((asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory), NO_FOLDER),
    ((asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection), BROKEN),
    (asyncssh.SFTPError, NOT_OURS),
    (asyncssh.KeyExchangeFailed, OTHER_KEY),
    (asyncssh.Error, BROKEN),
)


def trouble_of(error: BaseException) -> Trouble:
    """What the error itself says is left out: it may quote the server."""
    for sort, trouble in _TROUBLES:
        if isinstance(error, sort):
            return trouble
    return BROKEN if isinstance(error, TimeoutError) else NO_ANSWER
