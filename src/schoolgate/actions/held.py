"""What a run of many schools reads of the register once, for all agreements."""

from collections.abc import Sequence
from dataclasses import dataclass

from schoolgate.actions import profiles
from schoolgate.actions.office import Office
from schoolgate.domain.assessment import Approval, Assessment, Override
from schoolgate.domain.school import School
from schoolgate.feeds.formats.profile import Profile
from schoolgate.store import assessments
from schoolgate.store import school as schools

Judged = tuple[tuple[Assessment, ...], tuple[Override, ...], tuple[Approval, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    school: School
    own_profiles: Sequence[Profile]
    assessments: Sequence[Assessment]
    overrides: Sequence[Override]
    approvals: Sequence[Approval]

    @classmethod
    def read(cls, office: Office) -> "Held":
        tenant = office.tenant
        return cls(
            school=schools.get(tenant),
            own_profiles=profiles.own(office),
            assessments=assessments.assessments(tenant),
            overrides=assessments.overrides(tenant),
            approvals=assessments.approvals(tenant),
        )

    def of(self, slug: str) -> Judged:
        return (
            tuple(one for one in self.assessments if one.slug == slug),
            tuple(one for one in self.overrides if one.slug == slug),
            tuple(one for one in self.approvals if one.slug == slug),
        )
