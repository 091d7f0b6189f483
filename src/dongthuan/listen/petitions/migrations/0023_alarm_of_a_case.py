"""The day of the red list stands on the case, kept like its due day: it is counted and listed within one index."""

from django.db import migrations, models
from django.db.models import Q

FILL = """
UPDATE petitions_petition p SET alarm_on = c.due
FROM (SELECT petition_id, min(due) AS due FROM petitions_clock WHERE purpose = 'alarm' AND ended_on IS NULL GROUP BY 1) c
WHERE c.petition_id = p.id AND p.status <> ALL (ARRAY['archived', 'closed', 'filed', 'guided', 'kn_not_accepted', 'linked',
  'pk_not_received', 'refused', 'returned', 'split', 'tc_not_accepted', 'transferred'])
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0022_alarms")]
    operations = [
        migrations.RemoveIndex("clock", "clock_alarm"),
        migrations.AddField("petition", "alarm_on", models.DateField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "petition",
            models.Index(
                fields=["organisation", "-received_on", "-id", "alarm_on"],
                condition=Q(alarm_on__isnull=False),
                name="petition_alarm",
            ),
        ),
    ]
