"""What consultations show on others' pages, in the side navigation, on the desk and among the reminders."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dongthuan.foundation.notify.kit import DeskRow, desk, reminders
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav, panels

from . import queries, telling
from .models import Consultation
from .permissions import ANSWERS
from .states import Status


def about(request: HttpRequest, obj: object) -> str | None:
    """On the page of what the consultation is about: each call for views with its state and sums."""
    rows = queries.listing(request.user).filter(about=obj.thing)  # type: ignore[attr-defined]
    found: list[Consultation] = list(rows)
    if not found:
        return None
    return render_to_string("consultations/_about.html", {"consultations": found}, request)


def desk_rows(user: User) -> Iterable[DeskRow]:
    """What waits for this person: calls to answer, opinions to decide."""
    if not people.of(user).has(*ANSWERS):
        return
    for invitation in queries.to_answer(user):
        c = invitation.consultation
        url = reverse("consultations:detail", args=[c.pk])
        said = str(_("Your organisation is asked for its view."))
        yield DeskRow(c.due, c.title, url, str(_("Answer")), url, why=said, group=c.about)
    for c in queries.to_decide(user):
        url = reverse("consultations:detail", args=[c.pk])
        step, why = _next_step(c)
        yield DeskRow(c.due, c.title, url, step, url, why=why, group=c.about)


def _next_step(c: Consultation) -> tuple[str, str]:
    if c.status == Status.OPEN:
        return str(_("End the receiving of views")), str(_("The day to answer by has passed."))
    if not c.waits:  # type: ignore[attr-defined]
        return str(_("Close")), str(_("Every opinion is decided."))
    n = c.mine  # type: ignore[attr-defined]
    return str(_("Decide")), ngettext("%(n)s opinion to decide.", "%(n)s opinions to decide.", n) % {"n": n}


def works(user: object) -> bool:
    return people.of(user).has(*ANSWERS, "steering_viewer")


def register() -> None:
    desk.add(desk_rows)
    reminders.add(telling.due_reminders)
    nav.add(
        "workspace", _("Programme"), _("Views of the units"), "consultations:list", "voice", visible=works, order=40
    )
    panels.add("programme", "main", about, order=60)
