"""The made-up school as a Django developer's tables hold it, with the indexes that Django makes of itself."""

import sqlite3

PUPIL = (
    "id", "legal_forename", "preferred_forename", "legal_surname", "preferred_surname",
    "date_of_birth", "year_group", "entry_date", "leaving_date",
)  # fmt: skip
TABLES = f"""
    CREATE TABLE agreement (id INTEGER PRIMARY KEY, slug TEXT);
    CREATE TABLE school_class (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE pupil ({", ".join(PUPIL)}, school_class_id REFERENCES school_class, PRIMARY KEY (id));
    CREATE INDEX pupil_class ON pupil (school_class_id);
    CREATE TABLE answer (id INTEGER PRIMARY KEY, pupil_id REFERENCES pupil,
                         agreement_id REFERENCES agreement, answer TEXT);
    CREATE INDEX answer_pupil ON answer (pupil_id);
    CREATE INDEX answer_agreement ON answer (agreement_id);
"""


def write(path, agreements, pupils, said):
    """said  (pupil, number of an agreement) of each family that objected"""
    classes = sorted({one["registration_class"] for one in pupils if one["registration_class"]})
    with sqlite3.connect(path) as connection:
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO agreement VALUES (?, ?)", [(n + 1, slug) for n, slug in enumerate(agreements)]
        )
        connection.executemany("INSERT INTO school_class VALUES (?, ?)", enumerate(classes, 1))
        of_class = {name: number for number, name in enumerate(classes, 1)}
        connection.executemany(
            f"INSERT INTO pupil VALUES ({', '.join('?' * (len(PUPIL) + 1))})",
            [
                (*(one[name] and str(one[name]) for name in PUPIL), of_class.get(one["registration_class"]))
                for one in pupils
            ],
        )
        connection.executemany(
            "INSERT INTO answer (pupil_id, agreement_id, answer) VALUES (?, ?, 'no')",
            [(pupil, number + 1) for pupil, number in said],
        )
