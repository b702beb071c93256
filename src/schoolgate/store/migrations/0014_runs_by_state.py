from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0013_classes_of_a_run'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='feedrun',
            index=models.Index(
                fields=['controller_id', 'school_id', 'state', 'slug', 'id'], name='runs_by_what_became_of_them'
            ),
        ),
    ]
