"""Pages of the working calendar: read by everybody, changed by a focal officer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import handle

from . import actions, drawing, forms, permissions, queries, tables
from .models import SpecialDay, WorkingYear

changes = only(permissions.may_change)


def address(year: int) -> str:
    return reverse("calendar:year", args=[year])


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Working calendar"), reverse("calendar:index")), *more]


def index(request: HttpRequest) -> HttpResponse:
    """This year's page, or the last one there is."""
    year = WorkingYear.objects.filter(year__lte=today().year).order_by("-year").first() or WorkingYear.objects.first()
    return show(request, get_object_or_404(WorkingYear, pk=year.pk if year else None))


def year_page(request: HttpRequest, year: int) -> HttpResponse:
    return show(request, get_object_or_404(WorkingYear, year=year))


def show(request: HttpRequest, year: WorkingYear) -> HttpResponse:
    calendar, staff = (
        queries.working_calendar(),
        bool(getattr(request.user, "acting", None) and request.user.acting.is_staff),
    )
    may = permissions.may_change(request.user) if staff else None
    days = queries.days_of(year)
    context: dict[str, Any] = {
        "year": year,
        "years": queries.visible_to(request.user),
        "months": drawing.months(year.year, calendar, today()),
        "worked": drawing.worked_days(year.year, calendar),
        "table": (tables.ChangeableDays if may else tables.Days)(days),
        "calendar": calendar,
        "staff": staff,
        "may": may,
        "history": record.history(request.user, year.thing) if staff else [],
        "base": "web/base_workspace.html" if staff else "web/base_public.html",
    }
    return render(request, "calendar/year.html", context)


@changes
def set_day(request: HttpRequest) -> HttpResponse:
    """Enter or correct one day; `?day=` opens the form on a day that is there."""
    there = SpecialDay.objects.filter(
        pk=request.GET.get("day") if (request.GET.get("day") or "").isdigit() else None
    ).first()
    initial = {f: getattr(there, f) for f in ("day", "kind", "name", "notice", "source")} if there else {}
    form = forms.DayForm(request.POST or None, initial=initial)
    context = {"heading": _("Enter a day"), "crumbs": crumbs(), "cancel": reverse("calendar:index"), "lead": LEAD()}
    return handle(
        request, form, lambda data: actions.set_day(by=request.user, **data), done=_("Saved."),
        to=lambda special: address(special.day.year), context=context,
    )  # fmt: skip


def LEAD() -> str:
    return _("Open cases are computed again with the new calendar; what moves is recorded with this reason.")


@changes
def swap_days(request: HttpRequest) -> HttpResponse:
    form = forms.SwapForm(request.POST or None)
    context = {"heading": _("Swap two days"), "crumbs": crumbs(), "cancel": reverse("calendar:index"), "lead": LEAD()}
    return handle(
        request, form, lambda data: actions.swap_days(by=request.user, **data), done=_("Saved."),
        to=lambda special: address(special.day.year), context=context,
    )  # fmt: skip


@changes
def remove_day(request: HttpRequest, pk: int) -> HttpResponse:
    special = get_object_or_404(SpecialDay, pk=pk)
    back = address(special.day.year)
    context = {
        "heading": _("Remove %(day)s") % {"day": f"{special.day:%d/%m/%Y}"}, "cancel": back, "submit": _("Remove"),
        "risk": True, "crumbs": crumbs((str(special.day.year), back)), "lead": f"{special.name}. {LEAD()}",
    }  # fmt: skip
    return handle(
        request, forms.ReasonForm(request.POST or None),
        lambda data: actions.remove_day(special, by=request.user, **data), done=_("Removed."), to=back, context=context,
    )  # fmt: skip


@changes
def announce(request: HttpRequest, year: int) -> HttpResponse:
    """The year's notices were read; also for a year that is not there yet."""
    there = WorkingYear.objects.filter(year=year).first()
    form = forms.AnnounceForm(request.POST or None, initial={"notices": there.notices if there else ""})
    context = {
        "heading": _("The notices of %(year)s") % {"year": year}, "crumbs": crumbs(), "cancel": reverse("calendar:index"),
        "lead": _("Enter every day of the notices first. After this, deadlines of that year are no longer provisional."),
    }  # fmt: skip
    return handle(
        request, form, lambda data: actions.announce_year(year, by=request.user, **data), done=_("Saved."),
        to=lambda found: address(found.year), context=context,
    )  # fmt: skip


@changes
def withdraw(request: HttpRequest, year: int) -> HttpResponse:
    found = get_object_or_404(WorkingYear, year=year)
    context = {
        "heading": _("Withdraw the notices of %(year)s") % {"year": year}, "crumbs": crumbs((str(year), address(year))),
        "cancel": address(year), "submit": _("Withdraw the notices"), "risk": True,
        "lead": _("Deadlines of that year are provisional again."),
    }  # fmt: skip
    return handle(
        request, forms.ReasonForm(request.POST or None),
        lambda data: actions.withdraw_year(found, by=request.user, **data), done=_("Saved."), to=address(year),
        context=context,
    )  # fmt: skip
