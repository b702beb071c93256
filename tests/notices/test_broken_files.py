"""Damaged PDFs and e-mails: each is read or refused, and nothing else happens.

What opens a PDF is written in C++, so the damaged ones are opened in a process of their own, shut in.
"""

import base64
import random
import subprocess
import sys
from contextlib import suppress

import pytest

from schoolgate.domain.reading import Reading
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.read import read_notice
from tests.notices.printing import by_hand, scanned, typeset, words_at
from tests.notices.test_eml import HTML, PLAIN, email

SEED, COUNT = 3, 200
READ_EACH = """
import base64, sys
from schoolgate.confine.kernel import confine
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.read import read_notice
from schoolgate.notices.reader_process import warm
warm(".pdf")
confine()
for line in sys.stdin:
    try:
        print("read", len(read_notice(base64.b64decode(line), "a.pdf").text), flush=True)
    except NoticeError as refused:
        print("refused", type(refused).__name__, flush=True)
"""
BY_HAND = [words_at((50, 700, "Elm School"), (50, 686, "- CPOMS"), (300, 686, "name")), scanned()]
PROSE = "Elm School shares the names of pupils with CPOMS and with Tapestry. "


def damaged(data, chance):
    """A few of: a byte changed, a piece cut out, doubled, moved or made up, the end lost."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(data)), chance.randint(1, 60)
        piece = bytes(data[at : at + size])
        made_up = bytes(chance.randrange(256) for _ in range(size))
        elsewhere = chance.randrange(len(data))
        changes = [
            (at, at + 1, made_up[:1]),
            (at, at + size, b""),
            (at, at, piece),
            (at, at, made_up),
            (elsewhere, elsewhere + size, piece),
            (at + 1, len(data), b""),
        ]
        begin, end, new = chance.choice(changes)
        data[begin:end] = new
        data = data or bytearray(b" ")
    return bytes(data)


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
def test_a_damaged_pdf_is_read_or_refused():
    table = "#table(columns: 2, [CPOMS], [name], [Oak], [class])"
    wholes = [
        by_hand(BY_HAND),
        by_hand(BY_HAND, packed=False),
        typeset(
            f"= Elm School\n\n{PROSE}\n\n{table}\n- One\n- #link('https://elm.example')[Two]".replace(
                "'", '"'
            )
        ),
    ]
    chance = random.Random(SEED)
    lines = [base64.b64encode(damaged(chance.choice(wholes), chance)).decode() for _ in range(COUNT)]
    run = subprocess.run(
        [sys.executable, "-c", READ_EACH], input="\n".join(lines), capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = run.stdout.splitlines()
    assert len(told) == COUNT
    assert {line.split()[0] for line in told} == {"read", "refused"}


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_damaged_e_mail_is_read_or_refused(seed):
    chance = random.Random(seed)
    whole = chance.choice(
        [
            email(plain=PLAIN),
            email(html=HTML, plain=PLAIN),
            email(plain="", attached=[("a.html", HTML.encode())]),
        ]
    )
    with suppress(NoticeError):
        assert isinstance(read_notice(damaged(whole, chance), "a.eml"), Reading)
