"""One authority of a folder, opened: read once, whatever number of agreements is then sent."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schoolgate.feeds import engine
from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.bulk.answers import read_answers
from schoolgate.feeds.bulk.folder import Folder, FolderRefused, reading
from schoolgate.feeds.bulk.work import Source


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Authority:
    """digest   hex; of its rolls, answers aside
    said     hex; of the families' answers
    pupils   school → the ids of its pupils, in order
    answers  agreement → school → clause → pupil → decisions
    """

    name: str
    digest: str
    said: str
    columns: dict[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    pupils: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, Mapping[str, Decisions]]

    def last_answer(self, slug: str, school: str) -> int:
        """The number of a school's last answer or withdrawal; 0 before the first."""
        told = self.answers.get(slug, {}).get(school, {})
        return max((d.sequence for of in told.values() for one in of.values() for d in one), default=0)

    def key(self, *told: Any) -> str:
        """Of what is made of it: other rolls, answers or words, another key."""
        whole = "\0".join(map(str, (self.name, self.digest, self.said, *told)))
        return hashlib.sha256(whole.encode()).hexdigest()


def open_authority(folder: Folder, name: str) -> Authority:
    """Raises FolderRefused where an id is blank or stands twice in a school."""
    pupils = _pupils(folder.source("pupil", [name]))
    return Authority(
        name=name,
        digest=folder.digest(name),
        said=folder.digest_of_answers(name),
        columns=dict(folder.columns),
        sources=folder.sources([name]),
        pupils=pupils,
        answers=read_answers(folder, name),
    )


def _pupils(source: Source) -> dict[str, tuple[str, ...]]:
    with engine.connect() as connection:
        found = connection.execute(
            "SELECT school::VARCHAR AS school, list(id ORDER BY id), count(*), count(DISTINCT id) "
            f"FROM {reading(source)} GROUP BY ALL ORDER BY school"
        ).fetchall()
    for school, _, rows, different in found:
        if not school:
            raise FolderRefused("a pupil has no school; say whose each pupil is")
        if rows != different:
            raise FolderRefused(
                f"in school {school} a pupil has no id, or two have the same; give each their own"
            )
    return {str(school): tuple(pupils) for school, pupils, *_ in found}
