"""OneRoster's manifest.csv: which version, which files, and whether they hold all or only changes."""

from collections.abc import Mapping

from schoolgate.feeds.sources.errors import Fault, RollRefused, refuse
from schoolgate.feeds.sources.members import text_table

MANIFEST = "manifest.csv"


def check_manifest(files: Mapping[str, bytes], version: str, name: str) -> None:
    """A zip without one is read by its headings. Raises RollRefused for changes alone, and for half a zip."""
    if MANIFEST not in files:
        return
    told = _properties(files[MANIFEST], name)
    said = told.get("oneroster.version", version)
    if said not in (version, f"{version}.0"):
        raise refuse(
            name,
            f"its manifest says OneRoster {said}, and its files are laid out as OneRoster {version}.",
            "Export it again, all of one version.",
        )
    _check_whole(told, files, name)


def _properties(data: bytes, name: str) -> dict[str, str]:
    rows = [row for _, row in text_table(data, MANIFEST, name).rows]
    return {row.get("propertyName", "").strip(): row.get("value", "").strip() for row in rows}


def _check_whole(told: Mapping[str, str], files: Mapping[str, bytes], name: str) -> None:
    modes = {
        f"{key.removeprefix('file.')}.csv": mode.lower()
        for key, mode in told.items()
        if key.startswith("file.")
    }
    changes = [file for file, mode in modes.items() if mode == "delta"]
    if changes:
        what = f"it holds changes alone (delta): {', '.join(changes)}."
        raise refuse(name, what, "A roll is read whole: export it as bulk.")
    missing = [file for file, mode in modes.items() if mode == "bulk" and file not in files]
    if missing:
        faults = [
            Fault(what=f"the manifest names '{file}', and the zip does not hold it.") for file in missing
        ]
        raise RollRefused(name, faults, "Part of the export is missing: export it again.")
