from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), ("things", "0002_guards")]
    operations = [guards.state_moves("consultations_consultation", "status", {'open': ['deciding'], 'deciding': ['closed'], 'closed': []})]
