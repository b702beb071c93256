"""Rows that must not leave as they are: what a format can't take is left out, the rest stops the feed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from schoolgate.domain.roll import RollField, roll_field
from schoolgate.feeds.encoder import count_unsafe, may_be_unsafe
from schoolgate.feeds.formats.profile import Feed, Line
from schoolgate.feeds.formats.records import pupil_cells, with_whole_teachers
from schoolgate.feeds.parcel import LeftOut
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import TABLES


def complete(feed: Feed, *, leaves_nobody_out: bool = False) -> tuple[Feed, tuple[LeftOut, ...]]:
    """The feed without pupils who lack a cell that the format requires, and how many lacked which.

    leaves_nobody_out  of a service that a child could come to harm without: they stay, with a blank
    """
    lacking = {line.person: heading for line, heading in _lacks(feed)}
    lacking |= {line.pupil: feed.key_heading for line in feed.lines["contact"] if line.pupil and not line.key}
    counted = Counter(lacking.values())
    if leaves_nobody_out:
        return feed, tuple(LeftOut(heading=h, rows=n, stays=True) for h, n in sorted(counted.items()))
    if lacking:
        feed = replace(
            feed,
            lines={
                table: tuple(line for line in lines if line.pupil not in lacking)
                for table, lines in feed.lines.items()
            },
        )
    left_out = tuple(LeftOut(heading=h, rows=n) for h, n in sorted(counted.items()))
    whole = with_whole_teachers(feed)
    if not whole.gone:
        return whole, left_out
    still = {line.pupil for line in whole.lines["pupil"]}
    return replace(whole, gone=tuple(one for one in whole.gone if one not in still)), left_out


def _lacks(feed: Feed) -> Iterator[tuple[Line, str]]:
    needs = tuple(one for one in feed.profile.of_pupils if one.required)
    if not needs:
        yield from ((line, feed.key_heading) for line in feed.lines["pupil"] if not line.key)
        return
    for line, cells in pupil_cells(feed, needs):
        if not line.key:
            yield line, feed.key_heading
        elif not all(cells):
            yield line, next(one.heading for one, cell in zip(needs, cells, strict=True) if not cell)


def refusals_of_rows(feed: Feed, left_out: tuple[LeftOut, ...]) -> tuple[Refusal, ...]:
    """Counts and headings only: no value and no person is named."""
    return (
        *_unsafe(feed),
        *_too_long(feed),
        *_not_taken(feed),
        *_no_sign_for(feed),
        *_shared_keys(feed),
        *_nobody(feed, left_out),
    )


def _unsafe(feed: Feed) -> Iterator[Refusal]:
    profile = feed.profile
    counted = count_unsafe(_doubtful(feed), line_breaks=profile.line_breaks, formulas=profile.formulas)
    for heading, rows in sorted(counted.items()):
        yield Refusal(
            "unsafe-cells",
            f"In {rows} {'row' if rows == 1 else 'rows'} '{heading}' begins with a sign that a spreadsheet "
            "runs as a formula (= + - @ or a tab), or holds a character that no CSV should. "
            "Correct it in the school's system and load the roll again"
            f"{'' if profile.formulas else ', or send people_csv or people_xlsx, where it can do no harm'}.",
        )


def _doubtful(feed: Feed) -> Iterator[tuple[str, RollField | None, str | None]]:
    """Cells of the columns in which any could be unsafe: most have none, as one look at the whole tells."""
    for table in TABLES:
        whole = zip(*(line.cells for line in feed.lines[table]), strict=True)
        for column, cells in zip(feed.columns[table], whole, strict=False):
            if may_be_unsafe(cells):
                yield from ((column.heading, roll_field(column.source), cell) for cell in cells)
    keys = [line.key for line in feed.lines["pupil"]]
    if may_be_unsafe(keys):
        yield from ((feed.key_heading, None, key) for key in keys)


def _cells(feed: Feed) -> Iterator[tuple[str, RollField | None, str | None]]:
    for table in TABLES:
        for line in feed.lines[table]:
            for column, cell in zip(feed.columns[table], line.cells, strict=True):
                yield column.heading, roll_field(column.source), cell
    for line in feed.lines["pupil"]:
        yield feed.key_heading, None, line.key


def _too_long(feed: Feed) -> Iterator[Refusal]:
    bound = tuple(one for one in feed.profile.of_pupils if one.longest is not None)
    if not bound:
        return
    counted = Counter(
        one
        for _, cells in pupil_cells(feed, bound)
        for one, cell in enumerate(cells)
        if len(cell or "") > (bound[one].longest or 0)
    )
    for place, rows in sorted(counted.items()):
        one = bound[place]
        yield Refusal(
            "too-long",
            f"In {rows} {'row' if rows == 1 else 'rows'} '{one.heading}' is longer than the "
            f"{one.longest} characters that the format '{feed.profile.name}' takes. "
            "Nothing is cut: shorten it in the school's system and load the roll again.",
        )


def _not_taken(feed: Feed) -> Iterator[Refusal]:
    """Signs that the recipient refuses: said before the file is sent, not after."""
    bound = tuple(one for one in feed.profile.of_pupils if one.shortest or one.characters)
    if not bound:
        return
    counted = Counter(
        place
        for _, cells in pupil_cells(feed, bound)
        for place, cell in enumerate(cells)
        if cell and bound[place].refuses(cell)
    )
    for place, rows in sorted(counted.items()):
        yield Refusal(
            "wrong-characters",
            f"In {rows} {'row' if rows == 1 else 'rows'} '{bound[place].heading}' is too short, or has signs "
            f"that the format '{feed.profile.name}' does not take. "
            "Nothing is changed: correct it in the school's system and load the roll again.",
        )


def _no_sign_for(feed: Feed) -> Iterator[Refusal]:
    encoding = feed.profile.form.encoding
    if encoding.startswith("utf"):
        return
    counted = Counter(heading for heading, _, cell in _cells(feed) if not _can_be_said(cell, encoding))
    for heading, rows in sorted(counted.items()):
        yield Refusal(
            "no-such-letter",
            f"In {rows} {'row' if rows == 1 else 'rows'} '{heading}' has a letter for which the encoding "
            f"'{encoding}' of the format '{feed.profile.name}' has no sign. Nothing is changed: ask the "
            "recipient to take UTF-8, and give a new sample of its headings.",
        )


def _can_be_said(cell: str | None, encoding: str) -> bool:
    try:
        (cell or "").encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _shared_keys(feed: Feed) -> Iterator[Refusal]:
    keys = [line.key for line in feed.lines["pupil"] if line.key]
    if len(set(keys)) == len(keys):
        return
    counted = Counter(keys)
    rows = sum(count for count in counted.values() if count > 1)
    yield Refusal(
        "shared-key",
        f"{rows} pupils share '{feed.key_heading}', by which the service tells them apart. "
        "Give each pupil one of their own in the school's system and load the roll again.",
    )


def _nobody(feed: Feed, left_out: tuple[LeftOut, ...]) -> Iterator[Refusal]:
    if any(feed.lines.values()):
        return
    if left_out:
        headings = ", ".join(f"'{one.heading}'" for one in left_out)
        yield Refusal(
            "nobody",
            f"Nobody is in it: every pupil lacks a cell that the format requires ({headings}). Fill it.",
        )
    else:
        yield Refusal(
            "nobody",
            "Nobody is in it: no pupil on roll is in its scope with the answer that it needs. "
            "Ask the families, or wait for their answers.",
        )
