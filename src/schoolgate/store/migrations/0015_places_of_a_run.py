from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0014_runs_by_state'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedrun',
            name='places',
            field=models.TextField(default='[]'),
        ),
    ]
