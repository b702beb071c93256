"""Where a recipient takes its parcels in: the address, and what proves who is there. Never the secret."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class DoorKind(StrEnum):
    SFTP = "sftp"
    HTTPS = "https"
    SCIM = "scim"  # its address begins with scim+https://


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One agreement's door; its secret is a file of the home's keys.

    address   no user, password or query: "sftp://files.elm.example:22/in", "https://elm.example/hook",
              "scim+https://elm.example/scim/v2"
    host_key  an SFTP server's own key, "ssh-ed25519 AAAA…" or its fingerprint "SHA256:…"; "" for other kinds
    expires   the last day on which the secret may be used; None: the recipient named none
    """

    slug: str
    kind: DoorKind
    address: str
    user: str = field(default="", repr=False)
    host_key: str = ""
    expires: date | None = None
    set_by: str
    set_at: datetime

    def has_expired(self, on: date) -> bool:
        return self.expires is not None and on > self.expires
