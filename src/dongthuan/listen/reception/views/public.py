"""For everyone: the posted schedule, a place, booking with a code, cancelling by it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import paginate

from .. import actions, forms, limits, queries
from ..actions.bookings import is_open
from ..models import Booking, Place, Session
from ..states import BookingStatus, SessionStatus

CODE = "reception_code"  # in the session: shown once after booking, gone with the browser's visit


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """What is posted from today on."""
    rows = queries.public_sessions(today())
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(place__in=_places_like(words))
    page = paginate(request, rows)
    places = Place.objects.on(today()).select_related("organisation")
    return render(request, "reception/schedule.html", {
        "page": page, "rows": [(s, _bookable(s)) for s in page.object_list], "places": places[:200], "q": words,
    })  # fmt: skip


def _places_like(words: str) -> list[int]:
    """Places whose name, address or organisation holds the words, with or without marks."""
    from dongthuan.foundation.orgs.queries import named_like
    from dongthuan.lib.vietnamese import fold

    named = set(named_like(words))
    rows = Place.objects.values_list("pk", "name", "address", "organisation_id")
    return [pk for pk, name, address, o in rows if o in named or fold(words) in fold(f"{name} {address}")]


def _bookable(session: Session) -> bool:
    return session.status == SessionStatus.POSTED and session.seats > session.taken  # type: ignore[attr-defined]


@require_safe
def place(request: HttpRequest, id: int) -> HttpResponse:
    found = get_object_or_404(Place.objects.select_related("organisation"), pk=id)
    rows = list(queries.public_sessions(today()).filter(place=found)[:60])
    return render(request, "reception/place.html", {"place": found, "rows": [(s, _bookable(s)) for s in rows]})


@never_cache
def book(request: HttpRequest, id: int) -> HttpResponse:
    session = get_object_or_404(
        Session.objects.select_related("place__organisation", "leader").filter(posted_on__isnull=False), pk=id
    )
    form = forms.BookForm(request.POST or None)
    context: dict[str, Any] = {"session": session, "form": form, "closed": is_open(session)}
    if request.method != "POST":
        request.session.setdefault("reception", True)  # a cookie before the form is sent: a lost answer loses no code
        return render(request, "reception/book.html", context)
    if not form.is_valid():
        return render(request, "reception/book.html", context, status=422)
    if not limits.may(request, "book"):
        return limits.too_many(request)
    try:
        _booking, code = actions.book(session, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return render(request, "reception/book.html", context, status=422)
    request.session[CODE] = code
    return redirect("reception:booked")


@never_cache
@require_safe
def booked(request: HttpRequest) -> HttpResponse:
    """The receipt. Its code stands in this browser's visit only; whoever comes without one is asked for theirs."""
    code = request.session.get(CODE, "")
    booking = queries.by_code(code) if code else None
    if booking is None:
        return redirect("reception:by_code")
    return render(request, "reception/booked.html", {"booking": booking, "code": code, "open": _open(booking)})


def _open(booking: Booking) -> bool:
    return booking.status == BookingStatus.BOOKED and booking.session.status == SessionStatus.POSTED


@never_cache
def by_code(request: HttpRequest) -> HttpResponse:
    """See one's booking by its code."""
    form = forms.CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not limits.may(request, "code"):
            return limits.too_many(request)
        if form.is_valid() and queries.by_code(form.cleaned_data["code"]) is not None:
            request.session[CODE] = form.cleaned_data["code"]
            return redirect("reception:booked")
        if form.is_valid():
            form.add_error("code", _("No booking has this code. Look at it again, letter by letter."))
        status = 422
    return render(request, "reception/code.html", {"form": form}, status=status)


@never_cache
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    booking = queries.by_code(request.session.get(CODE, ""))
    if booking is None:
        return redirect("reception:by_code")
    try:
        actions.cancel_booking(booking)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("The booking was cancelled and your name and telephone number were erased."))
    return redirect("reception:booked")
