"""Does a feed release the cells that a plain reading of its agreement lets out, and no other?"""

import csv
import io

from schoolgate.feeds.formats.plain_csv import FILES
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.pseudonym import pseudonyms
from schoolgate.feeds.refusals import FeedRefused
from tests.feeds import oracle
from tests.feeds.canary_school import PUPILS, canaries, canary_school, opened
from tests.feeds.cases import KEY, ON, SCHOOL, request

NAMES = pseudonyms(KEY, controller_id="c1", recipient="Sums", school_id=SCHOOL.id)
IDS = [f"p{n:05d}" for n in range(1, PUPILS + 1)]


def disagreement(agreed, decisions, seed, expected=None):
    """What the feed and the plain reading say differently; None where they agree."""
    tables = canary_school(seed)
    if expected is None:
        expected = oracle.cells(agreed, tables, decisions, ON, NAMES)
    try:
        parcel = preview(request(agreed, opened(seed), decisions))
    except FeedRefused as refused:
        return None if is_fair(refused, expected) else str(refused)
    contacts = {row["id"]: row["pupil_id"] for row in tables["contact"].records()}
    for table in FILES:
        wanted = sorted(
            (expected_key(table, person, contacts), filled(row)) for person, row in expected[table].items()
        )
        if read(parcel, table) != wanted:
            return table
    return canaries(everything(parcel)) - canaries(released(expected)) or None


def is_fair(refused, expected):
    """Refused only where nothing may leave, and without a word from the roll."""
    codes = {one.code for one in refused.refusals}
    unsettled = {"condition-open", "asks-nobody", "on-request"}
    fair = codes <= {"nobody", "nothing-sent", "roll-lacks-column"} | unsettled
    return fair and not any(expected.values()) and not canaries(str(refused) + repr(refused))


def expected_key(table, person, contacts):
    person = person.partition("#")[0]  # of results a pupil has many
    return {"pupil": NAMES.of("pupil", contacts.get(person, person)), "staff": ""}.get(
        table, NAMES.of("pupil", contacts.get(person, person))
    )


def filled(row):
    return sorted((oracle.heading(*column), text) for column, text in row.items() if text)


def read(parcel, table):
    """One file as (key, filled cells by heading); a file that is not there has no rows."""
    data = parcel.files.get(FILES[table], b"")
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return sorted(
        (row.pop("Pupil key", ""), sorted((heading, text) for heading, text in row.items() if text))
        for row in rows
    )


def everything(parcel):
    told = (parcel, parcel.reach, parcel.withheld, parcel.reasons, parcel.left_out)
    bytes_out = b"".join(parcel.files.values()) + parcel.manifest
    return bytes_out.decode(errors="replace") + "".join(repr(one) for one in told)


def released(expected):
    return " ".join(
        text for rows in expected.values() for row in rows.values() for text in row.values() if text
    )
