"""What a command prints, on either of its streams."""

import io
from contextlib import redirect_stderr, redirect_stdout, suppress

from schoolgate.server.main import main


def printed(words):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), suppress(SystemExit):
        main([str(word) for word in words])
    for one in (out, err):
        one.flush()
    return out.buffer.getvalue() + err.buffer.getvalue()
