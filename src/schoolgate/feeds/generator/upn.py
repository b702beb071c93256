"""Unique pupil numbers with a right check letter (the rule is python-stdnum's)."""

from stdnum.gb import upn

# Letters that may end a temporary number; I, O and S are never used.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def permanent(authority: str, establishment: str, year: int, serial: int) -> str:
    """authority  3 digits · establishment  4 digits · year  the last two digits count · serial  0 to 999."""
    return _with_check_letter(f"{authority}{establishment}{year % 100:02d}{serial:03d}")


def temporary(authority: str, establishment: str, year: int, serial: int) -> str:
    """As `permanent`, with a serial of two digits and a letter: 0 to 2299."""
    letter = LETTERS[serial % 23]
    return _with_check_letter(f"{authority}{establishment}{year % 100:02d}{serial // 23:02d}{letter}")


def _with_check_letter(body: str) -> str:
    return f"{upn.calc_check_digit(body)}{body}"
