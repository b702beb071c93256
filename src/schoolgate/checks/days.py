"""Days that a printed month can mean, and months counted from a day."""

import calendar
import re
from datetime import date


def last_day(printed: str | None) -> date | None:
    """The last day that "2019-09", "2019" or "2019-09-12" can mean: the school has the benefit of doubt."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", printed or "")
    if not parts:
        return None
    year, month = int(parts[1]), int(parts[2] or 12)
    if not 1 <= month <= 12 or year == 0:
        return None
    longest = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(parts[3] or longest), longest) or 1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
