"""Two hundred leaks on purpose: one cell each, in one kind of place, in one encoding; drawn by a seed."""

import base64
import gzip
import hashlib
import html
import io
import json
import logging
import os
import quopri
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from random import Random
from urllib.parse import quote_from_bytes

import openpyxl

LEAKS = 200


def as_word(data):
    """Any bytes where only letters may stand."""
    return quote_from_bytes(data, safe="")


def zipped(data, name="a.csv"):
    with zipfile.ZipFile(packed := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def percent(data):
    return "".join(f"%{one:02X}" for one in data).encode()


ENCODINGS = {
    "as it stands": lambda data: data,
    "capitals": bytes.upper,
    "base64": base64.b64encode,
    "base64, in the middle": lambda data: base64.b64encode(b"x," + data + b",y"),
    "base64 for addresses": base64.urlsafe_b64encode,
    "base64 in lines": lambda data: base64.encodebytes(b"n" * 70 + b"," + data + b"," + b"m" * 70),
    "hex": lambda data: data.hex().encode(),
    "hex in capitals": lambda data: data.hex(" ").upper().encode(),
    "percent": percent,
    "as a form": lambda data: b"q=" + quote_from_bytes(b"\xc3\xa9 " + data).encode(),
    "UTF-16": lambda data: data.decode().encode("utf-16-le"),
    "UTF-16, big end first": lambda data: data.decode().encode("utf-16-be"),
    "reversed": lambda data: data[::-1],
    "split by blanks": lambda data: b" ".join(data[n : n + 1] for n in range(len(data))),
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "zip": zipped,
    "quoted printable": lambda data: "".join(f"={one:02X}" for one in data).encode(),
    "a mail's text": lambda data: quopri.encodestring(("é" * 30).encode() + data),
    "JSON escapes": lambda data: "".join(f"\\u{one:04x}" for one in data).encode(),
    "HTML entities": lambda data: "".join(f"&#{one};" for one in data).encode(),
    "in HTML": lambda data: html.escape(f"<b>{data.decode()}</b>").encode(),
    "gzip in base64": lambda data: base64.b64encode(gzip.compress(data)),
    "a zip in a zip": lambda data: zipped(zipped(data), "inner.zip"),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest().encode(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest().encode(),
}


TOO_LONG = ("zip", "a zip in a zip", "base64 in lines", "a mail's text")  # for the name of a file


def in_file(evidence, folder, data):
    (folder / "left.bin").write_bytes(b"before " + data + b" after")
    evidence.folder("home", folder)


def in_file_name(evidence, folder, data):
    (folder / as_word(data)).touch()
    evidence.folder("home", folder)


def in_database(evidence, folder, data):
    with sqlite3.connect(folder / "a.sqlite3") as database:
        database.execute("CREATE TABLE t (a, b)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(n, b"." * 100) for n in range(100)])
        database.execute("INSERT INTO t VALUES (1, ?)", [data])
    database.close()
    evidence.folder("home", folder)


def in_passing_file(evidence, folder, data):
    path = folder / "gone.tmp"
    path.write_bytes(data)
    path.unlink()


def in_renamed_file(evidence, folder, data):
    path = folder / "a.part"
    path.write_bytes(data)
    path.rename(folder / "b")
    (folder / "b").write_bytes(b"")


def in_log(evidence, folder, data):
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    logger = logging.getLogger("planted")
    logger.propagate = False
    logger.addHandler(handler)
    logger.error("a page: %r", data)
    logger.removeHandler(handler)
    evidence.add("log", lines.getvalue())


def in_error(evidence, folder, data):
    try:
        try:
            raise ValueError(data.decode("latin-1"))
        except ValueError as cause:
            raise RuntimeError("not said here") from cause
    except RuntimeError as error:
        evidence.error("an error", error)


def in_words_of_a_process(evidence, folder, data):
    subprocess.run([sys.executable, "--version", as_word(data)], capture_output=True, check=True)


def in_environment_of_a_process(evidence, folder, data):
    subprocess.run(
        [sys.executable, "--version"], env={"PLANTED": as_word(data)}, capture_output=True, check=True
    )


def in_own_environment(evidence, folder, data):
    os.environ["PLANTED"] = as_word(data)
    del os.environ["PLANTED"]


def in_workbook(evidence, folder, data):
    book = openpyxl.Workbook()
    book.active.append(["a", as_word(data)])
    book.save(folder / "people.xlsx")
    evidence.folder("parcel", folder)


def in_comment_of_a_zip(evidence, folder, data):
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.csv", b"a,b\r\n")
        archive.comment = data
    evidence.folder("parcel", folder)


def in_csv(evidence, folder, data):
    (folder / "pupils.csv").write_bytes(b"Pupil key,Class\r\nk3,Gold\r\nk4," + data + b"\r\n")
    evidence.folder("parcel", folder)


def in_message(evidence, folder, data):
    body = {"files": [{"name": "a.csv", "content": base64.b64encode(data).decode()}]}
    evidence.add("HTTPS body", json.dumps(body))


def in_fields(evidence, folder, data):
    evidence.add("fields", str({"Link": f"<https://a.example/?after={as_word(data)}>"}))


PLACES = [
    in_file, in_file_name, in_database, in_passing_file, in_renamed_file, in_log, in_error,
    in_words_of_a_process, in_environment_of_a_process, in_own_environment, in_workbook,
    in_comment_of_a_zip, in_csv, in_message, in_fields,
]  # fmt: skip


def planned(texts):
    """(place, encoding, text) of each leak; every place and every encoding comes up."""
    chance = Random(2026)
    texts = sorted(texts)
    encodings = list(ENCODINGS)
    drawn = [(PLACES[n % len(PLACES)], encodings[n % len(encodings)]) for n in range(LEAKS)]
    return [
        (place, "reversed" if place is in_file_name and how in TOO_LONG else how, chance.choice(texts))
        for place, how in drawn
    ]
