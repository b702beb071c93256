"""The page as JSON-LD, in the W3C's Data Privacy Vocabulary and schema.org's words (docs/jsonld.md)."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.publish.facts import PageFacts
from schoolgate.publish.open_json import OpenChoice, OpenItem, OpenRecipient, open_page


def as_linked(page: PageFacts) -> dict[str, Any]:
    """With its context inside: a processor needs nothing from the network."""
    said = open_page(page)
    node = {
        "id": f"urn:schoolgate:page:{said.version}",
        "type": ["schema:WebPage", "dpv:PrivacyNotice"],
        "name": f"Who has your child’s data – {said.school}",
        "dateModified": said.on.isoformat(),
        "version": said.version,
        "publisher": _filled(type="schema:School", name=said.school, url=said.website, contact=said.contact),
        "controller": {"type": "dpv:DataController", "name": said.controller},
        "processes": [_process(one) for one in said.recipients],
        "toldNothing": list(said.told_nothing),
        "notUsed": list(said.not_used),
    }
    return {**context(), **node}


@cache
def context() -> dict[str, Any]:
    """{"@context": …}, as shipped in context.jsonld."""
    found: dict[str, Any] = json.loads((files(__package__) / "context.jsonld").read_text("utf-8"))
    return found


def _process(one: OpenRecipient) -> dict[str, Any]:
    bases = [term for reason in one.reasons if (term := _terms("basis").get(reason.basis))]
    articles = [article for reason in one.reasons for article in (reason.basis, reason.condition) if article]
    return _filled(
        type="dpv:PersonalDataProcess",
        name=one.name,
        recipient={"type": "dpv:Recipient", "name": one.company or one.name},
        purposes=[{"type": "dpv:Purpose", "description": words} for words in one.purposes],
        data=[_data(item) for item in one.data],
        storage=_storage(one),
        legalBases=list(dict.fromkeys(bases)),
        articles=[str(article) for article in articles],
        choices=[_choice(choice) for choice in one.choices if choice.kind],
        yearGroups=list(one.pupils.year_groups) if one.pupils else [],
        leftOut=list(one.left_out),
        notice=one.privacy_notice,
        url=one.website,
        **{name: getattr(one, name) for name in ("transfer", "adverts", "via", "access")},
    )


def _data(one: OpenItem) -> dict[str, Any]:
    special = ["dpv:SpecialCategoryPersonalData"] if one.special_category else []
    subjects = [term for subject in one.subjects if (term := _terms("subject").get(subject))]
    return _filled(
        type=[_terms("item").get(one.item, "dpv:PersonalData"), *special],
        name=one.name,
        item=one.item,
        way=str(one.way) if one.way else "sent",
        transform=str(one.transform),
        certain=one.certain,
        conditions=list(one.conditions),
        dataSubjects=subjects,
    )


def _storage(one: OpenRecipient) -> list[dict[str, str]]:
    kept = [{"type": "dpv:StorageLocation", "description": one.kept}] if one.kept else []
    return kept + ([{"type": "dpv:StorageDuration", "description": one.how_long}] if one.how_long else [])


def _choice(one: OpenChoice) -> dict[str, Any]:
    return _filled(name=str(one.kind), description=one.alternative)


def _filled(**values: Any) -> dict[str, Any]:
    """What is not known is left out, and never said to be nothing."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}


@cache
def _terms(section: str) -> dict[str, str]:
    found: dict[str, str] = _file()[section]
    return found


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "linked.toml").read_text("utf-8"))
