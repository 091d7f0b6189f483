"""What reports show on others' pages, in the side navigation and on the desk; what follows a signature."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.notify.kit import DeskRow, desk
from dongthuan.foundation.papers import kit as papers
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav, panels

from . import actions, permissions, queries


def of_programme(request: HttpRequest, programme: Any) -> str | None:
    """On a programme's page: its reports and conferences, and the way to a new one."""
    reports = list(queries.of_programme(request.user, programme))  # type: ignore[arg-type]
    meetings = list(queries.conferences_visible_to(request.user).filter(programme=programme))
    may = permissions.may_write(request.user, programme)  # type: ignore[arg-type]
    if not (reports or meetings or may):
        return None
    context = {"reports": reports, "conferences": meetings, "programme": programme, "may_write": may}
    return render_to_string("reports/_of_programme.html", context, request)


def works(user: object) -> bool:
    return any(p.role != "administrator" for p in people.of(user).all_posts)


def desk_rows(user: User) -> Iterable[DeskRow]:
    """Drafts that wait for this person's party to be written and frozen."""
    for r in queries.to_write(user):
        url = reverse("reports:detail", args=[r.pk])
        yield DeskRow(r.until, r.title[:1].upper() + r.title[1:], url, _("Write on"), url, group=r.programme.thing)


def signed(paper: Any, by: Any = None) -> None:
    """Called when the last signature stands on a report's paper."""
    actions.mark_signed(paper, by=by)


def register() -> None:
    desk.add(desk_rows)
    nav.add("workspace", _("Programme"), _("Reports"), "reports:list", "chart", visible=works, order=50)
    nav.add("workspace", _("Programme"), _("Conferences"), "reports:conferences", "people", visible=works, order=55)
    panels.add("programme", "main", of_programme, order=80)
    papers.on_signed("report", signed)
