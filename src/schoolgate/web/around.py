"""What every page shows around its own words."""

from django.http import HttpRequest

from schoolgate.actions import school
from schoolgate.web.visit import is_opened, visit_of

# Name in access.py, and what the link says. A page belongs to the first word of its name: "register-feed".
PAGES = (
    {"name": "home", "label": "Home"},
    {"name": "notices", "label": "Notices"},
    {"name": "register", "label": "Who we share with"},
    {"name": "findings", "label": "Checks"},
    {"name": "deletions", "label": "Leavers"},
    {"name": "ledger", "label": "Ledger"},
    {"name": "page", "label": "Families’ page"},
)


def around(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    opened = is_opened(request)
    name = school.show(visit_of(request).office)["name"] if opened else None
    return {
        "opened": opened,
        "school_name": name,
        "here": here,
        "section": here.split("-")[0],
        "pages": PAGES,
    }
