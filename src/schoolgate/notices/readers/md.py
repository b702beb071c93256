"""Markdown: rendered, then read as the page it stands for."""

from markdown_it import MarkdownIt

from schoolgate.notices.blocks import Page
from schoolgate.notices.decode import decode
from schoolgate.notices.readers import html

# A line's end is kept: "Purpose: …" and "Data: …" on lines of their own are two things.
MARKDOWN = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable(["table", "strikethrough"])


def read(data: bytes, name: str) -> Page:
    text, encoding, warnings = decode(data, name)
    return html.page_of(MARKDOWN.render(text), name, encoding=encoding, warnings=warnings)
