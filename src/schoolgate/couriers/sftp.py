"""To an SFTP server whose host key is pinned: each file under a name of its own first, then renamed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.couriers.courier import Courier
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.opened import Opened, refuse_names
from schoolgate.couriers.sftp_troubles import trouble_of
from schoolgate.couriers.sftp_visit import ERRORS, Standing, place, visit
from schoolgate.couriers.trouble import Trouble
from schoolgate.domain.disclosure import Delivery


def courier(opened: Opened) -> Courier:
    """Files go straight into the address's folder, where a recipient looks for them: today's replace
    yesterday's, and one that is there with the same bytes is left."""

    def deliver(files: Mapping[str, bytes], *, to: str) -> None:
        opened.refuse_expired()
        refuse_names(files)
        asyncio.run(_brought(opened, files))

    return deliver


def look(opened: Opened) -> str:
    """Opens the door and closes it again: what `door check` says. Raises NotDelivered; nothing is sent."""
    opened.refuse_expired()
    asyncio.run(_looked(opened))
    return f"it let {opened.door.user} in, and showed the pinned host key"


async def _looked(opened: Opened) -> None:
    try:
        async with asyncio.timeout(opened.seconds), visit(opened):
            pass
    except ERRORS as error:
        raise _said(opened, trouble_of(error), _Visits()) from None


@dataclass(slots=True)
class _Visits:
    """What all visits of one run know together."""

    standing: Standing | None = None

    def delivery(self) -> Delivery:
        may_stand = self.standing is not None and (self.standing.placed or self.standing.perhaps)
        return Delivery.UNKNOWN if may_stand else Delivery.FAILED


async def _brought(opened: Opened, files: Mapping[str, bytes]) -> None:
    visits = _Visits()
    for pause in (*opened.pauses, None):
        try:
            async with asyncio.timeout(opened.seconds), visit(opened) as server:
                visits.standing = visits.standing or Standing()
                await place(server, files, visits.standing)
            return
        except ERRORS as error:
            trouble = trouble_of(error)
            if pause is None or not trouble.passes:
                raise _said(opened, trouble, visits) from None
        await asyncio.sleep(pause)


def _said(opened: Opened, trouble: Trouble, visits: _Visits) -> NotDelivered:
    delivery = visits.delivery()
    what = "Nothing was sent" if delivery is Delivery.FAILED else "Nobody knows how much was sent"
    return NotDelivered(
        f"{what} to {opened.door.address}: {trouble.why}. {trouble.remedy.format(slug=opened.door.slug)}",
        delivery=delivery,
        detail=trouble.detail,
        has_seen=visits.standing is not None and visits.standing.is_seen,
    )
