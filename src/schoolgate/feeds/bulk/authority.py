"""One authority of a folder, opened: read once, whatever number of agreements is then sent."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.bulk.answers import Said, answers_in, read_answers, read_decisions
from schoolgate.feeds.bulk.folder import Folder, FolderRefused, reading
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.once import once
from schoolgate.feeds.bulk.work import Source

NAME = re.compile(r"[^./\x00-\x1f\x7f][^/\x00-\x1f\x7f]{0,99}")


@dataclass(frozen=True, kw_only=True, repr=False)
class Authority:
    """digest   hex; of its rolls, answers aside
    said     hex; of the families' answers
    sizes    school → how many pupils, in the order of the schools' ids
    answers  agreement → school → what its families said; `answered` is where it stands
    """

    name: str
    digest: str
    said: str
    columns: dict[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    sizes: Mapping[str, int]
    answers: Mapping[str, Mapping[str, Said]]
    answered: Source
    reader: OnDuckdb

    @cached_property
    def pupils(self) -> Mapping[str, tuple[str, ...]]:
        """School → the ids of its pupils, in order. Raises FolderRefused: blank, or twice in a school."""
        found = self.reader.ask(
            "SELECT school::VARCHAR AS school, list(id ORDER BY id), count(*), count(DISTINCT id) "
            f"FROM {reading(self.sources['pupil'])} GROUP BY ALL ORDER BY school"
        )
        for school, _, rows, different in found:
            if rows != different:
                raise FolderRefused(
                    f"in school {school} a pupil has no id, or two have the same; give each their own"
                )
        return {school: tuple(pupils) for school, pupils, *_ in found}

    def decisions(self, slug: str) -> Mapping[str, Decisions]:
        """School → every answer to an agreement, of schools where somebody said something."""
        return read_decisions(self.answered, self.reader, slug)

    def last_answer(self, slug: str, school: str) -> int:
        """The number of a school's last answer or withdrawal; 0 before the first."""
        told = self.answers.get(slug, {}).get(school)
        return max(told.last, 0) if told else 0

    def saying(self, slug: str) -> "Authority":
        """With the answers to one agreement alone."""
        said = {slug: self.answers[slug]} if slug in self.answers else {}
        return replace(self, answers=said)

    def key(self, *told: Any) -> str:
        """Of what is made of it: other rolls, answers or words, another key."""
        whole = "\0".join(map(str, (self.name, self.digest, self.said, *told)))
        return hashlib.sha256(whole.encode()).hexdigest()


def open_authority(folder: Folder, name: str, reader: OnDuckdb | None = None) -> Authority:
    """With all its answers. Raises FolderRefused."""
    (found,) = open_authorities(folder, [name], reader or OnDuckdb())
    return found


def open_authorities(
    folder: Folder,
    names: Sequence[str],
    reader: OnDuckdb,
    slugs: Sequence[str] = (),
    keep: Path | None = None,
) -> list[Authority]:
    """slugs  the agreements whose answers are asked for; none named: all. Raises FolderRefused.

    keep  a folder for what is counted once in a roll, and kept
    """
    digests = {name: folder.digest(name) for name in names}
    answers = read_answers(folder, names, reader, slugs)
    return [
        Authority(
            name=name,
            digest=digest,
            said=folder.digest_of_answers(name),
            columns=dict(folder.columns),
            sources=folder.sources([name]),
            sizes=_counted(folder.source("pupil", [name]), reader, f"sizes\0{name}\0{digest}", keep),
            answers=answers[name],
            answered=answers_in(folder, [name]),
            reader=reader,
        )
        for name, digest in digests.items()
    ]


def _counted(source: Source, reader: OnDuckdb, what: str, keep: Path | None) -> dict[str, int]:
    return _sizes(source, reader) if keep is None else once(keep, what, lambda: _sizes(source, reader))


def _sizes(source: Source, reader: OnDuckdb) -> dict[str, int]:
    found = reader.ask(
        f"SELECT school::VARCHAR AS school, count(*) FROM {reading(source)} GROUP BY ALL ORDER BY school"
    )
    if any(not school for school, _ in found):
        raise FolderRefused("a pupil has no school; say whose each pupil is")
    if strange := [school for school, _ in found if not NAME.fullmatch(school)]:
        raise FolderRefused(
            f"the ids of {len(strange)} of the schools can't name a folder; take out what begins with a dot, "
            "has a '/' or a control character, or is longer than 100 characters"
        )
    return dict(found)
