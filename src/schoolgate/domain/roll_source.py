"""A server that a roll is pulled from: where it is, how it speaks, as whom we ask. Never the secret."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSource:
    """One server; its secret is a file of the home's keys.

    dialect        a name in feeds/rest/dialects, such as "oneroster_1p2"
    address        what its collections hang on, such as "https://mis.example/ims/oneroster/rostering/v1p2"
    token_address  where a token is asked for
    client         as whom; it may name a person
    """

    name: str
    dialect: str
    address: str
    token_address: str
    client: str = field(repr=False)
    set_by: str
    set_at: datetime
