from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_vault")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        # A copy is never a draft any more: what is not yet read to the end may still name somebody.
        migrations.RunSQL("DELETE FROM vault_redaction WHERE released_at IS NULL", migrations.RunSQL.noop),
    ]
