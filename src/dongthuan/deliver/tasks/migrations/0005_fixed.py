"""What was reported, asked for, answered and closed stays as it was."""

from django.db import migrations

from dongthuan.foundation.things import guards


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_status_labels"), ("things", "0003_fixing")]
    operations = [
        guards.kept("tasks_task", ["because_id", "batch", "parent_id", "starts", "first_due", "created_at", "thing_id"]),
        guards.fixed(
            "tasks_task",
            "status",
            ["done", "stopped"],
            ["title", "due", "percent", "reported_on", "accepted_progress_id", "closed_at", "ended_on", "timing"],
        ),
        guards.kept("tasks_progress", ["task_id", "sent_at", "sent_on", "text", "percent", "by_id"]),
        guards.fixed("tasks_progress", "status", ["accepted", "returned"]),
        guards.kept("tasks_extensionask", ["task_id", "new", "reason", "asked_on", "at", "by_id"]),
        guards.fixed("tasks_extensionask", "status", ["granted", "refused"]),
        guards.kept("tasks_stopask", ["task_id", "reason", "at", "by_id"]),
        guards.kept("tasks_stopconsent", ["ask_id", "task_id", "organisation_id"], once=["at"]),
        guards.fixed("tasks_stopconsent", "consent", ["true", "false"], ["consent", "reason", "by_id", "at"]),
        guards.kept("tasks_obstacle", ["task_id", "text", "raised_on", "at", "by_id"]),
        guards.fixed("tasks_obstacle", "status", ["resolved"]),
    ]
