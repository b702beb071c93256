"""Recipients' file formats: those that ship, and those a school makes from headings it was given."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schoolgate.actions.office import Office
from schoolgate.actions.register import find
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.own_profile import OwnProfile
from schoolgate.feeds.formats import FORMATS
from schoolgate.feeds.formats.learn import Corrections, Learned, Taken, learn, of_words
from schoolgate.feeds.formats.profile import Profile, load_profile, profile_of, record_of
from schoolgate.feeds.formats.sample import read_sample
from schoolgate.store import profiles
from schoolgate.store.rehearsal import rehearsed

_NAME = re.compile(r"[a-z][a-z0-9_]{0,78}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What a person says of a format of the school's own.

    service  the agreement it is for; name  of the format, by default "own_" and the agreement's
    about    whose file it is: "pupil", "contact" or "staff"; None: told by the headings
    machine  does only the recipient's import read it, and nobody in a spreadsheet?
    """

    service: str
    by: str
    at: datetime
    name: str | None = None
    about: str | None = None
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    profile: Profile
    headings: tuple[Taken, ...]
    doubts: tuple[str, ...] = ()


def own(office: Office) -> tuple[Profile, ...]:
    """The school's own, each as it stands now."""
    return tuple(_profile(one) for one in profiles.standing_profiles(office.tenant).values())


def every(office: Office) -> tuple[Profile, ...]:
    return (*own(office), *map(load_profile, FORMATS))


def show(office: Office, name: str) -> Profile:
    """Raises NotFound with the names that there are."""
    found = next((one for one in every(office) if one.name == name), None)
    if found is None:
        raise NotFound(f"There is no format '{name}'. See them all with: schoolgate feed profile list")
    return found


def from_sample(
    office: Office,
    data: bytes,
    file_name: str,
    making: Making,
    corrections: Corrections,
    *,
    dry_run: bool = False,
) -> Made:
    """A format from a sample of the recipient's upload. Its headings are kept, and nothing below them.

    Raises  Invalid naming every heading that nobody knows; NotFound where the register has no such service.
    """
    agreement = find(office, making.service)
    found = learn(read_sample(data, file_name), corrections, making.about)
    record = _record(found, agreement.service, file_name, making)
    kept = _kept(office, record, agreement.slug, making, dry_run=dry_run)
    return _made(kept, found)


def looked_at(data: bytes, file_name: str, making: Making, corrections: Corrections) -> Made:
    """What a format of this sample would be. It is for nobody yet, so nothing is kept. Raises Invalid."""
    found = learn(read_sample(data, file_name), corrections, making.about)
    record = _record(found, "somebody", file_name, making)
    return _made(profile_of({**record, "name": making.name or "own", "version": 0, "service": ""}), found)


def _record(found: Learned, service: str, file_name: str, making: Making) -> Mapping[str, Any]:
    return {
        **found.record,
        "label": f"Upload of {service}, from its headings",
        "evidence": [_evidence(f"'{file_name}', given by {making.by}", making.at)],
        "formulas": making.machine,
    }


def _made(kept: Profile, found: Learned) -> Made:
    return Made(profile=kept, headings=found.headings, doubts=found.doubts)


def changed(
    office: Office, name: str, making: Making, corrections: Corrections, *, dry_run: bool = False
) -> Made:
    """A known format with single headings filled otherwise, for one agreement: a new version of the school's.

    Raises  Invalid for a heading that the format does not have.
    """
    slug = find(office, making.service).slug
    before = profiles.standing_profiles(office.tenant).get(name)
    record = dict(before.record) if before else record_of(show(office, name).name)
    files = [
        {**file, "heading": [_corrected(one, corrections) for one in file.get("heading", ())]}
        for file in record.get("file", ())
    ]
    _refuse_strangers(files, name, corrections)
    said = _evidence(f"as {making.by} set it", making.at)
    record |= {"file": files, "evidence": [*record.get("evidence", ()), said]}
    chosen = making if making.name or not before else _named(making, name)
    kept = _kept(office, record, slug, chosen, dry_run=dry_run)
    return Made(profile=kept, headings=())


def _named(making: Making, name: str) -> Making:
    return Making(service=making.service, by=making.by, at=making.at, name=name)


def _evidence(address: str, at: datetime) -> dict[str, str]:
    return {"address": address, "mark": "given", "on": at.date().isoformat()}


def _corrected(row: Mapping[str, Any], corrections: Corrections) -> Mapping[str, Any]:
    heading = row["heading"]
    kept = {"heading": heading, **({"required": True} if row.get("required") else {})}
    if heading in corrections.fixed:
        return {**kept, "fixed": corrections.fixed[heading]}
    if heading in corrections.maps:
        return {**kept, **of_words(corrections.maps[heading])}
    if heading in corrections.empty:
        return {"heading": heading}
    return {**row, "required": True} if heading in corrections.required else row


def _refuse_strangers(files: Sequence[Mapping[str, Any]], name: str, corrections: Corrections) -> None:
    known = [one["heading"] for file in files for one in file["heading"]]
    told = [*corrections.maps, *corrections.empty, *corrections.fixed, *corrections.required]
    strange = next((one for one in told if one not in known), None)
    if strange is not None:
        raise Invalid(
            f"Nothing was changed: the format '{name}' has no heading '{strange}'. "
            f"See them with: schoolgate feed profile show {name}"
        )
    if not told:
        raise Invalid("Nothing was changed: say what, with --fixed, --map, --empty or --required.")


def _kept(office: Office, record: Mapping[str, Any], slug: str, making: Making, *, dry_run: bool) -> Profile:
    name = making.name or "own_" + slug.replace("-", "_")
    if name in FORMATS or not _NAME.fullmatch(name):
        raise Invalid(
            f"No format was made: '{name}' can't be its name. Choose one of small letters, digits and _ "
            "that no format here has already."
        )
    body = {key: value for key, value in record.items() if key not in ("name", "version")}
    made = OwnProfile(
        name=name, version=0, record={**body, "service": slug}, made_by=making.by, made_at=making.at
    )
    with rehearsed(office.tenant, dry_run=dry_run):
        return _profile(profiles.add_profile(office.tenant, made))


def _profile(kept: OwnProfile) -> Profile:
    return profile_of({**kept.record, "name": kept.name, "version": kept.version})


def headings_of(profile: Profile) -> Iterator[tuple[str, str, str, bool]]:
    """(file, heading, what fills it, is it required) in order; the form of `show`."""
    for file in profile.files:
        for one in file.headings:
            fixed = [f"always “{one.fixed}”"] if one.fixed is not None else []
            key = ["the pupil's key"] if one.or_key else []
            yield file.name, one.heading, " or ".join([*one.takes, *key, *fixed]) or "nothing", one.required


def as_json(profile: Profile) -> Mapping[str, Any]:
    return {
        "name": profile.name,
        "version": profile.version,
        "label": profile.label,
        "for": profile.service,
        "own": profile.service is not None,
        "evidence": [
            {"address": one.address, "mark": str(one.mark), "on": one.on} for one in profile.evidence
        ],
        "not_published": list(profile.not_published),
        "notes": list(profile.notes),
        "headings": [
            {"file": file, "heading": heading, "filled_by": filled, "required": required}
            for file, heading, filled, required in headings_of(profile)
        ],
    }
