from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("things", "0001_initial")]
    operations = [guards.functions()]
