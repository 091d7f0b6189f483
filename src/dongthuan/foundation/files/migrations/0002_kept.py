"""A stored file stays what it was when it came in; it may be told once what it belongs to."""

from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("things", "0003_fixing")]
    operations = [
        guards.kept(
            "files_storedfile", ["sha256", "name", "size", "mime", "uploaded_by_id", "at"], once=["thing_id"]
        ),
    ]
