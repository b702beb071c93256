"""What a new school tries first: notices of schools that do not exist, and what a perfect reader finds."""

from importlib.resources import files
from pathlib import Path


def notice_files() -> tuple[Path, ...]:
    """The sample notices, by name."""
    folder = Path(str(files(__package__) / "notices"))
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix in (".txt", ".md", ".html") and path.stem != "README"
        )
    )


def decisions_text() -> str:
    """The demonstration's decisions file; what it says is in docs/decisions-file.md."""
    return (files(__package__) / "decisions.toml").read_text("utf-8")
