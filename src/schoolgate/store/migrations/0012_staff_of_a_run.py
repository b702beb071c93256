from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedrun',
            name='staff',
            field=models.TextField(default='[]'),
        ),
    ]
