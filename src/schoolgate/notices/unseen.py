"""Signs that a page does not show, or not as they are written: no two names differ by them."""

# Soft hyphens, zero-width spaces and joiners, byte-order marks inside a text, marks of direction.
_UNSEEN = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
# The Symbol and Wingdings fonts have no letters of their own; pasted from Word, their signs come as these.
_OF_FONTS = {
    0xF06F: "☐",
    0xF076: "❖",
    0xF0A7: "•",
    0xF0A8: "☐",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
}
_SHOWN = {0x2010: "-", 0x2011: "-", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_SIGNS: dict[int, str | None] = {**dict.fromkeys(_UNSEEN), **_SHOWN, **_OF_FONTS}


def without_unseen(words: str) -> str:
    """The words as they are seen; a hyphen that holds its line together is a hyphen."""
    return words if words.isascii() else words.translate(_SIGNS)
