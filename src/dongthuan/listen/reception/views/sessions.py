"""For who serves a place: places, schedules, sessions, conclusions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import Chip, away_from, handle, listing, show_refusal

from .. import actions, forms, law, permissions, queries, tables
from ..models import Commitment, DueChange, Place, Session
from ..states import AHEAD, OVER, SessionKind

SHOWN: dict[str, Callable[[Any], Any]] = {
    "": lambda rows: rows.filter(day__gte=today()).order_by("day", "starts"),
    "over": lambda rows: rows.filter(status__in=OVER).order_by("-day", "starts"),
    "unheld": lambda rows: rows.filter(status__in=AHEAD, day__lt=today()).order_by("-day"),
    "postponed": lambda rows: rows.filter(status="postponed").order_by("-day"),
}


def need_work(request: HttpRequest) -> None:
    if not permissions.works(request.user):
        raise PermissionDenied(_("This page is for reception officers and leaders."))


def need(answer: Any) -> None:
    if not answer:
        raise PermissionDenied(answer.reason)


def session_of(request: HttpRequest, id: int) -> Session:
    rows = queries.sessions_visible_to(request.user).select_related("place__organisation", "leader", "held_by", "thing")
    return get_object_or_404(rows, pk=id)


def place_of(request: HttpRequest, id: int) -> Place:
    return get_object_or_404(queries.places_of(request.user), pk=id)


def crumbs(*trail: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Citizen reception"), reverse("reception:sessions")), *trail]


def session_crumbs(session: Session) -> list[tuple[str, str]]:
    return crumbs((session.vietnamese_title, reverse("reception:session", args=[session.pk])))


def do(request: HttpRequest, action: Callable[[], Any], to: str, done: str) -> HttpResponse:
    """A button without a form of its own: carried out, or the reason said on the page one came from."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(to)
    return away_from(request, to, done)


# --- places and schedules -----------------------------------------------------------------------------------------
@login_required
def index(request: HttpRequest) -> HttpResponse:
    need_work(request)
    rows, show = queries.sessions_of(request.user), request.GET.get("show", "")
    show = show if show in SHOWN else ""
    labels = {"": _("Today and ahead"), "over": _("Held"), "unheld": _("Not held"), "postponed": _("Postponed")}
    chips = [
        Chip(labels[key], f"?show={key}" if key else "?", pick(rows).count(), current=key == show)
        for key, pick in SHOWN.items()
    ]
    places = list(queries.places_of(request.user).filter(until__isnull=True))
    waiting = queries.to_post(request.user)
    return listing(
        request, "reception/sessions.html", tables.SessionTable, SHOWN[show](rows), chips=chips, places=places,
        to_post=waiting.count(), first_due=waiting.first(),
    )  # fmt: skip


@login_required
def places(request: HttpRequest) -> HttpResponse:
    need_work(request)
    mine = list(queries.places_of(request.user))
    ahead = queries.counted_places(mine)
    return render(request, "reception/places.html", {"rows": [(p, ahead.get(p.pk, 0)) for p in mine]})


@login_required
def open_place(request: HttpRequest) -> HttpResponse:
    need_work(request)
    form = forms.PlaceForm(request.POST or None, user=request.user)
    return handle(
        request, form, lambda d: actions.open_place(d.pop("organisation"), by=request.user, **d),
        done=_("The place of reception was opened."), to="reception:places",
        context={"heading": _("New place of reception"), "crumbs": crumbs((_("Places"), reverse("reception:places"))),
                 "lead": _("What is written here is published.")},
    )  # fmt: skip


@login_required
def change_place(request: HttpRequest, id: int) -> HttpResponse:
    place = place_of(request, id)
    need(permissions.may_plan(request.user, place))
    names = ("name", "address", "hours", "telephone", "rules", "unit", "until")
    form = forms.PlaceForm(
        request.POST or None, user=request.user, place=place, initial={n: getattr(place, n) for n in names}
    )
    return handle(
        request, form, lambda d: actions.change_place(place, by=request.user, **d), done=_("Saved."), to="reception:places",
        context={"heading": place.name, "crumbs": crumbs((_("Places"), reverse("reception:places"))),
                 "lead": _("What is written here is published.")},
    )  # fmt: skip


@login_required
def plan(request: HttpRequest, id: int) -> HttpResponse:
    place = place_of(request, id)
    need(permissions.may_plan(request.user, place))
    form = forms.PlanForm(request.POST or None, place=place)
    duty = law.duty(place.organisation, today())
    return handle(
        request, form, lambda d: actions.plan(place, by=request.user, **d),
        done=lambda made: ngettext("%(n)s session was planned. Post the schedule in time.",
                                   "%(n)s sessions were planned. Post the schedule in time.", len(made)) % {"n": len(made)},
        to="reception:sessions",
        context={"heading": _("Plan sessions"), "crumbs": crumbs((place.name, reverse("reception:place", args=[id]))),
                 "lead": _("The head receives in person %(duty)s (%(basis)s).")
                 % {"duty": duty.value.says, "basis": duty.basis} if duty else ""},
    )  # fmt: skip


@login_required
def post(request: HttpRequest, id: int) -> HttpResponse:
    place = place_of(request, id)
    need(permissions.may_plan(request.user, place))
    waiting = list(queries.to_post(request.user).filter(place=place).order_by("day"))
    initial = {"until": waiting[-1].day if waiting else today() + timedelta(days=31)}
    form = forms.PostForm(request.POST or None, initial=initial)
    return handle(
        request, form, lambda d: actions.post_schedule(place, by=request.user, **d),
        done=lambda made: ngettext("%(n)s session is posted and stands on the public page.",
                                   "%(n)s sessions are posted and stand on the public page.", len(made)) % {"n": len(made)},
        to="reception:sessions", template="reception/post.html",
        context={"heading": _("Post the schedule"), "crumbs": crumbs((place.name, reverse("reception:place", args=[id]))),
                 "submit": _("Post it"), "waiting": waiting, "day": today()},
    )  # fmt: skip


@login_required
def unscheduled(request: HttpRequest, id: int) -> HttpResponse:
    place = place_of(request, id)
    need(permissions.may_plan(request.user, place))
    form = forms.UnscheduledForm(request.POST or None, place=place)
    return handle(
        request, form, lambda d: actions.call_unscheduled(place, by=request.user, **d), done=_("The session was called."),
        to=lambda s: reverse("reception:session", args=[s.pk]),
        context={"heading": _("Unscheduled reception"), "crumbs": crumbs((place.name, reverse("reception:place", args=[id]))),
                 "submit": _("Call the session")},
    )  # fmt: skip


@login_required
@require_POST
def open_regular(request: HttpRequest, id: int) -> HttpResponse:
    place = place_of(request, id)
    need(permissions.may_plan(request.user, place))
    try:
        session = actions.open_regular(place, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("reception:sessions")
    return away_from(request, reverse("reception:session", args=[session.pk]), _("Today's reception is open."))


def changes_of(user: Any, thing: Thing, place: Place) -> dict[str, Any]:
    """Days of the thing that a changed calendar moved, and whether this person may let a held one count."""
    found = DueChange.objects.filter(thing=thing).select_related("decided_by")
    return {"changes": found, "may_excuse": permissions.may_excuse(user, place)}


# --- a session ----------------------------------------------------------------------------------------------------
@login_required
def detail(request: HttpRequest, id: int) -> HttpResponse:
    session, user = session_of(request, id), request.user
    visits = list(session.visits.select_related("booking").order_by("arrived_at", "pk"))
    context = {
        "session": session, "tag": tables.session_tag(session), "visits": [(v, tables.visit_tag(v)) for v in visits],
        "booked": list(queries.booked(session)), "commitments": list(session.commitments.select_related("organisation")),
        "deadlines": law.shown(session.deadlines), "kind": SessionKind(session.kind).label,
        **changes_of(user, session.thing, session.place),
        "may_change": permissions.may_change(user, session), "may_hold": permissions.may_hold(user, session),
        "may_receive": permissions.may_receive(user, session), "may_conclude": permissions.may_conclude(user, session),
        "may_send": permissions.may_send_conclusion(user, session), "may_close": permissions.may_close(user, session),
        "history": record.history(user, session.thing), "ahead": session.status in AHEAD, "over": session.status in OVER,
    }  # fmt: skip
    return render(request, "reception/session.html", context)


@login_required
def change(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_change(request.user, session))
    form = forms.ChangeForm(request.POST or None, session=session)
    return handle(
        request, form, lambda d: actions.change_session(session, by=request.user, **d), done=_("Saved."),
        to=reverse("reception:session", args=[id]),
        context={"heading": _("Change the session"), "crumbs": session_crumbs(session)},
    )  # fmt: skip


@login_required
def postpone(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_change(request.user, session))
    form = forms.PostponeForm(request.POST or None, initial={"starts": session.starts, "ends": session.ends})
    return handle(
        request, form, lambda d: actions.postpone(session, by=request.user, **d),
        done=_("Postponed. The reason and the new time are posted; bookings moved along."),
        to=lambda s: reverse("reception:session", args=[s.pk]),
        context={"heading": _("Postpone the session"), "crumbs": session_crumbs(session), "submit": _("Postpone"),
                 "lead": _("The reason and the new time are published."), "cancel": reverse("reception:session", args=[id])},
    )  # fmt: skip


@login_required
def online(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_change(request.user, session))
    initial = {"notified_on": session.notified_on, "tested_on": session.tested_on}
    form = forms.OnlineForm(request.POST or None, initial=initial)
    return handle(
        request, form, lambda d: actions.note_online(session, by=request.user, **d), done=_("Noted."),
        to=reverse("reception:session", args=[id]),
        context={"heading": _("Prepare the online session"), "crumbs": session_crumbs(session)},
    )  # fmt: skip


@login_required
def hold(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_hold(request.user, session))
    to = reverse("reception:session", args=[id])
    if not session.is_leaders and request.method == "POST":
        return do(request, lambda: actions.hold(session, by=request.user), to, _("The session is open."))
    form = forms.HoldForm(request.POST or None, session=session)
    return handle(
        request, form, lambda d: actions.hold(session, by=request.user, **d), done=_("The session is open."), to=to,
        context={"heading": _("Open the session"), "crumbs": session_crumbs(session), "submit": _("Open the session"),
                 "lead": "" if (rule := law.may_delegate(session.day)).value
                 else _("The head receives in person and may not leave it to a deputy (%(basis)s, not yet held against the "
                        "gazette).") % {"basis": rule.basis}},
    )  # fmt: skip


@login_required
def conclude(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_conclude(request.user, session))
    bodies = Organisation.objects.on(today()).order_by("name")
    form = forms.ConcludeForm(request.POST or None)
    rows = forms.CommitmentFormSet(request.POST or None, prefix="row", form_kwargs={"bodies": bodies})
    return form_with_rows(
        request, form, rows,
        lambda d, found: actions.conclude(session, commitments=found, by=request.user, **d),
        keep=lambda r: r.get("organisation"), to=reverse("reception:session", args=[id]),
        done=_("The conclusion notice was drafted. Number it, freeze it, have it signed."),
        context={"heading": _("Conclude the session"), "crumbs": session_crumbs(session), "submit": _("Draft the notice"),
                 "rows_heading": _("Who is to do what, by when")},
    )  # fmt: skip


def form_with_rows(
    request: HttpRequest, form: Any, rows: Any, action: Callable[[dict, list], Any], *, keep: Callable[[dict], Any],
    to: str, done: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """A form with a list under it: both right, one action; else both come back as they were typed."""
    status = 200
    if request.method == "POST":
        if form.is_valid() & rows.is_valid():
            found = [r for r in rows.cleaned_data if keep(r)]
            try:
                action(form.cleaned_data, found)
            except Refused as refusal:
                show_refusal(form, refusal)
            else:
                return away_from(request, to, done)
        status = 422
    return render(request, "reception/with_rows.html", {"form": form, "rows": rows, **context}, status=status)


@login_required
@require_POST
def send_conclusion(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    to = reverse("reception:session", args=[id])
    return do(
        request, lambda: actions.send_conclusion(session, by=request.user), to, _("Noted as sent; it is followed up.")
    )


@login_required
@require_POST
def close(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    to = reverse("reception:session", args=[id])
    return do(request, lambda: actions.close(session, by=request.user), to, _("The session is closed."))


@login_required
def commitment(request: HttpRequest, id: int) -> HttpResponse:
    rows = Commitment.objects.filter(session__in=queries.sessions_visible_to(request.user))
    found = get_object_or_404(rows.select_related("session__place__organisation", "organisation"), pk=id)
    need(permissions.may_report(request.user, found))
    form = forms.ResultForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.report_commitment(found, by=request.user, **d), done=_("Noted."),
        to=reverse("reception:session", args=[found.session_id]),
        context={"heading": _("What came of it"), "crumbs": session_crumbs(found.session),
                 "lead": f"{found.organisation.name}: {found.what}"},
    )  # fmt: skip
