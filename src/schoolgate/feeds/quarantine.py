"""Rows that must not leave as they are: what a format can't take is left out, the rest stops the feed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from schoolgate.domain.roll import RollField, roll_field
from schoolgate.feeds.encoder import count_unsafe
from schoolgate.feeds.formats.profile import Feed, Heading, Line
from schoolgate.feeds.parcel import LeftOut
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import TABLES


def complete(feed: Feed) -> tuple[Feed, tuple[LeftOut, ...]]:
    """The feed without pupils who lack a cell that the format requires, and how many lacked which."""
    needs = [one for one in feed.profile.headings if one.required]
    lacking = {line.person: _lacks(feed, line, needs) for line in feed.lines["pupil"]}
    lacking |= {line.pupil: feed.key_heading for line in feed.lines["contact"] if line.pupil and not line.key}
    kept = {
        table: tuple(line for line in lines if line.pupil is None or lacking.get(line.pupil) is None)
        for table, lines in feed.lines.items()
    }
    counted = Counter(heading for heading in lacking.values() if heading is not None)
    return replace(feed, lines=kept), tuple(LeftOut(heading=h, rows=n) for h, n in sorted(counted.items()))


def _lacks(feed: Feed, line: Line, needs: list[Heading]) -> str | None:
    if not line.key:
        return feed.key_heading
    return next((one.heading for one in needs if not feed.value("pupil", line, one)), None)


def refusals_of_rows(feed: Feed, left_out: tuple[LeftOut, ...]) -> tuple[Refusal, ...]:
    """Counts and headings only: no value and no person is named."""
    return (*_unsafe(feed), *_too_long(feed), *_shared_keys(feed), *_nobody(feed, left_out))


def _unsafe(feed: Feed) -> Iterator[Refusal]:
    counted = count_unsafe(_cells(feed), line_breaks=feed.profile.line_breaks)
    for heading, rows in sorted(counted.items()):
        yield Refusal(
            "unsafe-cells",
            f"In {rows} {'row' if rows == 1 else 'rows'} '{heading}' begins with a sign that a spreadsheet "
            "runs as a formula (= + - @ or a tab), or holds a character that no CSV should. "
            "Correct it in the school's system and load the roll again.",
        )


def _cells(feed: Feed) -> Iterator[tuple[str, RollField | None, str | None]]:
    for table in TABLES:
        for line in feed.lines[table]:
            for column, cell in zip(feed.columns[table], line.cells, strict=True):
                yield column.heading, roll_field(column.source), cell
    for line in feed.lines["pupil"]:
        yield feed.key_heading, None, line.key


def _too_long(feed: Feed) -> Iterator[Refusal]:
    for one in feed.profile.headings:
        rows = sum(
            len(feed.value("pupil", line, one) or "") > one.longest
            for line in feed.lines["pupil"]
            if one.longest is not None
        )
        if rows:
            yield Refusal(
                "too-long",
                f"In {rows} {'row' if rows == 1 else 'rows'} '{one.heading}' is longer than the "
                f"{one.longest} characters that the format '{feed.profile.name}' takes. "
                "Nothing is cut: shorten it in the school's system and load the roll again.",
            )


def _shared_keys(feed: Feed) -> Iterator[Refusal]:
    counted = Counter(line.key for line in feed.lines["pupil"])
    rows = sum(count for count in counted.values() if count > 1)
    if rows:
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
