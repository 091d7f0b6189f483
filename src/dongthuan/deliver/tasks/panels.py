"""What tasks shows on the pages of what they were given because of."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from . import permissions, queries


def tasks_because(request: HttpRequest, obj: Any) -> str | None:
    """How far the tasks are that were given because of this, as this reader sees them; and the way to give more."""
    found = queries.tally_total(queries.visible_to(request.user).filter(because=obj.thing_id))
    may_issue = permissions.may_issue_any(request.user)
    if not found.total and not may_issue:
        return None
    return render_to_string("tasks/_because.html", {
        "bar": found.bar(_("Tasks"), f"{reverse('tasks:list')}?because={obj.thing_id}"), "tally": found,
        "issue": f"{reverse('tasks:issue')}?because={obj.thing_id}",
        "offer": bool(may_issue), "may": permissions.may_order(obj.thing),
    }, request)  # fmt: skip
