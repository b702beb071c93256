"""The tables of doors and of runs that fall due by themselves. Of what stands, the last row of a slug."""

from typing import ClassVar

from django.db import models

from schoolgate.store.models import TENANT, AppendOnly, OfSchool, one_per_school


class DoorSetting(AppendOnly):
    slug = models.CharField(max_length=80)
    record = models.TextField()  # domain.door.Door as JSON; '' once it was removed
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="doors_of_an_agreement")
        ]


class ScheduleSetting(AppendOnly):
    slug = models.CharField(max_length=80)
    record = models.TextField()  # domain.schedule.Schedule as JSON; '' once it was removed
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="schedules_of_an_agreement")
        ]


class TermDates(AppendOnly):
    record = models.TextField()  # domain.schedule.Terms as JSON
    made_at = models.DateTimeField()


class Turn(OfSchool):
    """The unique key is the lock: whoever writes the row runs the feed, and nobody else does."""

    slug = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16)

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_turn", "slug", "due_at"),
        ]


class Heartbeat(OfSchool):
    """When the worker was last awake."""

    at = models.DateTimeField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_heartbeat"),
        ]
