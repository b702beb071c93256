"""Plain text, as saved from a page or a word processor; stray tags of the page are taken out."""

import re
from html import unescape

from schoolgate.notices.blocks import Page
from schoolgate.notices.decode import decode
from schoolgate.notices.lines import blocks_of

TAGS = "p|div|u|b|i|strong|em|span|br|li|ul|ol|h[1-6]|a|font|center|small|sup|sub"
BREAKING = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def read(data: bytes, name: str) -> Page:
    text, encoding, warnings = decode(data, name)
    text = without_tags(text).replace("\xa0", " ")
    return Page(text=text, blocks=blocks_of(text), encoding=encoding, warnings=warnings)


def without_tags(text: str) -> str:
    """Pages are often pasted with a tag or two left in. "<https://…>" is an address and stays as printed."""
    plain = TAG.sub("", BREAKING.sub("\n", text))
    return unescape(plain) if plain != text else text  # without tags, "&amp;" is what was written
