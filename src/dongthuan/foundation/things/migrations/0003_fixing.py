"""The functions by which a room says what is fixed once it is signed, frozen or decided."""

from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("things", "0002_guards")]
    operations = [
        guards.fixing_functions(),
        guards.kept("things_thing", ["kind"]),
    ]
