"""Counts what notices declare of each service, and writes src/schoolgate/domain/usual.toml.

    .venv/bin/python tools/count_usual.py

It counts answers (what a careful person read in a notice), never readings: a mistake of the reader would
else come back as knowledge. The notices whose pages are kept back to judge the reader are left out.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schoolgate.domain.catalogue import known
from schoolgate.domain.items import load_items

ROOT = Path(__file__).parents[1]
BY_SCHOOLS = ROOT / "../shared/notices/real"
PRACTICE = (
    ROOT / "../shared/notices/dev",
    ROOT / "src/schoolgate/samples/answers",
    ROOT / "tests/corpus/notices",
)
USUAL = ROOT / "src/schoolgate/domain/usual.toml"
HEAD = """# What services are usually told: how many notices name the service, and how many declare each item.
# Written by tools/count_usual.py from the answers to {notices} notices; do not edit by hand.
# by_schools    of those, the notices that a real school published; the others were written to practise on,
#               with real products' names and made-up claims: a count, never a fact about a product.
"""


@dataclass
class Count:
    named: int = 0
    by_schools: int = 0
    items: Counter[str] = field(default_factory=Counter)


def main() -> None:
    USUAL.write_text(written(), encoding="utf-8")
    print(f"Wrote {USUAL.relative_to(ROOT)}: {len(counts())} services.")


def written() -> str:
    of_schools, of_practice = len(answers(BY_SCHOOLS)), sum(len(answers(folder)) for folder in PRACTICE)
    lines = [HEAD.format(notices=of_schools + of_practice)]
    lines += ["[counted]", f"notices = {of_schools + of_practice}", f"by_schools = {of_schools}"]
    for name, count in sorted(counts().items(), key=lambda one: one[0].casefold()):
        lines += ["", f"[service.{json.dumps(name, ensure_ascii=False)}]", *_lines(count)]
    return "\n".join([*lines, ""])


def _lines(count: Count) -> Iterator[str]:
    yield f"named = {count.named}"
    if count.by_schools:
        yield f"by_schools = {count.by_schools}"
    most_first = sorted(count.items.items(), key=lambda one: (-one[1], one[0]))
    if most_first:
        yield f"items = {{ {', '.join(f'{item} = {times}' for item, times in most_first)} }}"


def counts() -> dict[str, Count]:
    """Canonical name → its counts, for the services that the catalogue knows."""
    found: defaultdict[str, Count] = defaultdict(Count)
    for folder in (BY_SCHOOLS, *PRACTICE):
        for answer in answers(folder):
            for name, items in told(answer).items():
                found[name].named += 1
                found[name].by_schools += folder == BY_SCHOOLS
                found[name].items.update(items & load_items().keys())
    return found


LEFT_OUT = ("Kept back", "Open, third set", "Open, fourth set")


def answers(folder: Path) -> list[dict[str, Any]]:
    kept_back = _kept_back(folder)
    paths = [path for path in sorted(folder.glob("*.json")) if path.stem not in kept_back]
    return [json.loads(path.read_text("utf-8")) for path in paths]


def _kept_back(folder: Path) -> frozenset[str]:
    """The pages that README.md of a folder lists as kept back, or as short ones to learn from."""
    readme = folder / "README.md"
    text = readme.read_text("utf-8") if readme.exists() else ""
    listed = [part for part in text.split("\n## ")[1:] if part.startswith(LEFT_OUT)]
    lines = "\n".join(listed).splitlines()
    return frozenset(line.removeprefix("- ").strip() for line in lines if line.startswith("- "))


def told(answer: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Service → what one notice says it is told; nothing for one it only mentions."""
    found: dict[str, frozenset[str]] = {}
    named = [*answer["recipients"], *(one for one in answer.get("mentions", ()) if one["receives_data"])]
    for one in named:
        service = known(one["canonical"] or one["name"])
        if service:
            items = frozenset(one.get("data_items") or ())
            found[service.name] = found.get(service.name, frozenset()) | items
    return found


if __name__ == "__main__":
    main()
