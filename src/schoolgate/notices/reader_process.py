"""The throw-away process: takes a name and bytes on standard input, gives a reading on standard output.

In: one line of JSON with the name (and the service and the kind of a document that is about one service
alone), then the document. Out: one JSON object, either `reading` or `error`
(its class and words), and `held`, what confines the process. Started by isolate.py; nothing else uses it.
"""

import codecs
import json
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from schoolgate.confine.kernel import confine
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.notices.about import read_about
from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.decode import SUPPOSED
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from schoolgate.notices.wording import load_all

# Read before the doors close, so that every late import is done and the catalogue is in memory: the first
# whatever is asked, the others for their kind. A kind without a sample needs no more than its import.
ALWAYS = (
    b"Elm School\n\nWe share names and data with:\n- CPOMS - safeguarding (name, class)\n- the DfE\n",
    "a.txt",
)
PAGES = (
    (b"<h1>Elm School</h1><p>We use CPOMS to log concerns; data is kept in the UK.</p>", "a.html"),
    ("<p>Caf\xe9 School shares names with CPOMS</p>".encode("cp1252"), "b.html"),
)
EMAIL = (
    b"Subject: =?utf-8?q?Our_notice?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    b"<p>Elm School shares names=20with CPOMS.</p>\n--b\nContent-Type: text/plain; name=a.txt\n"
    b"Content-Transfer-Encoding: base64\n\nYQ==\n--b--\n"
)
SAMPLES: Mapping[str, tuple[tuple[bytes, str], ...]] = {
    ".md": ((b"# Elm School\n\n| System | Data shared |\n|---|---|\n| CPOMS | full name |\n", "a.md"),),
    ".eml": ((EMAIL, "a.eml"),),
    ".html": PAGES,
    ".htm": PAGES,
}


NOTHING_MORE: Mapping[str, str] = {}
# Codecs are modules, found when first asked for.
ENCODINGS = (*SUPPOSED, "ascii", "cp1252", "utf_8_sig", "utf_32")


def main() -> None:
    header, _, data = sys.stdin.buffer.read().partition(b"\n")
    question = json.loads(header)
    warm(PurePath(question["name"]).suffix.lower())
    held = confine()
    sys.stdout.write(json.dumps({"held": held, **answer(data, question["name"], question)}))
    sys.stdout.flush()


def warm(ending: str) -> None:
    """Everything that a reading of one kind opens, opened: afterwards it needs no file."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    load_all()
    if ending in READERS:
        READERS[ending].load()
    for sample, name in (ALWAYS, *SAMPLES.get(ending, ())):
        read_notice(sample, name)


def answer(data: bytes, name: str, question: Mapping[str, str] = NOTHING_MORE) -> dict[str, Any]:
    try:
        return {"reading": reading_to_json(_read(data, name, question))}
    except NoticeError as error:
        return {"error": {"kind": type(error).__name__, "words": str(error)}}
    except MemoryError:
        return {"error": {"kind": "MemoryError", "words": ""}}


def _read(data: bytes, name: str, question: Mapping[str, str]) -> Reading:
    if "about" in question:
        return read_about(data, name, question["about"], DocumentKind(question["kind"]))
    return read_notice(data, name)


if __name__ == "__main__":
    main()
