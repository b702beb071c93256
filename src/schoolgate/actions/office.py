"""The place of work: whose register, and the keys to it. Handed to every deed."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schoolgate.domain.errors import NotFound
from schoolgate.store.tenancy import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Secrets of one home. Never printed: `repr` shows nothing of them."""

    ledger: Ed25519PrivateKey
    roll: bytes  # 32 bytes, seals every snapshot
    pseudonym: bytes  # 32 bytes, the master of each recipient's own key

    def __repr__(self) -> str:
        return "Keys(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One school's place of work.

    school    None in a home where none was created yet, or where it is not said which is meant
    unchosen  why not: deeds that are for no one school go on, such as creating the next
    """

    home: Path
    snapshots: Path  # sealed rolls, one file a load
    database: str  # "sqlite" or "postgresql"
    keys: Keys
    school: Tenant | None = None
    unchosen: str | None = None

    @property
    def tenant(self) -> Tenant:
        if self.unchosen is not None:
            raise NotFound(self.unchosen)
        if self.school is None:
            raise NotFound(
                "There is no school in this home yet. Create it first: "
                "schoolgate school create --name 'Hill Primary School' --nation england --type maintained"
            )
        return self.school

    def is_empty(self) -> bool:
        """Was no school created here yet?"""
        return self.school is None and self.unchosen is None

    def origin(self) -> str:
        """The name under which this school's ledger signs (C2SP tlog-checkpoint origin)."""
        return f"schoolgate/{self.tenant.school_id}"
