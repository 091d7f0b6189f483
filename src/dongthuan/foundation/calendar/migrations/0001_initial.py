import django.db.models.deletion
import dongthuan.foundation.things.kit
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('things', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='year')),
                ('announced', models.BooleanField(default=False, verbose_name='announced')),
                ('notices', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='notices')),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
            ],
            options={
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('kind', models.CharField(choices=[('off', 'Day off'), ('worked', 'Worked in exchange')], max_length=6, verbose_name='kind')),
                ('name', dongthuan.foundation.things.kit.CleanCharField(max_length=120, verbose_name='name')),
                ('notice', dongthuan.foundation.things.kit.CleanCharField(blank=True, max_length=300, verbose_name='notice')),
                ('source', dongthuan.foundation.things.kit.CleanCharField(blank=True, max_length=300, verbose_name='source')),
                ('confidence', models.CharField(default='text', max_length=12)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='calendar.workingyear', to_field='year')),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.AddConstraint(
            model_name='workingyear',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2200)), name='working_year_range'),
        ),
        migrations.AddConstraint(
            model_name='workingyear',
            constraint=models.CheckConstraint(condition=models.Q(('announced', False), models.Q(('notices', ''), _negated=True), _connector='OR'), name='working_year_notice', violation_error_message='A year is announced by a notice.'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('day__year', models.F('year'))), name='special_day_in_its_year'),
        ),
        migrations.AddConstraint(
            model_name='specialday',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'off'), ('day__iso_week_day__gte', 6), _connector='OR'), name='special_day_weekend', violation_error_message='Only a Saturday or a Sunday is worked in exchange.'),
        ),
    ]
