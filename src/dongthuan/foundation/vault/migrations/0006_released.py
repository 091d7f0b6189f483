from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_siblings")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)]
