"""A numbered paper is not deleted; who attested a paper signed with ink stays named."""

from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_attested"), ("things", "0003_fixing")]
    operations = [
        guards.fixed("papers_paper", "status", ["frozen", "signing", "signed", "void"], ["attested_by_id", "thing_id"]),
    ]
