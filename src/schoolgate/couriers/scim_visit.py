"""Brings the accounts at a SCIM server into step with a parcel, looking each one up before it is touched.

Nothing is made twice: an account is looked up by its key first, whatever became of an earlier attempt. Nobody
else's account is touched: one without our key stays as it is, and so does every one when the server can't
look up by key.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from scim2_models import Group, User

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.opened import Opened
from schoolgate.couriers.scim_line import Doubt, Found, Halt, Kind, Line, Turned
from schoolgate.couriers.scim_parcel import Wanted
from schoolgate.couriers.scim_troubles import BUSY, LOST, NO_NAME, NO_SERVICE, NOT_FILTERED, TWICE
from schoolgate.couriers.trouble import Trouble
from schoolgate.domain.disclosure import Delivery

PATIENCE = 900.0  # seconds that one run waits in all because a server asks to be left alone
IN_A_ROW = 3  # accounts that are not answered one after the other: the server is down
NOBODY = "schoolgate-looks-whether-anybody-answers"
NO_PATCH = (400, 405, 501)  # how servers without PATCH say so
Answer = TypeVar("Answer")
# What we say of an account or a group, by the standard's names; all else there is the service's own.
_OURS = {User: ("userName", "userType"), Group: ("displayName",)}
_WHOLE = {User: ("name", "emails", "active"), Group: ("members",)}
_NEVER_PUT = ("id", "meta", "groups", "password", "schemas")
_NAME = ("givenName", "familyName", "formatted")  # the last tells the other two


@dataclass(slots=True)
class Progress:
    """What all visits of one run know together.

    ids       key → the id that the server gave it, of accounts that stand as the parcel has them
    settled   keys of which no more is to be done
    open      keys of which something was asked for and not answered
    troubles  key → what is wrong with it
    """

    ids: dict[str, str] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    waited: float = 0.0

    def stands(self) -> bool:
        return bool(self.ids or self.open)


def bring(opened: Opened, wanted: Wanted) -> None:
    """Raises NotDelivered with what is wrong, and with which accounts."""
    progress = Progress()
    _visits(opened, partial(_settle_all, wanted=wanted), progress)
    if progress.troubles:
        raise _partly(opened, progress, len(wanted))


def look(opened: Opened) -> None:
    """Asks for an account that nobody has. Raises NotDelivered."""
    _visits(opened, _looked, Progress())


def _looked(line: Line, _: Progress) -> None:
    try:
        _known(line, User, NOBODY)
    except (Doubt, Turned) as error:
        raise Halt(error.trouble) from None


def remove(opened: Opened, keys: tuple[str, ...]) -> Mapping[str, Trouble]:
    """Deletes accounts for good: those that are gone already are as good. Gives what is wrong with the rest.

    Raises  NotDelivered where the server can't be asked.
    """
    progress = Progress()
    _visits(opened, partial(_remove_all, keys=keys), progress)
    return progress.troubles


def _visits(opened: Opened, act: Callable[[Line, Progress], object], progress: Progress) -> None:
    pauses = [*opened.pauses]
    while True:
        try:
            with _line(opened) as line:
                act(line, progress)
            if not any(one.passes for one in progress.troubles.values()) or not pauses:
                return
            pause: float | None = pauses.pop(0)
        except Halt as halt:
            pause = _wait_for(halt, pauses, progress)
            if pause is None:
                raise _said(opened, halt.trouble, progress) from None
        time.sleep(pause or 0)


def _wait_for(halt: Halt, pauses: list[float], progress: Progress) -> float | None:
    """Seconds until the next visit; None: there is none. To wait as one was asked to uses no visit up."""
    if halt.trouble is BUSY:
        wait = max(0.0, halt.after)
        progress.waited += max(wait, 1.0)
        return wait if progress.waited <= PATIENCE else None
    return pauses.pop(0) if halt.trouble.passes and pauses else None


@contextmanager
def _line(opened: Opened) -> Iterator[Line]:
    line = Line(opened)
    try:
        yield line
    finally:
        line.close()


def _settle_all(line: Line, progress: Progress, *, wanted: Wanted) -> None:
    """Pupils before the groups that they are in."""
    users = {key: partial(_user, line, record) for key, record in wanted.users.items()}
    _each(users, progress)
    _each({key: partial(_leaver, line) for key in wanted.leavers}, progress)
    groups = {key: partial(_group, line, record) for key, record in wanted.groups.items()}
    _each(groups, progress, after={key: record["members"] for key, record in wanted.groups.items()})
    _each({key: partial(_emptied, line) for key in wanted.emptied}, progress)
    _each({key: partial(_deleted, line) for key in wanted.deleted}, progress)


def _remove_all(line: Line, progress: Progress, *, keys: tuple[str, ...]) -> None:
    _each({key: partial(_removed, line) for key in keys}, progress)


def _each(
    steps: Mapping[str, Callable[[str, Progress], None]],
    progress: Progress,
    after: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """after  key → keys that have to be settled first: until they are, the next visit takes it up again"""
    unanswered = 0
    for key, step in steps.items():
        if key in progress.settled:
            continue
        try:
            step(key, progress)
        except Doubt as doubt:
            progress.troubles[key] = doubt.trouble
            unanswered += 1
            if unanswered == IN_A_ROW:
                raise Halt(doubt.trouble) from None
            continue
        except Turned as turned:
            progress.troubles[key] = turned.trouble
        else:
            progress.troubles.pop(key, None)
        if progress.settled.issuperset((after or {}).get(key, ())):
            progress.settled.add(key)
        unanswered = 0


def _user(line: Line, record: Found, key: str, progress: Progress) -> None:
    progress.ids[key] = _step(line, User, key, record, progress)


def _group(line: Line, record: Found, key: str, progress: Progress) -> None:
    """Of those who have an account."""
    members = [{"value": progress.ids[who]} for who in record["members"] if who in progress.ids]
    progress.ids[key] = _step(line, Group, key, {**record, "members": members}, progress)


def _step(line: Line, kind: Kind, key: str, record: Found, progress: Progress) -> str:
    """The id of the account, which now stands as `record` has it."""
    found = _known(line, kind, key)
    progress.open.discard(key)  # what an earlier visit asked for is known now
    if found is None:
        return _asked(progress, key, partial(_made, line, kind, key, record))
    if not _is_same(kind, found, record):
        _asked(progress, key, partial(line.put, kind, _id(found), _beside_theirs(kind, found, record)))
    return _id(found)


def _beside_theirs(kind: Kind, found: Found, record: Found) -> Found:
    """The whole account: what is not put is cleared (RFC 7644 §3.5.1), so what the service or its people
    wrote there goes back as it came. Of ours only what the parcel has.
    """
    ours = (*_OURS[kind], *_WHOLE[kind], *_NEVER_PUT, "externalId")
    whole = {name: value for name, value in found.items() if name not in ours} | dict(record)
    schemas = found.get("schemas")
    if isinstance(schemas, list):
        whole["schemas"] = list(dict.fromkeys([*record["schemas"], *schemas]))
    name = found.get("name")
    if kind is User and isinstance(name, dict):
        theirs = {part: value for part, value in name.items() if part not in _NAME}
        whole["name"] = theirs | dict(record.get("name") or {})
    return whole


def _made(line: Line, kind: Kind, key: str, record: Found) -> str:
    made = line.make(kind, record)
    found = made if "id" in made else _known(line, kind, key)
    if found is None:
        raise Doubt(LOST)
    return _id(found)


def _asked(progress: Progress, key: str, ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Doubt:
        progress.open.add(key)
        raise


def _leaver(line: Line, key: str, progress: Progress) -> None:
    """Made inactive; the account itself stays until a person asks for its end."""
    found = _known(line, User, key)
    progress.open.discard(key)
    if found is None or found.get("active") is False:
        return
    _asked(progress, key, partial(_switch_off, line, found, key))
    progress.ids[key] = _id(found)


def _switch_off(line: Line, found: Found, key: str) -> None:
    try:
        line.switch_off(_id(found))
    except Turned as turned:
        if turned.status not in NO_PATCH:
            raise
        line.put(User, _id(found), _shell(found, key))


def _shell(found: Found, key: str) -> Found:
    """What is left of an account where only a whole one can be put: the server's own name for it."""
    if not isinstance(found.get("userName"), str):
        raise Turned(NO_NAME)
    return {
        "schemas": [str(User.__schema__)],
        "externalId": key,
        "userName": found["userName"],
        "active": False,
    }


def _emptied(line: Line, key: str, progress: Progress) -> None:
    """Nobody sits in it any more; the group stays, with what the service or its people keep by it."""
    _without_members(line, key, progress)


def _deleted(line: Line, key: str, progress: Progress) -> None:
    """Emptied before: where the server does not delete groups, nobody sits in it all the same."""
    found = _without_members(line, key, progress)
    if found is not None:
        _asked(progress, key, partial(_end, line, Group, found))
        progress.ids[key] = _id(found)


def _without_members(line: Line, key: str, progress: Progress) -> Found | None:
    """The group as it was found; None where there is none."""
    found = _known(line, Group, key)
    progress.open.discard(key)
    if found is None:
        return None
    if _list(found, "members"):
        _asked(progress, key, partial(_take_out, line, found, key))
        progress.ids[key] = _id(found)
    return found


def _take_out(line: Line, found: Found, key: str) -> None:
    try:
        line.take_everybody_out(_id(found))
    except Turned as turned:
        if turned.status not in NO_PATCH:
            raise
        empty = {"schemas": [str(Group.__schema__)], "externalId": key, "members": []}
        named = {"displayName": found["displayName"]} if "displayName" in found else {}
        line.put(Group, _id(found), _beside_theirs(Group, found, empty | named))


def _removed(line: Line, key: str, progress: Progress) -> None:
    found = _known(line, User, key)
    if found is not None:
        _end(line, User, found)


def _end(line: Line, kind: Kind, found: Found) -> None:
    try:
        line.remove(kind, _id(found))
    except Turned as turned:
        if turned.status != 404:  # gone meanwhile
            raise


def _known(line: Line, kind: Kind, key: str) -> Found | None:
    """The one account with this key; None where there is none. Raises Turned where that can't be told."""
    try:
        found = line.look_up(kind, key)
    except Turned as turned:
        if turned.status == 404 and kind is User:
            raise Halt(NO_SERVICE) from None
        raise (Turned(NOT_FILTERED, turned.status) if turned.status == 400 else turned) from None
    ours = [one for one in found if one.get("externalId") == key]
    if len(ours) > 1:
        raise Turned(TWICE)
    if found and len(ours) != len(found):
        raise Turned(NOT_FILTERED)
    return ours[0] if ours else None


def _id(found: Found) -> str:
    if not isinstance(found.get("id"), str) or not found["id"]:
        raise Turned(NOT_FILTERED)
    return str(found["id"])


def _is_same(kind: Kind, found: Found, record: Found) -> bool:
    """Does it stand as the parcel has it, with nothing of ours that is not in the parcel any more?"""
    if kind is Group:
        theirs = {one.get("value") for one in _list(found, "members")}
        return theirs == {one["value"] for one in record["members"]} and _folded(kind, found) == _folded(
            kind, record
        )
    return _told(found) == _told(record)


def _told(user: Found) -> tuple[object, ...]:
    name = user.get("name") or {}
    names = tuple(name.get(part) for part in ("givenName", "familyName")) if isinstance(name, dict) else ()
    emails = {str(one.get("value")).casefold() for one in _list(user, "emails")}
    return (_folded(User, user), names, emails, user.get("active", True))


def _folded(kind: Kind, found: Found) -> tuple[str | None, ...]:
    """These are told apart whatever the case of their letters (RFC 7643 §4.1.1)."""
    values = [found.get(name) for name in _OURS[kind]]
    return tuple(one.casefold() if isinstance(one, str) else None for one in values)


def _list(found: Found, name: str) -> list[Mapping[str, Any]]:
    value = found.get(name) or []
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _said(opened: Opened, trouble: Trouble, progress: Progress) -> NotDelivered:
    delivery = Delivery.UNKNOWN if progress.stands() else Delivery.FAILED
    what = "Nothing was sent" if delivery is Delivery.FAILED else "Nobody knows how much was taken"
    at = "to" if delivery is Delivery.FAILED else "at"
    return NotDelivered(
        f"{what} {at} {opened.door.address}: {trouble.why}. {trouble.remedy.format(slug=opened.door.slug)}",
        delivery=delivery,
        detail=trouble.detail,
        has_seen=False,
        troubles=_codes(progress),
    )


def _partly(opened: Opened, progress: Progress, count: int) -> NotDelivered:
    slug = opened.door.slug
    return NotDelivered(
        f"Of {count} accounts and groups, {len(progress.troubles)} were refused at {opened.door.address}, or "
        f"nothing was heard of them. See which, and why: schoolgate door troubles {slug}",
        delivery=Delivery.UNKNOWN if progress.stands() else Delivery.FAILED,
        detail="partly",
        troubles=_codes(progress),
    )


def _codes(progress: Progress) -> Mapping[str, str]:
    return {key: trouble.detail for key, trouble in progress.troubles.items()}
