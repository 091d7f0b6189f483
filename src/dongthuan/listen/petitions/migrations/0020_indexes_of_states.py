"""The indexes of open cases become indexes of all cases, by state and by due day.

Before it used one of the three, PostgreSQL proved for each that the states a page asks for are among the thirty-four open
ones: seven milliseconds of planning for a question that is answered in one. The first now also holds what the desk counts.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("petitions", "0019_words_of_a_body")]
    operations = [
        migrations.RemoveIndex("petition", "petition_open"),
        migrations.RemoveIndex("petition", "petition_officer"),
        migrations.RemoveIndex("petition", "petition_due"),
        migrations.AddIndex(
            "petition", models.Index(fields=["organisation", "status", "due", "officer", "id"], name="petition_state")
        ),
        migrations.AddIndex("petition", models.Index(fields=["organisation", "due", "id"], name="petition_due")),
    ]
