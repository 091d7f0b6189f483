from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_initial"), ("things", "0002_guards")]
    operations = [guards.state_moves("texts_version", "status", {'draft': ['frozen'], 'frozen': []})]
