from pathlib import Path

from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial"), ("things", "0002_guards"), ("people", "0002_guards"), ("record", "0002_append_only")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        guards.state_moves("vault_request", "status", {"asked": ["approved", "refused"], "approved": ["used", "refused"], "refused": [], "used": []}),
        guards.append_only("vault_look"),
        guards.append_only("vault_item"),
    ]
