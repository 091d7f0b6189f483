from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial"), ("things", "0002_guards")]
    operations = [guards.append_only("record_entry")]
