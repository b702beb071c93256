"""One small school as each kind of file that a roll can come in."""

import csv
import io
from xml.sax.saxutils import escape

from openpyxl import Workbook

from schoolgate.feeds.sources.archive import pack

HEADINGS = ("Admission number", "Forename", "Surname", "Year group", "Registration class")


def school(count=10, change=None):
    """(number, forename, surname, year) of each pupil; `change` maps a number to another forename."""
    told = [(str(n), f"Ann{n}", f"Lee{n}", "4") for n in range(1, count + 1)]
    return [(n, (change or {}).get(n, f), s, y) for n, f, s, y in told]


def rows_of(*rows):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def tables(pupils):
    return pack({"pupil.csv": rows_of(("id", "forename", "surname", "year_group"), *pupils)})


def by_headings(pupils):
    return rows_of(HEADINGS, *((*one, "4 Ash") for one in pupils))


def workbook(pupils):
    book, buffer = Workbook(), io.BytesIO()
    for row in (HEADINGS, *((*one, "4 Ash") for one in pupils)):
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s"  # a text, whatever it begins with
    book.save(buffer)
    return buffer.getvalue()


def sims(pupils):
    names = ("Adno", "Forename", "Surname", "Year_x0020_Group")
    told = (
        "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in zip(names, one, strict=True))
        for one in pupils
    )
    records = "".join(f"<Record>{one}</Record>" for one in told)
    return f"<SuperStarReport>{records}</SuperStarReport>".encode()


def transfer(pupils):
    told = (
        f"<Pupil><UPN>{n:>013}</UPN><Surname>{escape(s)}</Surname><Forename>{escape(f)}</Forename>"
        f"<BasicDetails><NCyearActual>{y}</NCyearActual></BasicDetails></Pupil>"
        for n, f, s, y in pupils
    )
    head = "<Header><CTFversion>25.0</CTFversion></Header>"
    return f"<CTfile>{head}<CTFpupilData>{''.join(told)}</CTFpupilData></CTfile>".encode()


def oneroster_1p1(pupils):
    heads = ("sourcedId", "status", "enabledUser", "orgSourcedIds", "role", "username")
    heads += ("givenName", "familyName", "grades")
    rows = ((n, "", "true", "o1", "student", n, f, s, y) for n, f, s, y in pupils)
    return pack({"users.csv": rows_of(heads, *rows)})


def oneroster_1p2(pupils):
    heads = ("sourcedId", "status", "enabledUser", "username", "givenName", "familyName", "grades")
    roles = ("sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId")
    rows = ((n, "", "true", n, f, s, y) for n, f, s, y in pupils)
    whose = ((f"r{n}", "", n, "primary", "student", "o1") for n, _, _, _ in pupils)
    return pack({"users.csv": rows_of(heads, *rows), "roles.csv": rows_of(roles, *whose)})


def sds_v1(pupils):
    heads = ("ID", "School DfE Number", "First Name", "Last Name", "Username", "Grade")
    rows = ((n, "10001", f, s, n, y) for n, f, s, y in pupils)
    files = {
        "School.csv": rows_of(("DfE Number", "Name"), ("10001", "Hill")),
        "Student.csv": rows_of(heads, *rows),
        "Teacher.csv": rows_of(heads[:5], ("t", "10001", "Tom", "Ash", "tash")),
        "Section.csv": rows_of(("ID", "School DfE Number", "Section Name"), ("5", "10001", "4 Ash")),
        "StudentEnrollment.csv": rows_of(("Section ID", "ID"), *(("5", n) for n, *_ in pupils)),
        "TeacherRoster.csv": rows_of(("Section ID", "ID"), ("5", "t")),
    }
    return pack(files)


def sds_v2(pupils):
    heads = ("sourcedId", "orgSourcedIds", "givenName", "familyName", "username", "role", "grade")
    rows = ((n, "10", f, s, f"{n}@x.example", "Student", y) for n, f, s, y in pupils)
    orgs = rows_of(("sourcedId", "name", "type"), ("10", "Hill", "school"))
    return pack({"orgs.csv": orgs, "users.csv": rows_of(heads, *rows)})


def sds_v2p1(pupils):
    heads = ("sourcedId", "username", "givenName", "familyName")
    rows = ((n, f"{n}@x.example", f, s) for n, f, s, _ in pupils)
    roles = ((n, "10", "student", y) for n, _, _, y in pupils)
    files = {
        "orgs.csv": rows_of(("sourcedId", "name", "type"), ("10", "Hill", "school")),
        "users.csv": rows_of(heads, *rows),
        "roles.csv": rows_of(("userSourcedId", "orgSourcedId", "role", "grade"), *roles),
    }
    return pack(files)


EVERY = {
    "our tables": (tables, ".zip"),
    "CSV": (by_headings, ".csv"),
    "XLSX": (workbook, ".xlsx"),
    "SIMS": (sims, ".xml"),
    "transfer file": (transfer, ".xml"),
    "OneRoster 1.1": (oneroster_1p1, ".zip"),
    "OneRoster 1.2": (oneroster_1p2, ".zip"),
    "SDS v1": (sds_v1, ".zip"),
    "SDS v2": (sds_v2, ".zip"),
    "SDS v2.1": (sds_v2p1, ".zip"),
}
