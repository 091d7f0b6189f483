from django.db import migrations

from dongthuan.foundation.things import guards

MOVES = {
    "draft": ["gathering", "numbered", "in_force"],
    "gathering": ["draft", "amending"],
    "numbered": ["signing", "draft", "amending"],
    "signing": ["in_force", "draft", "amending"],
    "in_force": ["amending", "ended"],
    "amending": ["gathering", "numbered", "in_force"],
    "ended": [],
}
PLAN_MOVES = {
    "draft": ["numbered", "signed"],
    "numbered": ["signing", "draft"],
    "signing": ["signed", "draft"],
    "signed": [],
}


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("things", "0002_guards")]
    operations = [
        guards.state_moves("programmes_programme", "status", MOVES),
        guards.state_moves("programmes_annualplan", "status", PLAN_MOVES),
    ]
