"""The data folder of one home, and the keys in it."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schoolgate.disk.settling import settle_names
from schoolgate.domain.errors import SchoolgateError
from schoolgate.ledger.checkpoint import generate_key


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one home stands. Nothing is written anywhere else."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "schoolgate.sqlite3"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def snapshots(self) -> Path:
        return self.path / "snapshots"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """The home's secrets. `repr` shows nothing of them."""

    ledger: bytes  # an Ed25519 key in PEM: signs the ledger's heads
    roll: bytes  # 32 bytes: seals every snapshot
    pseudonym: bytes  # 32 bytes: the master of each recipient's own key
    pages: bytes  # 32 bytes: signs the pages' cookies

    def __repr__(self) -> str:
        return "KeyRing(…)"


class KeysLost(SchoolgateError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The home was not opened: {folder} does not hold all four keys, and this home was used with "
            "them. Restore the keys from their backup; new ones could not open what the old ones sealed."
        )


_NEW: dict[str, Callable[[], bytes]] = {
    "ledger": generate_key,
    "roll": lambda: secrets.token_bytes(32),
    "pseudonym": lambda: secrets.token_bytes(32),
    "pages": lambda: secrets.token_bytes(32),
}


def ensure(home: Home) -> KeyRing:
    """Makes the folders (0700) and keys (0600) on first use; gives the keys.

    Raises  KeysLost where a home in use has lost one.
    """
    for folder in (home.path, home.snapshots):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not home.keys.exists():
        _refuse_used(home)
        _make_keys(home)
    try:
        return KeyRing(**{name: (home.keys / f"{name}.key").read_bytes() for name in _NEW})
    except FileNotFoundError:
        raise KeysLost(home.keys) from None


def _refuse_used(home: Home) -> None:
    if home.database.exists() or any(home.snapshots.iterdir()):
        raise KeysLost(home.keys)


def _make_keys(home: Home) -> None:
    """All four at once: made aside and moved into place, so that no crash leaves some of them."""
    aside = Path(tempfile.mkdtemp(prefix="keys-", dir=home.path))
    for name, new in _NEW.items():
        _write(aside / f"{name}.key", new())
    settle_names(aside)
    try:
        aside.rename(home.keys)
    except OSError:
        shutil.rmtree(aside)
        if not home.keys.exists():
            raise
        # Another process was first: its keys are the home's.
    settle_names(home.path)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
