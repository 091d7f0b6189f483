"""What consultations show on others' pages, in the side navigation and on the desk."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people import queries as people
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


def register() -> None:
    nav.add("workspace", _("Programme"), _("Views of the units"), "consultations:list", "voice",
            visible=lambda u: people.of(u).is_staff, order=40)  # fmt: skip
    for kind in ("programme", *subjects):
        panels.add(kind, "main", about, order=60)
