import django.db.models.deletion
import dongthuan.foundation.things.kit
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('things', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='user name')),
                ('full_name', dongthuan.foundation.things.kit.CleanCharField(max_length=120, verbose_name='full name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('is_sample', models.BooleanField(default=False, verbose_name='invented person')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('language', models.CharField(default='vi', max_length=5)),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='orgs.post')),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='assignment_dates', violation_error_message='The last day may not come before the first.')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('basis', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='basis')),
                ('form', models.CharField(choices=[('KT', "KT. / K/T (deputy signs in the head's place)"), ('TL', 'TL. / T/L (by order)'), ('TUQ', 'TUQ. (by authorisation)')], max_length=3)),
                ('scope', dongthuan.foundation.things.kit.CleanTextField(blank=True, verbose_name='what for')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='orgs.post')),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='delegation_dates', violation_error_message='The last day may not come before the first.')],
            },
        ),
        migrations.CreateModel(
            name='KeyRecovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', dongthuan.foundation.things.kit.CleanTextField(verbose_name='what was lost, and how the person was recognised')),
                ('status', models.CharField(choices=[('requested', 'Waiting for the second person'), ('confirmed', 'Confirmed'), ('withdrawn', 'Withdrawn')], default='requested', max_length=10)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thing', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='things.thing')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-requested_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('requested_by', models.F('user')), _negated=True), name='recovery_not_own', violation_error_message='Nobody recovers their own key.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), models.Q(('closed_by__isnull', False), models.Q(('closed_by', models.F('user')), _negated=True), models.Q(('closed_by', models.F('requested_by')), _negated=True)), _connector='OR'), name='recovery_by_two', violation_error_message='A second person confirms a recovery.'), models.UniqueConstraint(condition=models.Q(('status', 'requested')), fields=('user',), name='recovery_one_open', violation_error_message='A recovery of this account is already waiting for its second person.')],
            },
        ),
    ]
