"""A page of a roster, with what OneRoster says of it in the headers."""

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse

from schoolgate.actions.pulling import Asked, Fault, Page, QueryRefused, Version
from schoolgate.api import place
from schoolgate.api.faults import BASES
from schoolgate.domain.pull import PullKey

PARAMETERS = ("limit", "offset", "sort", "orderBy", "filter", "fields")


def page(request: HttpRequest, version: Version, key: PullKey, parts: tuple[str, ...]) -> HttpResponse:
    base = f"{place.site_of(request)}/{BASES[version]}"
    parameters = _parameters(request)
    found = place.provider().page(key, Asked(version=version, base=base, parts=parts, parameters=parameters))
    response = HttpResponse(found.body, content_type="application/json")
    if found.query is not None:
        response.headers["X-Total-Count"] = str(found.total)
        response.headers["Link"] = links(base, parts, dict(parameters), found)
    return response


def _parameters(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Raises QueryRefused where one stands twice: nobody could tell which was meant."""
    told = [(name, request.GET.getlist(name)) for name in PARAMETERS]
    if twice := [name for name, values in told if len(values) > 1]:
        raise QueryRefused(Fault.DATA, f"'{twice[0]}' stands more than once; say it once.")
    return tuple((name, values[0]) for name, values in told if values)


def links(base: str, parts: tuple[str, ...], parameters: dict[str, str], found: Page) -> str:
    """RFC 8288. Commas in an address are spelled %2C, as some readers part the links at every comma."""
    assert found.query is not None
    limit, offset = found.query.limit, found.query.offset
    address = f"{base}/{'/'.join(quote(part, safe='') for part in parts)}"
    last = max(0, (found.total - 1) // limit * limit)
    places = {"first": 0, "last": last}
    if offset + limit < found.total:
        places["next"] = offset + limit
    if offset > 0:
        places["prev"] = max(0, min(offset - limit, last))
    return ", ".join(
        f'<{address}?{_spelled({**parameters, "limit": str(limit), "offset": str(at)})}>; rel="{rel}"'
        for rel, at in places.items()
    )


def _spelled(parameters: dict[str, str]) -> str:
    return urlencode(parameters, quote_via=quote, safe="")
