"""The page as plain text and as Markdown: what a school pastes where it writes its own pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schoolgate.publish.layouts import Layout
from schoolgate.publish.phrases import phrases
from schoolgate.publish.rows import Datum, Line, Row, ends_a_sentence, lead
from schoolgate.publish.sheet import Sheet, Told

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def as_text(sheet: Sheet, layout: Layout) -> str:
    return "\n".join(_Page(sheet, layout, _Text()).lines()) + "\n"


def as_markdown(sheet: Sheet, layout: Layout) -> str:
    """CommonMark, with tables as GitHub has them. What a school typed is escaped."""
    return "\n".join(_Page(sheet, layout, _Markdown()).lines()) + "\n"


class _Text:
    def heading(self, words: str, rank: int) -> str:
        return self.words(words)

    def label(self, words: str) -> str:
        return words

    def words(self, words: str) -> str:
        return " ".join(words.split())

    def line(self, line: Line) -> str:
        """A link is its address, for what can't be touched."""
        address = line[0].address if line else None
        leads_away = address is not None and not address.startswith("mailto:")
        return str(address) if leads_away else self.words("".join(run.text for run in line))

    def cells(self, label: str, words: str, *, is_first: bool) -> Iterator[str]:
        yield f"{label}\t{words}"


class _Markdown(_Text):
    def heading(self, words: str, rank: int) -> str:
        return f"{'#' * rank} {self.words(words)}"

    def label(self, words: str) -> str:
        return f"**{words.rstrip()}** "

    def words(self, words: str) -> str:
        return SPECIAL.sub(r"\\\1", super().words(words))

    def line(self, line: Line) -> str:
        address = line[0].address if line else None
        said = self.words("".join(run.text for run in line))
        return f"[{said}](<{address}>)" if address else said

    def cells(self, label: str, words: str, *, is_first: bool) -> Iterator[str]:
        if is_first:
            yield from ("| | |", "|---|---|")  # a table must have a head; ours says nothing
        yield f"| {label} | {words} |"


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    layout: Layout
    marks: _Text

    def lines(self) -> Iterator[str]:
        sheet, marks = self.sheet, self.marks
        yield from (marks.heading(sheet.school, 1), "", marks.heading(sheet.title, 1), "")
        yield from (sheet.lead, "", sheet.why)
        if sheet.draft:
            yield from ("", sheet.draft)
        for part in sheet.parts:
            yield from ("", marks.heading(part.heading, 2), "", part.intro)
            for one in part.told:
                yield from ("", marks.heading(one.name, 3), "", *self._told(one))
        yield from self._lists()
        yield from self._asking()
        yield from ("", *sheet.foot)

    def _told(self, one: Told) -> Iterator[str]:
        rows = [row for row in one.rows if row.is_shown or self.layout is Layout.CARDS]
        if self.layout is Layout.PROSE:
            yield " ".join(self._sentence(row) for row in rows)
        elif self.layout is Layout.TABLE:
            for place, row in enumerate(rows):
                yield from self.marks.cells(row.label, self._said(row), is_first=place == 0)
        else:
            mark = "- " if self.layout is Layout.BULLETS or isinstance(self.marks, _Markdown) else ""
            yield from (f"{mark}{self._labelled(row)}" for row in rows)

    def _labelled(self, row: Row) -> str:
        return self.marks.label(lead(row.label, self.sheet.language)) + self._said(row)

    def _sentence(self, row: Row) -> str:
        stop = "" if ends_a_sentence(row) else "."
        return f"{lead(row.label, self.sheet.language)}{self._said(row)}{stop}"

    def _said(self, row: Row) -> str:
        words = phrases(self.sheet.language)
        names = words["list"]["comma"].join(self._datum(one, words["shared"]["special"]) for one in row.data)
        lines = " ".join(map(self.marks.line, row.lines))
        return ". ".join(filter(None, (names, lines)))

    def _datum(self, one: Datum, special: str) -> str:
        limits = "".join(f" ({self.marks.words(run.text)})" for run in one.limits)
        mark = f" ({special})" if one.is_special else ""
        return f"{one.name}{limits}{mark}"

    def _lists(self) -> Iterator[str]:
        if self.sheet.lists:
            yield from ("", self.marks.heading(self.sheet.nothing, 2))
        for names in self.sheet.lists:
            yield from ("", names.lead, "")
            yield from (f"- {self.marks.words(name)}" for name in names.names)

    def _asking(self) -> Iterator[str]:
        sheet = self.sheet
        yield from ("", self.marks.heading(sheet.asking, 2), "", sheet.ask)
        if self.layout is not Layout.CARDS and sheet.leaves_out:
            yield phrases(sheet.language)["page"]["missing"]
        yield ""
        mark = "- " if isinstance(self.marks, _Markdown) else ""
        yield from (f"{mark}{self._labelled(row)}" for row in sheet.contacts)
