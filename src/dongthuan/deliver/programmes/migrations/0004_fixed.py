"""What the parties signed stays: the facts of a programme, its editions, the rows of a plan."""

from django.db import migrations

from dongthuan.foundation.things import guards

SIGNED = ["numbered", "signing", "in_force", "amending", "ended"]
PLAN = ["numbered", "signing", "signed"]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_status_labels"), ("things", "0003_fixing")]
    operations = [
        guards.fixed(
            "programmes_programme",
            "status",
            SIGNED,
            ["kind", "title", "system", "since", "until", "text_id", "thing_id"],
        ),
        guards.fixed_below("programmes_party", "programme_id", "programmes_programme", "status", SIGNED),
        guards.fixed_below("programmes_basis", "programme_id", "programmes_programme", "status", SIGNED),
        guards.kept("programmes_edition", ["programme_id", "number", "version_id", "paper_id"], once=["signed_on"]),
        guards.fixed("programmes_edition", "withdrawn", ["true"], ["withdrawn", "signed_on"]),
        guards.fixed("programmes_annualplan", "status", PLAN, ["programme_id", "year", "paper_id", "next_key", "thing_id"]),
        guards.fixed_below("programmes_planrow", "plan_id", "programmes_annualplan", "status", PLAN),
        guards.fixed_below(
            "programmes_planrow_partners",
            "planrow_id",
            "programmes_annualplan",
            "status",
            PLAN,
            through=("programmes_planrow", "plan_id"),
        ),
    ]
