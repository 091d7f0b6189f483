from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("things", "0002_guards")]
    operations = [guards.state_moves("reports_report", "status", {'draft': ['frozen', 'signed'], 'frozen': ['signed', 'draft'], 'signed': []})]
