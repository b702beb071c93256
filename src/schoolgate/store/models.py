"""The tables. Every row names its controller and its school. Rows refer to each other by the school's own
words (slug, version, sequence, run), never by foreign key: no reference crosses to another school. Columns
that hold JSON hold it as written, in ASCII: a database must not respell what never changes.
"""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from schoolgate.store.bases import TENANT as TENANT
from schoolgate.store.bases import AppendOnly as AppendOnly
from schoolgate.store.bases import OfSchool as OfSchool
from schoolgate.store.bases import one_per_school as one_per_school
from schoolgate.store.paper_models import Contract as Contract
from schoolgate.store.paper_models import Document as Document
from schoolgate.store.paper_models import Edition as Edition
from schoolgate.store.paper_models import Publication as Publication
from schoolgate.store.paper_models import Review as Review
from schoolgate.store.paper_models import Settlement as Settlement
from schoolgate.store.paper_models import Waiver as Waiver


class Controller(models.Model):  # the one table without a school: a controller may have many
    controller_id = models.CharField(max_length=64, unique=True)
    record = models.TextField()  # domain.school.Controller as JSON

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            CheckConstraint(condition=~Q(controller_id=""), name="controller_names_itself"),
        ]


class School(OfSchool):
    record = models.TextField()  # domain.school.School as JSON

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_school"),
            UniqueConstraint(fields=["school_id"], name="one_controller_a_school"),
        ]


class AgreementVersion(AppendOnly):
    slug = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    record = models.TextField()  # domain.agreement.Agreement as JSON
    made_by = models.TextField()
    made_at = models.DateTimeField()
    why = models.TextField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_version", "slug", "version"),
        ]


class Approval(AppendOnly):
    slug = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    by = models.TextField()
    role = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="approvals_of_an_agreement")
        ]


class Assessment(AppendOnly):
    slug = models.CharField(max_length=80)
    outcome = models.CharField(max_length=16)
    by = models.TextField()
    role = models.CharField(max_length=32)
    on = models.DateField()
    review_due = models.DateField(null=True)
    note = models.TextField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="assessments_of_an_agreement")
        ]


class Override(AppendOnly):
    slug = models.CharField(max_length=80)
    by = models.TextField()
    role = models.CharField(max_length=32)
    reason = models.TextField()
    until = models.DateField()
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="overrides_of_an_agreement")
        ]


class FeedProfile(AppendOnly):
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    record = models.TextField()  # feeds/formats/*.toml as JSON
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_profile_a_version", "name", "version"),
        ]


class Decision(AppendOnly):
    """An answer, or the withdrawal of one: `ends` is then the sequence of the answer it ends."""

    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=[("answer", "answer"), ("withdrawal", "withdrawal")])
    ends = models.PositiveIntegerField(null=True)
    pupil_id = models.CharField(max_length=128)
    slug = models.CharField(max_length=80)
    clause = models.CharField(max_length=64)
    answer = models.CharField(max_length=16)  # '' for a withdrawal
    by = models.TextField()
    capacity = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    wording = models.TextField(null=True)  # null: not recorded, which is not the empty wording

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_decision_a_sequence", "sequence"),
            one_per_school("one_withdrawal_an_answer", "ends"),
            CheckConstraint(
                condition=(Q(kind="answer", ends__isnull=True) & ~Q(answer=""))
                | Q(kind="withdrawal", ends__isnull=False, answer=""),
                name="a_decision_answers_or_ends_an_answer",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug", "clause"], name="decisions_of_a_clause"),
            models.Index(fields=[*TENANT, "pupil_id"], name="decisions_of_a_pupil"),
        ]


class PupilSalt(OfSchool):
    """What ties a pupil to the ledger's commitments. Deleting the row is how a pupil is erased from it."""

    pupil_id = models.CharField(max_length=128)
    salt = models.BinaryField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_salt_a_pupil", "pupil_id"),
        ]


class RollSnapshot(OfSchool):
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    source = models.TextField()
    path = models.TextField()
    counts = models.TextField()  # JSON
    report = models.TextField()  # JSON

    class Meta(OfSchool.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "digest"], name="snapshots_by_digest")
        ]


class FeedRun(OfSchool):
    run = models.CharField(max_length=64)
    slug = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    clauses = models.TextField()  # JSON
    snapshot = models.CharField(max_length=64)
    decisions = models.PositiveIntegerField()
    profile = models.CharField(max_length=64)
    courier = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    files = models.TextField()  # JSON
    rows = models.PositiveIntegerField()
    fields = models.TextField()  # JSON
    created_at = models.DateTimeField()
    confirmed_by = models.TextField(null=True)  # null: nobody was asked
    destination = models.TextField()
    known_as = models.TextField()
    reach = models.TextField()  # JSON
    troubles = models.TextField(default="{}")  # JSON
    staff = models.TextField(default="[]")  # JSON
    classes = models.TextField(default="[]")  # JSON
    places = models.TextField(default="[]")  # JSON

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_run", "run"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="runs_of_an_agreement"),
            # The last that arrived of each agreement, and those that something stopped: asked for each night.
            models.Index(fields=[*TENANT, "state", "slug", "id"], name="runs_by_what_became_of_them"),
        ]


class Membership(OfSchool):
    run = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    record = models.BinaryField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_membership_a_run", "run"),
        ]


class PleaseDelete(OfSchool):
    slug = models.CharField(max_length=80)
    pupil_id = models.CharField(max_length=128)
    asked_at = models.DateTimeField()
    why = models.TextField()
    state = models.CharField(max_length=16)

    class Meta(OfSchool.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="deletions_of_an_agreement")
        ]


class LedgerEntry(AppendOnly):
    """`frontier`: the tree's peaks, kept with the last leaf of an append: there the next one begins."""

    seq = models.PositiveBigIntegerField()
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField()
    frontier = models.BinaryField()
    appended_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_leaf_a_place", "seq"),
        ]


class LedgerCheckpoint(AppendOnly):
    size = models.PositiveBigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "size"], name="checkpoints_by_size")
        ]


class OpenLink(OfSchool):
    """A link that opens the pages once. Only the token's hash is kept."""

    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_link", "token_hash"),
        ]
