"""The school's page, from the register."""

from datetime import date
from pathlib import Path

from schoolgate.actions.adopting import reading_of
from schoolgate.actions.documents import write_whole
from schoolgate.actions.office import Office
from schoolgate.publish.from_register import page_facts
from schoolgate.publish.page import render_page
from schoolgate.store import documents, register
from schoolgate.store import school as schools

FILE = "index.html"


def page(office: Office, *, on: date) -> str:
    """The whole page as HTML. Only what is in force is on it; no internal state ever is."""
    school = schools.get(office.tenant)
    decides = schools.controller(office.tenant)
    return render_page(
        page_facts(school, decides, register.all_standing(office.tenant), on, not_used=_not_used(office))
    )


def _not_used(office: Office) -> tuple[str, ...]:
    """What the newest notice says is not used or told anything: said aloud on the page as well."""
    kept = documents.all_documents(office.tenant)
    return tuple(one.name for one in reading_of(kept[-1]).denied) if kept else ()


def publish(office: Office, folder: Path, *, on: date, dry_run: bool = False) -> tuple[Path, int]:
    """Gives the file and its size in bytes."""
    content = page(office, on=on).encode("utf-8")
    path = folder / FILE
    if not dry_run:
        write_whole(path, content, mode=0o644)  # it is for everybody to read
    return path, len(content)
