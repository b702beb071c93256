"""The tables of papers: those taken in and put out, and what people said of them."""

from typing import ClassVar

from django.db import models

from schoolgate.store.bases import TENANT, AppendOnly, OfSchool, one_per_school


class Document(AppendOnly):
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = models.TextField()
    kind = models.CharField(max_length=32)
    read_at = models.DateTimeField()
    answer = models.TextField()  # JSON
    answer_digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_document_a_number", "number"),
            one_per_school("one_row_an_answer", "digest", "answer_digest"),
        ]


class Review(AppendOnly):
    document = models.PositiveIntegerField()
    entry = models.PositiveIntegerField()
    field = models.CharField(max_length=64, null=True)  # null: the whole entry
    action = models.CharField(max_length=16)
    value = models.TextField()  # JSON
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "document"], name="reviews_of_a_document")
        ]


class Edition(AppendOnly):
    """Which document another is the next edition of, as a person said; a later row stands over an earlier."""

    document = models.PositiveIntegerField()
    follows = models.PositiveIntegerField(null=True)  # null: none, it is a paper of its own
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "document"], name="editions_of_a_document")
        ]


class Settlement(AppendOnly):
    """A person's word where a document and the register differ."""

    document = models.PositiveIntegerField()
    slug = models.CharField(max_length=80)
    field = models.CharField(max_length=80)  # '': the whole recipient
    said = models.TextField(null=True)  # null: the document says nothing there any more
    action = models.CharField(max_length=8)
    by = models.TextField()
    at = models.DateTimeField()
    why = models.TextField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="settlements_of_an_agreement")
        ]


class Waiver(AppendOnly):
    check_id = models.CharField(max_length=16)
    finding = models.CharField(max_length=40)
    source = models.TextField()
    about = models.TextField()  # '': the whole page
    words = models.CharField(max_length=64)
    why = models.TextField()
    by = models.TextField()
    made_at = models.DateTimeField()
    lapses_on = models.DateField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "finding"], name="waivers_of_a_finding")
        ]


class Contract(AppendOnly):
    slug = models.CharField(max_length=80)
    record = models.TextField()  # domain.contract.Contract as JSON
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[*TENANT, "slug"], name="contracts_of_an_agreement")
        ]


class Publication(AppendOnly):
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=8)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.TextField(null=True)  # null: nobody was named
    why = models.TextField(null=True)
    layout = models.CharField(max_length=16)
    format = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    facts = models.TextField()  # publish.facts.PageFacts as JSON
    content = models.BinaryField()  # packed by zlib

    class Meta(AppendOnly.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *OfSchool.Meta.constraints,
            one_per_school("one_publication_a_number", "number"),
        ]
