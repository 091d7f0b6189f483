"""A petition that must be acted on becomes a task, and its page shows what came of it."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from dongthuan.deliver.tasks import permissions as tasks_permissions
from dongthuan.deliver.tasks import queries as tasks
from dongthuan.foundation.things.kit import today
from dongthuan.listen.petitions.models import Petition
from dongthuan.web.kit import Tag, due_tag, panels


def tag_of(task: object) -> Tag:
    """Open, how far its day is; ended, whether it was done."""
    if task.is_open:  # type: ignore[attr-defined]
        return due_tag(task.due, today())  # type: ignore[attr-defined]
    return Tag("done", task.get_status_display())  # type: ignore[attr-defined]


def tasks_of(request: HttpRequest, petition: Petition) -> SafeString | None:
    """The tasks that were given because of the case, and the way to give one. What is sealed is acted on by its conclusion."""
    if petition.sealed:
        return None
    found = list(
        tasks.visible_to(request.user).filter(because=petition.thing_id)
        .select_related("organisation", "accepted_progress").order_by("due", "pk")
    )  # fmt: skip
    offer = tasks_permissions.may_issue_any(request.user)
    if not found and not offer:
        return None
    context = {
        "tasks": [(t, tag_of(t)) for t in found], "offer": bool(offer) and petition.is_open,
        "give": f"{reverse('tasks:issue')}?because={petition.thing_id}",
        "may": tasks_permissions.may_order(petition.thing),
    }  # fmt: skip
    return SafeString(render_to_string("journeys/_petition_tasks.html", context, request=request))


def ready() -> None:
    panels.add("petition", "main", tasks_of, order=20)
