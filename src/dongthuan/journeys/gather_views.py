"""A programme's draft goes out to the units, and what they said comes back into its next version."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from dongthuan.deliver.programmes import actions as programmes
from dongthuan.deliver.programmes import permissions
from dongthuan.deliver.programmes.models import Programme
from dongthuan.deliver.programmes.queries import parties_on
from dongthuan.deliver.programmes.states import WRITING
from dongthuan.foundation.texts import queries as texts
from dongthuan.listen.consultations.kit import Side, Subject, register
from dongthuan.web.kit import panels


def deciders(programme: Programme) -> list[Side]:
    """The parties as they stand today with their focal units, the lead first."""
    return [Side(p.organisation, p.focal) for p in sorted(parties_on(programme), key=lambda p: not p.leads)]


def opened(programme: Programme, *, by: Any) -> None:
    programmes.start_gathering(programme, by=by)


def closed(programme: Programme, *, by: Any) -> None:
    programmes.close_gathering(programme, by=by)


def ask(request: HttpRequest, programme: Programme) -> str | None:
    """On a draft's page: the way to asking the units for their views."""
    if programme.status not in WRITING or not (may := permissions.may_edit(request.user, programme)):
        return None
    version = texts.latest(programme.text)
    context = {"programme": programme, "version": version, "may": may}
    return render_to_string("journeys/_ask_for_views.html", context, request)


def ready() -> None:
    register("programme", Subject(deciders, opened, closed))
    panels.add("programme", "main", ask, order=55)
