"""What every table has: its controller and its school, and, where rows are written once, the mark of it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

TENANT = ("controller_id", "school_id")


def one_per_school(name: str, *fields: str) -> UniqueConstraint:
    return UniqueConstraint(fields=[*TENANT, *fields], name=name)


class OfSchool(models.Model):
    is_append_only: ClassVar[bool] = False

    controller_id = models.CharField(max_length=64)
    school_id = models.CharField(max_length=64)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # PostgreSQL reads a school not named as '': a row of '' would be everybody's.
            CheckConstraint(
                condition=~Q(controller_id="") & ~Q(school_id=""), name="%(class)s_names_its_school"
            ),
        ]


class AppendOnly(OfSchool):
    """Rows that are written once. `guards.py` makes the database hold to it."""

    is_append_only: ClassVar[bool] = True

    class Meta(OfSchool.Meta):
        abstract = True
