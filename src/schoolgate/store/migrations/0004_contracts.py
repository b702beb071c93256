from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_waivers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('controller_id', models.CharField(max_length=64)),
                ('school_id', models.CharField(max_length=64)),
                ('slug', models.CharField(max_length=80)),
                ('record', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['controller_id', 'school_id', 'slug'], name='contracts_of_an_agreement')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('controller_id', ''), _negated=True), models.Q(('school_id', ''), _negated=True)), name='contract_names_its_school')],
            },
        ),
    ]
