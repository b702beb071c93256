"""OneRoster 1.2 rostering as one zip of CSVs: pupils, their registration classes, the school.

A sourcedId is never a UPN, a name or an e-mail address ("should never contain PII", 1EdTech): each is
made for this recipient alone.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Feed, Heading, Line, load_profile
from schoolgate.feeds.sources.archive import pack

PROFILE = load_profile("oneroster_csv_1p2")
FILE = "oneroster.zip"
Record = Mapping[str, str | None]


def write(feed: Feed) -> dict[str, bytes]:
    made = {
        "academicSessions": [_session(feed)],
        "orgs": [_school(feed)],
        **_classes(feed),
        "users": [_user(feed, line) for line in feed.lines["pupil"]],
        "roles": [_role(feed, line) for line in feed.lines["pupil"]],
        "demographics": [one for line in feed.lines["pupil"] if (one := _demographics(feed, line))],
    }
    filled = {name: rows for name, rows in made.items() if rows}
    members = {f"{name}.csv": _csv(name, rows) for name, rows in filled.items()}
    return {FILE: pack({"manifest.csv": _manifest(feed, set(filled)), **members})}


@cache
def load_files() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "oneroster_files.toml").read_text("utf-8"))


def _csv(name: str, rows: list[Record]) -> bytes:
    headings = load_files()["headings"][name]
    ordered = sorted(rows, key=lambda row: row["sourcedId"] or "")
    return encode(headings, [[row.get(one) for one in headings] for row in ordered], PROFILE.newline)


def _manifest(feed: Feed, filled: set[str]) -> bytes:
    rows = [["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
    rows += [[f"file.{name}", "bulk" if name in filled else "absent"] for name in load_files()["every_file"]]
    rows += [["source.systemName", "Schoolgate"], ["source.systemCode", "schoolgate"]]
    return encode(["propertyName", "value"], rows, PROFILE.newline)


def _value(feed: Feed, line: Line, heading: str) -> str | None:
    return feed.value("pupil", line, _headings()[heading])


@cache
def _headings() -> dict[str, Heading]:
    return {one.heading: one for one in PROFILE.headings}


def _school_id(feed: Feed) -> str:
    return feed.opaque("school", feed.school.id)


def _session_id(feed: Feed) -> str:
    return feed.opaque("school year", str(feed.year[0]))


def _session(feed: Feed) -> Record:
    begins, ends = feed.year
    return {
        "sourcedId": _session_id(feed),
        "title": f"{begins}/{ends % 100:02d}",
        "type": "schoolYear",
        "startDate": f"{begins}-09-01",
        "endDate": f"{ends}-08-31",
        "schoolYear": str(ends),  # the year it ends in, by the standard
    }


def _school(feed: Feed) -> Record:
    return {"sourcedId": _school_id(feed), "name": feed.school.name, "type": "school"}


def _user(feed: Feed, line: Line) -> Record:
    named = ("username", "givenName", "familyName", "identifier", "email", "grades")
    return {
        "sourcedId": _person_id(feed, line),
        "enabledUser": "true",
        "primaryOrgSourcedId": _school_id(feed),
        **{heading: _value(feed, line, heading) for heading in named},
    }


def _person_id(feed: Feed, line: Line) -> str:
    """Ours even where the service keeps another key: that one goes into `username`."""
    return feed.opaque("pupil", line.person)


def _role(feed: Feed, line: Line) -> Record:
    return {
        "sourcedId": feed.opaque("role", line.person),
        "userSourcedId": _person_id(feed, line),
        "roleType": "primary",
        "role": "student",
        "orgSourcedId": _school_id(feed),
    }


def _demographics(feed: Feed, line: Line) -> Record | None:
    told = {heading: _value(feed, line, heading) for heading in ("birthDate", "sex")}
    return {"sourcedId": _person_id(feed, line), **told} if any(told.values()) else None


def _classes(feed: Feed) -> dict[str, list[Record]]:
    """Registration classes as pupils' own rows tell them: of a class nothing else leaves."""
    sat = [(line, title) for line in feed.lines["pupil"] if (title := _value(feed, line, "title"))]
    if not sat:
        return {}
    titles = sorted({title for _, title in sat})
    return {
        "courses": [_course(feed)],
        "classes": [_class(feed, title) for title in titles],
        "enrollments": [_enrolment(feed, line, title) for line, title in sat],
    }


def _course(feed: Feed) -> Record:
    # The standard wants a course for every class, and a registration class follows none.
    return {
        "sourcedId": feed.opaque("course", "registration"),
        "title": "Registration",
        "orgSourcedId": _school_id(feed),
    }


def _class(feed: Feed, title: str) -> Record:
    return {
        "sourcedId": feed.opaque("class", title),
        "title": title,
        "courseSourcedId": feed.opaque("course", "registration"),
        "classType": "homeroom",
        "schoolSourcedId": _school_id(feed),
        "termSourcedIds": _session_id(feed),
    }


def _enrolment(feed: Feed, line: Line, title: str) -> Record:
    return {
        "sourcedId": feed.opaque("enrolment", f"{title}\0{line.person}"),
        "classSourcedId": feed.opaque("class", title),
        "schoolSourcedId": _school_id(feed),
        "userSourcedId": _person_id(feed, line),
        "role": "student",
    }
