"""The tables of suppliers that come to fetch: their keys, their tokens, what each was shown."""

from typing import ClassVar

from django.db import models

from schoolgate.store.models import TENANT, OfSchool, one_per_school


class PullKey(OfSchool):
    """Only the secret's hash is kept."""

    key_id = models.CharField(max_length=64)
    slug = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64)
    made_by = models.TextField()
    confirmed_by = models.TextField()
    made_at = models.DateTimeField()
    known_as = models.TextField()
    reach = models.TextField()  # JSON
    revoked_at = models.DateTimeField(null=True)

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_key", "key_id"),
        ]


class PullToken(OfSchool):
    """Only the token's hash is kept."""

    token_hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    scopes = models.TextField()  # separated by spaces
    expires_at = models.DateTimeField()

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_a_token", "token_hash"),
        ]


class KnownEntity(OfSchool):
    slug = models.CharField(max_length=80)
    kind = models.CharField(max_length=32)
    sourced_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)  # '' once it is to be deleted
    modified_at = models.DateTimeField()
    is_active = models.BooleanField()
    was_shown = models.BooleanField()
    shell = models.TextField()  # JSON

    class Meta(OfSchool.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_row_an_entity", "slug", "kind", "sourced_id"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="entities_of_an_agreement")
        ]
