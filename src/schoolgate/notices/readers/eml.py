"""An e-mail: its body is the document; who wrote it, to whom and when is not."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PurePath

from schoolgate.notices.blocks import Page
from schoolgate.notices.errors import Damaged, NoBody
from schoolgate.notices.readers import READERS

SORT = "an e-mail (.eml)"
HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|mime-version|message-id|content-type)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
PASSED_ON = re.compile(
    r"^(?:-{2,} ?(?:Original|Forwarded) Message ?-{2,}\n+)?"
    r"(?:From:.*\n)(?:\*?(?:Sent|Date|To|Cc|Subject|Importance):.*\n+){2,}",
    re.IGNORECASE | re.MULTILINE,
)
SIGNED = re.compile(
    r"^(?:(?:kind|best|warm|many) (?:regards|wishes|thanks)|regards|yours (?:sincerely|faithfully)),?[ \t]*\n"
    r"\n?(?:\S.{0,60}\n){1,4}",
    re.IGNORECASE | re.MULTILINE,
)
HEADER_WITHIN = 8192  # bytes
MOST_PARTS = 200  # of one e-mail; more would hold us up
BODIES = {"text/html": ".html", "text/plain": ".txt"}  # the one to be read first, first
ATTACHED = {ending: reader for ending, reader in READERS.items() if ending != ".eml"}
for _reader in ATTACHED.values():
    _reader.load()  # the process that reads opens no file once it has begun


def read(data: bytes, name: str) -> Page:
    """The body; where it is empty, the one attachment that can be read. Raises Damaged or NoBody."""
    if not HEADER.search(data[:HEADER_WITHIN]):
        raise Damaged(name, sort=SORT)
    parts = list(_parts(message_from_bytes(data)))
    if len(parts) > MOST_PARTS:
        raise Damaged(name, sort=SORT)
    attached = [part for part in parts if _file_name(part)]
    for sort in BODIES:
        for part in parts:
            page = _body(part, name) if part.get_content_type() == sort and part not in attached else None
            if page and page.text.strip():
                return replace(page, warnings=(*page.warnings, *_left_out(map(_file_name, attached))))
    return _attachment(attached, name)


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _body(part: Message, name: str) -> Page:
    """As the reader of its kind reads it, in the charset that the part itself names."""
    reader = ATTACHED[BODIES[part.get_content_type()]]
    charset = part.get_content_charset("utf-8")
    try:
        words = _content(part).decode(charset)
    except (UnicodeDecodeError, LookupError, OSError):
        return reader(_content(part), name)  # which tells by the bytes themselves what they are
    words = _without_letter(words) if part.get_content_type() == "text/plain" else words
    return replace(reader(words.encode("utf-8", "replace"), name), encoding=charset)


def _without_letter(words: str) -> str:
    """Without the heads of what was passed on, and without who signed: they are no part of the notice."""
    words = words.replace("\r\n", "\n")
    return SIGNED.sub("\n", PASSED_ON.sub("\n", words))


def _attachment(attached: list[Message], name: str) -> Page:
    """The notice may be all that was sent."""
    names = [_file_name(part) for part in attached]
    readable = [part for part in attached if _ending(part) in ATTACHED]
    if len(readable) != 1:
        raise NoBody(name, names)
    (one,) = readable
    page = ATTACHED[_ending(one)](_content(one), _file_name(one))
    told = f"The e-mail itself is empty; its attachment {_file_name(one)} was read."
    others = [_file_name(part) for part in attached if part is not one]
    return replace(page, warnings=(*page.warnings, told, *_left_out(others)))


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file_name(part: Message) -> str:
    """As it was sent, without a folder; empty for a part that is no attachment."""
    printed = part.get_filename() or ("unnamed" if part.get_content_disposition() == "attachment" else "")
    with suppress(HeaderParseError, LookupError, ValueError, OSError):  # else shown as it came
        printed = str(make_header(decode_header(printed)))
    return PurePath(printed.replace("\\", "/").replace("\0", "")).name


def _ending(part: Message) -> str:
    return PurePath(_file_name(part)).suffix.lower()


def _left_out(names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    if listed:
        many = len(listed) > 1
        yield (
            f"{'Attachments were' if many else 'An attachment was'} not read: {', '.join(listed)}. "
            f"Save {'each' if many else 'it'} and read it by itself."
        )
