"""The table of batches: parcels of many schools, made and sent together."""

from typing import ClassVar

from django.db import models

from schoolgate.store.bases import TENANT, OfSchool, one_per_school


class Batch(OfSchool):
    key = models.CharField(max_length=64)
    slug = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    authority = models.CharField(max_length=64)
    at = models.DateTimeField()
    state = models.CharField(max_length=16)
    entry = models.PositiveBigIntegerField()
    parcels = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    known_as = models.TextField()
    reach = models.TextField()  # JSON
    destination = models.TextField()
    confirmed_by = models.TextField(null=True)  # null: nobody was asked
    members = models.BinaryField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_batch", "key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="batches_of_an_agreement"),
            models.Index(fields=[*TENANT, "state"], name="batches_by_state"),
        ]
