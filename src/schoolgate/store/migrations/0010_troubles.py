from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0009_leaving'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedrun',
            name='troubles',
            field=models.TextField(default='{}'),
        ),
    ]
