"""Registers tasks: their kind, reminders, the desk's rows, navigation and panels."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "dongthuan.deliver.tasks"
    label = "tasks"

    def ready(self) -> None:
        from django.urls import reverse

        from dongthuan.foundation.notify.kit import desk, reminders
        from dongthuan.foundation.things import kit as things
        from dongthuan.web.kit import nav, panels

        from . import bodies
        from . import desk as own
        from . import panels as drawn
        from .queries import visible_to
        from .reminders import due_reminders
        from .sentences import SENTENCES

        things.register(
            things.Kind(
                key="task",
                model="tasks.Task",
                label=_("Task"),
                url=lambda t: reverse("tasks:detail", args=[t.pk]),
                title=lambda t: f"{t.title}, {t.organisation}",
                visible_to=visible_to,
                sentences=SENTENCES,
                search_text=lambda t: f"{t.title}\n{t.target}\n{t.product}\n{t.organisation.name}",
                related=("organisation", "because"),
                whence=lambda t: [t.because],
            )
        )
        reminders.add(due_reminders)
        own.register(desk)
        nav.add(
            "workspace", _("Work"), _("Tasks"), "tasks:list", "list", order=20,
            visible=lambda user: bool(bodies.of(user).working) or bodies.of(user).all_programmes,
        )  # fmt: skip
        panels.add("clause", "main", drawn.tasks_because)
        panels.add("plan", "tasks", drawn.tasks_of_plan)
        panels.add("programme", "tasks", drawn.tasks_of_programme)
