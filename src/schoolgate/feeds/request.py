"""What is asked for when a feed is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from schoolgate.domain.agreement import Agreement, KeyKind
from schoolgate.domain.assessment import Approval, Assessment, Override
from schoolgate.domain.school import School
from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.pseudonym import Pseudonyms, pseudonyms
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.unusual import LastRun


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FeedRequest:
    """Everything a parcel is made of.

    decisions       clause id → pupil id → that pupil's decisions, as of `decision_sequence`
    at              the moment asked for, in the school's own time: its day decides who is on roll
    pseudonym_key   32 bytes, the home's master
    known_as        the name pupils' keys were first made under for this recipient; None: a first send
    previous        the reach of what was sent last; None: nothing was
    last            the counts of what was sent last; None: nothing was
    own_profiles    the school's own formats, made from headings it gave
    account_keys    pupil → the recipient's own key, where the agreement keeps those; else empty
    sent_before     pupils in what was sent last, for a format that names those who are gone; else empty
    staff_before, classes_before, places_before
                    the recipient's keys of the staff, classes and places that were in it, likewise
    """

    agreement: Agreement
    school: School
    snapshot: Snapshot | ReadAlready
    decisions: Decisions
    decision_sequence: int
    at: datetime
    pseudonym_key: bytes
    assessments: Sequence[Assessment] = ()
    overrides: Sequence[Override] = ()
    approvals: Sequence[Approval] = ()
    known_as: str | None = None
    previous: Reach | None = None
    last: LastRun | None = None
    sender: str = ""
    second_person: str | None = None
    own_profiles: Sequence[Profile] = ()
    account_keys: Mapping[str, str] = field(default_factory=dict)
    sent_before: Sequence[str] = ()
    staff_before: Sequence[str] = ()
    classes_before: Sequence[str] = ()
    places_before: Sequence[str] = ()

    @property
    def on(self) -> date:
        return self.at.date()

    def recipient_name(self) -> str:
        return self.known_as or self.agreement.recipient or self.agreement.canonical or self.agreement.service

    def names(self) -> Pseudonyms:
        """What the recipient knows people and things by."""
        keeps = self.agreement.key is KeyKind.ACCOUNT
        return pseudonyms(
            self.pseudonym_key,
            controller_id=self.school.controller_id,
            recipient=self.recipient_name(),
            school_id=self.school.id,
            accounts=self.account_keys if keeps else {},
        )
