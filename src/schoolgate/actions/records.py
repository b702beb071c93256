"""What the register holds of an agreement that its parcels are made of, read once for many or for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolgate.actions import profiles
from schoolgate.actions.office import Office
from schoolgate.domain.assessment import Approval, Assessment, Override
from schoolgate.domain.run import FeedRun
from schoolgate.domain.school import School
from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.formats.profile import Profile
from schoolgate.store import assessments, decisions, runs
from schoolgate.store import school as schools


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """sequence  of the school's last decision, read before the decisions themselves: one committed between
    the two reads is then seen to be later
    """

    school: School
    sequence: int
    decisions: Decisions
    assessments: Sequence[Assessment]
    overrides: Sequence[Override]
    approvals: Sequence[Approval]
    runs: Sequence[FeedRun]
    own_profiles: Sequence[Profile]


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryRecord:
    school: School
    sequence: int
    decisions: Mapping[str, Decisions]
    assessments: Sequence[Assessment]
    overrides: Sequence[Override]
    approvals: Sequence[Approval]
    runs: Sequence[FeedRun]
    own_profiles: Sequence[Profile]

    def of(self, slug: str) -> Records:
        return Records(
            school=self.school,
            sequence=self.sequence,
            decisions=self.decisions.get(slug, {}),
            assessments=tuple(one for one in self.assessments if one.slug == slug),
            overrides=tuple(one for one in self.overrides if one.slug == slug),
            approvals=tuple(one for one in self.approvals if one.slug == slug),
            runs=tuple(one for one in self.runs if one.slug == slug),
            own_profiles=self.own_profiles,
        )


def every_record(office: Office) -> EveryRecord:
    tenant = office.tenant
    sequence = decisions.sequence(tenant)
    return EveryRecord(
        school=schools.get(tenant),
        sequence=sequence,
        decisions=decisions.by_agreement(tenant),
        assessments=assessments.assessments(tenant),
        overrides=assessments.overrides(tenant),
        approvals=assessments.approvals(tenant),
        runs=runs.last_runs(tenant),
        own_profiles=profiles.own(office),
    )


def records_of(office: Office, slug: str) -> Records:
    tenant = office.tenant
    sequence = decisions.sequence(tenant)
    return Records(
        school=schools.get(tenant),
        sequence=sequence,
        decisions=decisions.for_agreement(tenant, slug),
        assessments=assessments.assessments(tenant, slug),
        overrides=assessments.overrides(tenant, slug),
        approvals=assessments.approvals(tenant, slug),
        runs=runs.last_runs(tenant, slug),
        own_profiles=profiles.own(office),
    )
