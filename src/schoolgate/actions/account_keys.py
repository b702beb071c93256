"""What recipients know pupils by, where the agreement keeps the recipient's own keys."""

from collections.abc import Mapping
from datetime import datetime

from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, KeyKind
from schoolgate.feeds.accounts.sealed import open_keys, seal_keys
from schoolgate.store import account_keys


def kept(office: Office, agreement: Agreement) -> Mapping[str, str]:
    """Pupil → account key; empty where the agreement keeps none, or none were matched yet."""
    if agreement.key is not KeyKind.ACCOUNT:
        return {}
    sealed = account_keys.get(office.tenant, agreement.slug)
    if sealed is None:
        return {}
    return open_keys(sealed, key=office.keys.roll, school_id=office.tenant.school_id, slug=agreement.slug)


def keep(office: Office, slug: str, keys: Mapping[str, str], *, at: datetime) -> None:
    sealed = seal_keys(keys, key=office.keys.roll, school_id=office.tenant.school_id, slug=slug)
    account_keys.put(office.tenant, slug, sealed, at=at)
