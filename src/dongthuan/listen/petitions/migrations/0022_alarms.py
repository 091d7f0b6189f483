"""The alarms that run, by case: the red list of a body with twenty thousand open cases looked at sixty thousand clocks for them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("petitions", "0021_cost_of_words")]
    operations = [
        migrations.AddIndex(
            "clock",
            models.Index(
                fields=["petition", "due"], condition=Q(ended_on__isnull=True, purpose="alarm"), name="clock_alarm"
            ),
        ),
    ]
