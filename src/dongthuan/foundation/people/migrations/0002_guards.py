from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("things", "0002_guards")]
    operations = [
        guards.state_moves("people_keyrecovery", "status", {"requested": ["confirmed", "withdrawn"], "confirmed": [], "withdrawn": []})
    ]
