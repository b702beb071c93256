"""The tables of what recipients know pupils by, and of what they are asked to delete."""

from typing import ClassVar

from django.db import models

from schoolgate.store.models import TENANT, AppendOnly, OfSchool, one_per_school


class AccountKeys(OfSchool):
    """A recipient's own keys of its accounts. Sealed: many of them are names."""

    slug = models.CharField(max_length=80)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_mapping_an_agreement", "slug"),
        ]


class DeletionRequest(AppendOnly):
    number = models.PositiveIntegerField()
    slug = models.CharField(max_length=80)
    record = models.TextField()  # domain.deletion.DeletionRequest as JSON
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_request_a_number", "number"),
        ]


class DeletionStep(AppendOnly):
    request = models.PositiveIntegerField()
    record = models.TextField()  # domain.deletion.DeletionStep as JSON
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "request"], name="steps_of_a_request")
        ]
