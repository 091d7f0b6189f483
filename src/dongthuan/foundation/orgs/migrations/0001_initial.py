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
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('level', models.CharField(choices=[('province', 'Province'), ('district', 'District'), ('commune', 'Commune')], max_length=10, verbose_name='level')),
                ('name', dongthuan.foundation.things.kit.CleanCharField(max_length=100, verbose_name='name')),
                ('full_name', dongthuan.foundation.things.kit.CleanCharField(max_length=120, verbose_name='full name')),
                ('unit_type', dongthuan.foundation.things.kit.CleanCharField(max_length=40, verbose_name='type')),
                ('in_scope', models.BooleanField(default=True)),
                ('since_known', models.BooleanField(default=True)),
                ('until_known', models.BooleanField(default=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.area')),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
            ],
            options={
                'ordering': ['level', 'code', 'since'],
            },
        ),
        migrations.CreateModel(
            name='AreaSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('full', 'Whole'), ('partial', 'In part')], max_length=10)),
                ('share', models.DecimalField(blank=True, decimal_places=6, max_digits=7, null=True)),
                ('source', dongthuan.foundation.things.kit.CleanTextField(blank=True)),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='orgs.area')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='orgs.area')),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('name', dongthuan.foundation.things.kit.CleanCharField(max_length=200, verbose_name='name')),
                ('short_name', dongthuan.foundation.things.kit.CleanCharField(max_length=100, verbose_name='short name')),
                ('symbol', dongthuan.foundation.things.kit.CleanCharField(blank=True, max_length=40, verbose_name='symbol in document numbers')),
                ('kind', models.CharField(choices=[('party_body', 'Party body'), ('state', 'State body'), ('front', 'Fatherland Front'), ('socio_political', 'Socio-political organisation')], max_length=20, verbose_name='kind')),
                ('level', models.CharField(choices=[('province', 'Province'), ('department', 'Department'), ('district', 'District'), ('commune', 'Commune')], max_length=12, verbose_name='level')),
                ('place_name', dongthuan.foundation.things.kit.CleanCharField(max_length=80, verbose_name='place name on papers')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='orgs.area', verbose_name='area')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.organisation', verbose_name='superior')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='orgs.organisation')),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
            ],
            options={
                'ordering': ['level', 'name'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('name', dongthuan.foundation.things.kit.CleanCharField(max_length=200)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='orgs.organisation')),
            ],
            options={
                'ordering': ['since'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('title', dongthuan.foundation.things.kit.CleanCharField(max_length=150, verbose_name='title of the post')),
                ('role', models.CharField(choices=[('commune_officer', 'Commune officer'), ('district_officer', 'District officer'), ('department_officer', 'Department officer'), ('focal_officer', 'Focal officer of a party'), ('leader', 'Leader who signs'), ('steering_viewer', 'Steering viewer'), ('administrator', 'System administrator')], max_length=20, verbose_name='role')),
                ('rank', models.CharField(choices=[('head', 'Head'), ('deputy', 'Deputy'), ('officer', 'Officer')], default='officer', max_length=10, verbose_name='rank')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgs.organisation')),
            ],
            options={
                'ordering': ['organisation_id', 'rank', 'title'],
            },
        ),
        migrations.CreateModel(
            name='SheetImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=30)),
                ('file_name', dongthuan.foundation.things.kit.CleanCharField(max_length=200)),
                ('rows', models.JSONField()),
                ('mapping', models.JSONField(default=dict)),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('outcome', models.JSONField(default=dict)),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='area',
            index=models.Index(fields=['code'], name='area_code'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('level', 'code', 'since'), name='area_once_per_period'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='area_dates', violation_error_message='The last day may not come before the first.'),
        ),
        migrations.AddConstraint(
            model_name='areasuccession',
            constraint=models.UniqueConstraint(fields=('old', 'new'), name='succession_once'),
        ),
        migrations.AddConstraint(
            model_name='areasuccession',
            constraint=models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='succession_share', violation_error_message='A share lies above 0 and at most at 1.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('code', 'since'), name='organisation_once_per_period'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisation_dates', violation_error_message='The last day may not come before the first.'),
        ),
        migrations.AddConstraint(
            model_name='organisationname',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisation_name_dates', violation_error_message='The last day may not come before the first.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='post_dates', violation_error_message='The last day may not come before the first.'),
        ),
    ]
