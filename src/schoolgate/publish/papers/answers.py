"""One fact of a use as a notice tells it, or the gap that asks for it."""

import re
from collections.abc import Iterable
from typing import Any

from schoolgate.domain.agreement import Term
from schoolgate.domain.school import Controller
from schoolgate.domain.vocabulary import Basis, Role
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Cell, Gap
from schoolgate.publish.papers.uses import Use, listed
from schoolgate.publish.phrases import phrases


def known(value: str | None, gap: str) -> Cell:
    """A fact, or the gap that asks for it."""
    what, how = load("notice")["gap"][gap]
    return value or Gap(what=what, how=how)


def gap_of(use: Use, name: str) -> Gap:
    what, how = load("notice")["gap"][name]
    return use.gap((what, how))


def officer(controller: Controller) -> Cell:
    """Name and address of the data protection officer."""
    name, contact = known(controller.dpo_name, "dpo"), known(controller.dpo_contact, "dpo_contact")
    if isinstance(name, Gap):
        return name
    return contact if isinstance(contact, Gap) else f"{name}, {contact}"


def basis_of(use: Use, audience: Audience) -> Cell:
    basis, interest = use.clause.basis, use.clause.legitimate_interest
    words = _words("basis") | load("audiences")[audience].get("basis", {})
    if basis is None:
        return gap_of(use, "basis")
    if basis is not Basis.LEGITIMATE_INTERESTS:
        return str(words[basis])
    if not interest:
        return gap_of(use, "interest")
    return f"{words[basis]}. {_words('why')['interest'].format(interest=interest)}"


def condition_of(use: Use) -> Cell:
    condition, schedule = use.clause.condition, use.clause.schedule_1
    if condition is None:
        return gap_of(use, "condition")
    said = str(_words("condition")[condition])
    return f"{said}; Data Protection Act 2018, Schedule 1, {schedule}" if schedule else said


def exactly(uses: list[Use], sent: list[Term]) -> Cell:
    """The items by name; a gap where the register does not say which they are."""
    vague = _words("vague")["items"]
    unsaid = next((use for use in uses for term in use.terms if term.item in vague), None)
    return gap_of(unsaid, "vague") if unsaid else listed(sent)


def joined(said: Iterable[Cell]) -> Cell:
    """Several as one; a gap stands alone, since it must be filled first."""
    found = tuple(dict.fromkeys(said))
    missing = next((cell for cell in found if isinstance(cell, Gap)), None)
    return missing or ". ".join(cell for cell in found if isinstance(cell, str))


def role_of(uses: list[Use]) -> Cell:
    roles = dict.fromkeys(use.clause.role for use in uses)
    unsaid = next((use for use in uses if use.clause.role is None), None)
    if unsaid is not None:
        return gap_of(unsaid, "role")
    return ". ".join(_words("role")[role] for role in roles if isinstance(role, Role))


def choice_of(uses: list[Use]) -> Cell:
    words = phrases()["choice"]
    kinds = dict.fromkeys(use.clause.choice.kind for use in uses)
    return " ".join(words[kind] for kind in kinds if kind)


def is_at_home(place: str) -> bool:
    """Do these words name a place in the United Kingdom, and none elsewhere that we can see?"""
    at_home = "|".join(map(re.escape, load("law")["at_home"]["words"]))
    return re.search(rf"\b(?:{at_home})\b", place.lower()) is not None


def _words(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load("notice")[name]
    return found
