from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0012_staff_of_a_run'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedrun',
            name='classes',
            field=models.TextField(default='[]'),
        ),
    ]
