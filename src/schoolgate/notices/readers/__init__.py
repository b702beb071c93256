"""One file per document kind: bytes → text that knows its blocks and offsets.

To read another kind: write its file here with the same `read`, and add one line to READERS.
"""

from collections.abc import Callable, Mapping

from schoolgate.notices.blocks import Page
from schoolgate.notices.readers import html, md, txt

READERS: Mapping[str, Callable[[bytes, str], Page]] = {
    ".txt": txt.read,
    ".md": md.read,
    ".html": html.read,
    ".htm": html.read,
}
