from django.db import migrations

from dongthuan.foundation.calendar.seeding import fill


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
