"""The usual Django loop, as a school's developer writes it: an object for each pupil, asked for all it knows.

For each agreement and each pupil one query whether the family objected, and one for the pupil's class, which
is a table of its own as in any register of a school. Nothing is prefetched, and nothing is slowed down.
"""

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": None}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models  # noqa: E402
from django.db.models import CASCADE, Q  # noqa: E402


class Agreement(models.Model):
    slug = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "agreement"


class SchoolClass(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "school_class"


class Pupil(models.Model):
    id = models.TextField(primary_key=True)
    legal_forename = models.TextField()
    preferred_forename = models.TextField(null=True)
    legal_surname = models.TextField()
    preferred_surname = models.TextField(null=True)
    date_of_birth = models.DateField(null=True)
    year_group = models.TextField(null=True)
    school_class = models.ForeignKey(SchoolClass, CASCADE, null=True)
    entry_date = models.DateField(null=True)
    leaving_date = models.DateField(null=True)

    class Meta:
        app_label = "bench"
        db_table = "pupil"


class Answer(models.Model):
    pupil = models.ForeignKey(Pupil, CASCADE, related_name="answers")
    agreement = models.ForeignKey(Agreement, CASCADE)
    answer = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "answer"


def open_database(path):
    connection.settings_dict["NAME"] = path


def feeds(on):
    """(slug, rows) of each agreement."""
    here = Q(leaving_date=None) | Q(leaving_date__gt=on)
    came = Q(entry_date=None) | Q(entry_date__lte=on)
    for agreement in Agreement.objects.order_by("id"):
        rows = []
        for pupil in Pupil.objects.filter(here, came):
            if pupil.answers.filter(agreement=agreement, answer="no").exists():
                continue
            rows.append(
                (
                    pupil.id,
                    pupil.preferred_forename or pupil.legal_forename,
                    pupil.preferred_surname or pupil.legal_surname,
                    pupil.date_of_birth,
                    pupil.year_group,
                    pupil.school_class.name if pupil.school_class else None,
                )
            )
        yield agreement.slug, rows
