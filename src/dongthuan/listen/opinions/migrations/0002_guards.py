from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("opinions", "0001_initial"), ("things", "0002_guards")]
    operations = [
        guards.state_moves(
            "opinions_posting", "status", {"draft": ["open"], "open": ["deciding"], "deciding": ["closed"], "closed": []}
        )
    ]
