"""Who makes a product and who once did: the catalogue's knowledge and, where it has none, companies.toml."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from schoolgate.checks.knowledge import table
from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.school import School

FORMS = frozenset(
    [
        "ltd",
        "limited",
        "plc",
        "inc",
        "llc",
        "llp",
        "corp",
        "corporation",
        "uk",
        "the",
        "ed",
        "education",
        "ireland",
        "europe",
        "emea",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerOwner:
    """Somebody who owned a product. `until` None: the day is not known, only that it is past."""

    owner: str
    now: str | None
    until: date | None = None
    apart: tuple[str, ...] = ()  # nations where this does not hold


def company_of(service: KnownService | None) -> str | None:
    """The company behind a product, or None where no source names it."""
    if service is None:
        return None
    return service.owner or _companies().get(service.name)


def is_the_company(name: str, service: KnownService) -> bool:
    """Is a printed name that of the product's maker, whatever legal form it is given?"""
    company = company_of(service)
    return company is not None and bare(company) == bare(name)


def bare(name: str) -> str:
    """A company's name as compared: without its legal form."""
    return " ".join(word for word in fold(name).split() if word not in FORMS) or fold(name)


def former_owners(service: KnownService, on: date, school: School | None) -> tuple[FormerOwner, ...]:
    """Who no longer owns it on a day. Where a date is known, companies.toml has it."""
    dated = {row["owner"]: row for row in table("companies")["former"] if row["product"] == service.name}
    known = [
        FormerOwner(owner=name, now=service.owner) for name in service.former_owners if name not in dated
    ]
    known += [
        FormerOwner(owner=name, now=row["now"], until=row["until"], apart=tuple(row.get("apart", ())))
        for name, row in dated.items()
    ]
    nation = school.nation if school else None
    return tuple(o for o in known if (o.until is None or o.until < on) and nation not in o.apart)


@cache
def _companies() -> dict[str, str]:
    return {product: row["name"] for row in table("companies")["company"] for product in row["products"]}
