"""Of each pupil who left: what had to follow by when, and what is on record of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from schoolgate.actions import ledger, membership, roll
from schoolgate.actions.due import school_days
from schoolgate.actions.office import Office
from schoolgate.checks.records import Left
from schoolgate.domain.agreement import WhenEnded
from schoolgate.domain.deletion import Answered
from schoolgate.domain.disclosure import Intent
from schoolgate.domain.errors import NotFound
from schoolgate.domain.schedule import Terms
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.snapshot import SnapshotRefused
from schoolgate.store import deletion_requests, register, runs, salts, schedules
from schoolgate.store import school as schools

SAFEGUARDING = "safeguarding"  # a category of domain/catalogue.toml
TRANSFER_FILE = re.compile(r"\d{7}_CTF_\d{7}_\w+\.xml")  # as the department has it named
FILE_DAYS, PROTECTION_DAYS = 15, 5  # school days: SI 2005/1437 reg 9; Keeping children safe in education
LONGEST_BREAK = timedelta(days=56)  # where no terms are recorded: no school's holidays are longer
LOOKED_BACK = timedelta(days=365)
BEFORE_LEAVING = timedelta(days=92)  # a file that left earlier was of another leaving
Days = Mapping[str, date]  # pupil → day


def left(office: Office, *, on: date) -> tuple[Left, ...]:
    """Those who left within a year, as the roll now loaded has it, by the day they left."""
    leavers = _leavers(office, on)
    if not leavers:
        return ()
    files, asked, receipts = _files(office, leavers), *_passed_on(office, leavers)
    terms, nation = schedules.terms(office.tenant), schools.get(office.tenant).nation
    is_open = school_days(terms, nation)
    return tuple(
        Left(
            on=day,
            file_due=last_day(day, FILE_DAYS, terms, is_open),
            protection_due=last_day(day, PROTECTION_DAYS, terms, is_open),
            file_on=files.get(pupil),
            protection_on=asked.get(pupil),
            receipt_on=receipts.get(pupil),
        )
        for pupil, day in sorted(leavers.items(), key=lambda one: one[::-1])
    )


def last_day(left_on: date, days: int, terms: Terms | None, is_open: Callable[[date], bool]) -> date:
    """So many school days after; where the terms do not reach that far, a day that no holiday explains."""
    day, counted = left_on, 0
    while terms is not None and terms.are_known_for(day) and counted < days:
        day += timedelta(days=1)
        counted += is_open(day)
    return day if counted == days else left_on + timedelta(weeks=days / 5) + LONGEST_BREAK


def _leavers(office: Office, on: date) -> Days:
    try:
        with roll.opened(office) as snapshot:
            rows = snapshot.pupils()["pupil"].records()
            found = {str(row["id"]): row.get("leaving_date") for row in rows}
    except (NotFound, SnapshotRefused):
        return {}
    return {
        pupil: day for pupil, day in found.items() if isinstance(day, date) and on - LOOKED_BACK <= day < on
    }


def _files(office: Office, leavers: Days) -> Days:
    """The first common transfer file of each that left this home."""
    known = {pupil: salt for pupil, salt in salts.known(office.tenant).items() if pupil in leavers}
    found: dict[str, date] = {}
    for one in ledger.disclosures(office):
        if not one.counts_as_disclosed() or not _is_transfer_file(one.intent):
            continue
        kept = runs.membership(office.tenant, one.intent.run)
        day = one.intent.at.astimezone(SCHOOL_TIME).date()
        for pupil in membership.everyone(kept, known) if kept else ():
            if day >= leavers[pupil] - BEFORE_LEAVING:
                found.setdefault(pupil, day)
    return found


def _is_transfer_file(intent: Intent) -> bool:
    return any(TRANSFER_FILE.fullmatch(one.name) for one in intent.files)


def _passed_on(office: Office, leavers: Iterable[str]) -> tuple[Days, Days]:
    """(pupil → the day its safeguarding file was asked to be passed on, pupil → the day of the answer)"""
    asked: dict[str, date] = {}
    answered: dict[str, date] = {}
    agreements = register.all_standing(office.tenant)
    holders = {one.slug for one in agreements if one.category == SAFEGUARDING}
    steps = deletion_requests.steps(office.tenant)
    for request in deletion_requests.requests(office.tenant):
        if request.wanted is not WhenEnded.TRANSFER or request.slug not in holders:
            continue
        done = [one.at for one in steps.get(request.number, ()) if one.answered is Answered.DONE]
        for pupil in set(request.pupils) & set(leavers):
            asked.setdefault(pupil, request.made_at.astimezone(SCHOOL_TIME).date())
            if done:
                answered.setdefault(pupil, done[0].astimezone(SCHOOL_TIME).date())
    return asked, answered
