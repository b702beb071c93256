"""What the records about the whole register are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.assessment import Assessment
from schoolgate.domain.contract import Contract
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import Subject
from schoolgate.publish.papers.uses import Use, uses_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the records are made from.

    looks      the newest assessment of each agreement, by slug
    contracts  what was found in its contract last, by slug
    """

    school: School
    controller: Controller
    agreements: tuple[Agreement, ...]
    looks: Mapping[str, Assessment]
    contracts: Mapping[str, Contract]
    on: date

    def uses(self) -> tuple[Use, ...]:
        return uses_of(self.agreements, tuple(Subject))
