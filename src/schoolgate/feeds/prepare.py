"""Agreement × decisions × roll → a parcel. A preview is the same call, so preview equals run."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress, repeat

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.feeds.encoder import count_rows
from schoolgate.feeds.explain import Reason, as_taken, reasons
from schoolgate.feeds.formats import FORMATS, default_format, profile_for, write
from schoolgate.feeds.formats.profile import Feed, Profile
from schoolgate.feeds.formats.records import class_keys, place_keys
from schoolgate.feeds.key_refusals import refusals_of_key, warnings_of_key
from schoolgate.feeds.manifest import blank
from schoolgate.feeds.parcel import LeftOut, Parcel, sha256
from schoolgate.feeds.profile_refusals import refusals_of_profile
from schoolgate.feeds.quarantine import complete, refusals_of_rows
from schoolgate.feeds.reach import Reach, reach_of, second_person_refusal, widening
from schoolgate.feeds.refusals import FeedRefused, Refusal, Warned, refusals, warnings
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.roll_refusals import refusals_of_roll
from schoolgate.feeds.rows import feed_of
from schoolgate.feeds.safety import without_unsafe
from schoolgate.feeds.spec import OF_PUPILS, FeedSpec, feed_spec
from schoolgate.feeds.unusual import unseen_but_essential, unusual, unusual_but_essential

__all__ = ["Allowed", "FeedRequest", "allow", "make", "prepare", "preview"]


def prepare(request: FeedRequest) -> Parcel:
    """The parcel to be sent. Raises FeedRefused with every rule that fails, in the fixed order."""
    return make(request, allow(request))


def preview(request: FeedRequest) -> Parcel:
    """The same parcel, made before a second person has looked at it."""
    return make(request, allow(request, alone=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What may leave, and in which form, before a row was read.

    why    a second person was needed, or (); alone  none has looked yet
    """

    spec: FeedSpec
    profile: Profile
    reach: Reach
    why: tuple[str, ...]
    alone: bool = False


def allow(request: FeedRequest, *, alone: bool = False) -> Allowed:
    """Every rule that needs no row. Raises FeedRefused. alone  no second person has looked at it yet"""
    agreement = request.agreement
    profile = profile_for(agreement, request.own_profiles)
    if profile is None:
        unknown = _unknown_format(default_format(agreement), request)
        raise FeedRefused(agreement.service, (*_static(request), unknown))
    whole = feed_spec(agreement, request.snapshot.columns, names_apart=profile.names_apart)
    if agreement.is_essential():
        whole = without_unsafe(whole, request.snapshot)
    spec = as_taken(whole, profile)
    reach = reach_of(spec)
    why = widening(request.previous, reach)
    waits = not alone and not agreement.is_essential()
    second = second_person_refusal(why, request.sender, request.second_person) if waits else ()
    found = (*_static(request), *_of_roll(request, whole, spec, profile), *second)
    if found:
        raise FeedRefused(agreement.service, found)
    return Allowed(spec=spec, profile=profile, reach=reach, why=why, alone=alone)


def _static(request: FeedRequest) -> tuple[Refusal, ...]:
    return refusals(request.agreement, request.assessments, request.overrides, request.approvals, request.on)


def _of_roll(request: FeedRequest, whole: FeedSpec, spec: FeedSpec, profile: Profile) -> tuple[Refusal, ...]:
    needs = refusals_of_profile(profile, spec, request.agreement, request.school) if whole.columns else ()
    keys = refusals_of_key(request.agreement, profile, request.account_keys) if whole.columns else ()
    return (*refusals_of_roll(request.agreement, whole, spec, request.snapshot), *needs, *keys)


def _unknown_format(name: str, request: FeedRequest) -> Refusal:
    known = (*FORMATS, *(one.name for one in request.own_profiles))
    return Refusal("format-unknown", f"There is no format '{name}'. Choose one of {', '.join(known)}.")


def make(request: FeedRequest, allowed: Allowed) -> Parcel:
    """Raises FeedRefused with every rule that the rows break."""
    spec, profile = allowed.spec, allowed.profile
    feed, left_out = complete(
        feed_of(request, spec, profile), leaves_nobody_out=request.agreement.is_essential()
    )
    _refuse_rows(request, feed, left_out)
    rows = sum(len(lines) for lines in feed.lines.values())
    told = reasons(spec)
    fields = _headings(told)
    strange = _unusual(request, allowed, rows, fields)
    files = write(feed)
    listing = tuple(_listed(name, data, feed) for name, data in files.items())
    released = _released(feed, spec)
    profile_name = f"{profile.name}/{profile.version}"
    return Parcel(
        service=request.agreement.service,
        files=files,
        manifest=_manifest(request, told, profile_name, listing),
        listing=listing,
        rows=rows,
        fields=fields,
        items=tuple(dict.fromkeys(item for column in spec.leaving() for item in column.items)),
        clauses=tuple(clause.id for clause in spec.clauses),
        people=tuple(released),
        staff=tuple(line.person for line in feed.lines["staff"]),
        classes=class_keys(feed) if profile.delta else (),
        places=place_keys(feed) if profile.delta else (),
        released=released,
        reasons=told,
        withheld=spec.withheld,
        left_out=left_out,
        warnings=_warnings(request, allowed, rows, strange),
        reach=allowed.reach,
        needs_second_person=() if request.agreement.is_essential() else (*allowed.why, *strange),
        profile=profile_name,
        snapshot=request.snapshot.digest,
        decisions=request.decision_sequence,
        known_as=request.recipient_name(),
    )


def _refuse_rows(request: FeedRequest, feed: Feed, left_out: tuple[LeftOut, ...]) -> None:
    if found := refusals_of_rows(feed, left_out):
        raise FeedRefused(request.agreement.service, found)


def _manifest(
    request: FeedRequest, told: tuple[Reason, ...], profile: str, listing: tuple[ParcelFile, ...]
) -> bytes:
    empty = blank(request.agreement, told, profile=profile, created=request.at)
    return empty.filled(request.school, listing)


def _headings(told: Iterable[Reason]) -> tuple[str, ...]:
    """A contact's and a member of staff's beside a pupil's."""
    return tuple(f"{one.table}.{one.heading}" if one.table != "pupil" else one.heading for one in told)


def _warnings(
    request: FeedRequest, allowed: Allowed, rows: int, strange: tuple[str, ...]
) -> tuple[Warned, ...]:
    return (
        *warnings(request.agreement, request.assessments, request.on),
        *warnings_of_key(request.agreement, allowed.profile, is_first=request.previous is None),
        *_unseen(request, allowed),
        *_goes_on(request, rows, strange),
    )


def _unusual(request: FeedRequest, allowed: Allowed, rows: int, fields: tuple[str, ...]) -> tuple[str, ...]:
    """A first send or a widening was judged before a row was read; this only the rows can tell."""
    found = unusual(request.last, rows, fields, request.agreement.version)
    refused = second_person_refusal(found, request.sender, request.second_person)
    if refused and not allowed.alone and not request.agreement.is_essential():
        raise FeedRefused(request.agreement.service, refused)
    return found


def _unseen(request: FeedRequest, allowed: Allowed) -> tuple[Warned, ...]:
    """What would have waited for a second person, and did not."""
    unconfirmed = second_person_refusal(allowed.why, request.sender, request.second_person)
    if not unconfirmed or not request.agreement.is_essential():
        return ()
    return (unseen_but_essential(request.previous, allowed.reach, allowed.why),)


def _goes_on(request: FeedRequest, rows: int, strange: tuple[str, ...]) -> tuple[Warned, ...]:
    if not strange or request.last is None or not request.agreement.is_essential():
        return ()
    return (unusual_but_essential(request.last, rows, strange),)


def _people(feed: Feed) -> tuple[str, ...]:
    """Every pupil of whom anything leaves, in the order of their keys."""
    pupils, *others = (feed.lines[table] for table in OF_PUPILS)
    keys = {line.pupil: line.key for lines in (pupils, *others) for line in lines if line.pupil}
    # Pupils' own lines stand in that order already.
    return tuple(sorted(keys, key=keys.__getitem__) if any(others) else keys)


def _released(feed: Feed, spec: FeedSpec) -> dict[str, tuple[str, ...]]:
    """In the order of `_people`."""
    key = spec.key()
    found = dict.fromkeys(_people(feed), tuple(dict.fromkeys(key.items if key else ())))
    for table in OF_PUPILS:
        seen: dict[tuple[object, ...], tuple[str, ...]] = {}
        for line in feed.lines[table]:
            filled = tuple(cell is not None for cell in line.cells) if None in line.cells else ()
            place = (found[line.pupil or ""], filled)
            if place not in seen:
                columns = compress(feed.columns[table], filled or repeat(True))
                items = (item for column in columns for item in column.items)
                seen[place] = tuple(dict.fromkeys((*place[0], *items)))
            found[line.pupil or ""] = seen[place]
    return found


def _listed(name: str, data: bytes, feed: Feed) -> ParcelFile:
    """Rows without the heading; of a zip, the pupils in it."""
    rows = len(feed.lines["pupil"])
    if name.endswith((".csv", ".tsv", ".txt")):
        rows = count_rows(data, feed.profile.form)
    return ParcelFile(name=name, sha256=sha256(data), bytes=len(data), rows=rows)
