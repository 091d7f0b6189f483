from django.db import migrations

from dongthuan.foundation.things import guards

MOVES = {
    "not_started": ["in_progress", "reported", "stopped"],
    "in_progress": ["reported", "stopped"],
    "reported": ["in_progress", "done", "stopped"],
    "done": [],
    "stopped": [],
}
REPORT_MOVES = {"sent": ["accepted", "returned"], "accepted": [], "returned": []}
ASK_MOVES = {"asked": ["granted", "refused"], "granted": [], "refused": []}
OBSTACLE_MOVES = {"open": ["escalated", "resolved"], "escalated": ["escalated", "resolved"], "resolved": []}

KEEP_FIRST_DUE = """
CREATE FUNCTION guard_first_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the first due date of a task is kept: % refused', NEW.first_due USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_first_due BEFORE UPDATE ON tasks_task FOR EACH ROW
  WHEN (OLD.first_due IS DISTINCT FROM NEW.first_due) EXECUTE FUNCTION guard_first_due();
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial"), ("things", "0002_guards")]
    operations = [
        guards.state_moves("tasks_task", "status", MOVES),
        guards.state_moves("tasks_progress", "status", REPORT_MOVES),
        guards.state_moves("tasks_extensionask", "status", ASK_MOVES),
        guards.state_moves("tasks_stopask", "status", ASK_MOVES),
        guards.state_moves("tasks_obstacle", "status", OBSTACLE_MOVES),
        guards.append_only("tasks_duechange"),
        guards.append_only("tasks_evidence"),
        migrations.RunSQL(
            KEEP_FIRST_DUE, "DROP TRIGGER guard_first_due ON tasks_task; DROP FUNCTION guard_first_due();"
        ),
    ]
