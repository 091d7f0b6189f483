"""What consultations show on others' pages, in the side navigation and on the desk."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dongthuan.foundation.notify.kit import DeskRow, desk
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav, panels

from . import queries
from .kit import subjects
from .models import Consultation


def about(request: HttpRequest, obj: object) -> str | None:
    """On the page of what the consultation is about: each call for views with its state and sums."""
    rows = queries.listing(request.user).filter(about=obj.thing)  # type: ignore[attr-defined]
    found: list[Consultation] = list(rows)
    if not found:
        return None
    return render_to_string("consultations/_about.html", {"consultations": found}, request)


def desk_rows(user: User) -> Iterable[DeskRow]:
    """What waits for this person: calls to answer, opinions to decide."""
    for invitation in queries.to_answer(user):
        c = invitation.consultation
        url = reverse("consultations:detail", args=[c.pk])
        yield DeskRow(
            c.due, c.title, url, _("Answer"), url, why=_("Your organisation is asked for its view."), group=c.about
        )
    for c in queries.to_decide(user):
        open_ones = [o for o in c.opinions.all() if getattr(o, "decision", None) is None or not o.decision.agreed_at]
        url = reverse("consultations:detail", args=[c.pk])
        why = ngettext("%(n)s opinion to decide.", "%(n)s opinions to decide.", len(open_ones)) % {"n": len(open_ones)}
        yield DeskRow(c.due, c.title, url, _("Decide"), url, why=why, group=c.about)


def register() -> None:
    desk.add(desk_rows)
    nav.add("workspace", _("Programme"), _("Views of the units"), "consultations:list", "voice",
            visible=lambda u: people.of(u).is_staff, order=40)  # fmt: skip
    for kind in ("programme", *subjects):
        panels.add(kind, "main", about, order=60)
