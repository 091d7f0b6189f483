"""The office's pages: the list, taking in, a case, its arithmetic."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import No, Refused, today, together
from dongthuan.web.kit import Chip, chips_for, listing, show_refusal, with_query

from .. import actions, arithmetic, duplicates, forms, permissions, queries, requirements, sealed, tables
from ..finding import Found
from ..kinds import Kind
from ..models import Petition, Statement
from ..panel import letters_of
from ..rights import RIGHTS
from ..rules.oversight import alarm
from ..stages import stages
from ..verbs import VERBS, main_verb
from .receipt import context_of, remember, sent_case


def petition_of(request: HttpRequest, pk: int) -> Petition:
    rows = queries.visible_to(request.user).select_related(
        "organisation", "intake", "officer", "reader", "registrar", "thing", "parent", "same_as"
    )
    return get_object_or_404(rows, pk=pk)


def _need_work(request: HttpRequest) -> None:
    if not permissions.works(request.user):
        raise PermissionDenied(_("This page is for who works on petitions."))


@login_required
@require_safe
@together()
def index(request: HttpRequest) -> HttpResponse:
    _need_work(request)
    rows = queries.listing(request.user)
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    # Beside a kind stands how many there are of it; of a narrowed list that would not be true.
    counts = None if show or words else queries.kind_counts(rows)
    kinds = [("", _("All kinds")), *((k.value, k.label) for k in Kind if counts is None or counts.get(k.value))]
    labels = {"": _("All"), "open": _("Not ended"), "late": _("Overdue"), "red": _("Red list"), "ended": _("Ended")}
    shown = [
        Chip(label, with_query(request, show=value or None, page=None, format=None), current=show == value)
        for value, label in labels.items()
    ]
    found = queries.narrowed(rows, request.GET, request.user)
    total = counts.get(request.GET.get("kind", "")) if counts else None
    return listing(
        request, "petitions/list.html", tables.PetitionTable, found, total=total,
        many=isinstance(found, Found) and found.many,
        chips=shown, kinds=chips_for(request, "kind", kinds, counts), words=request.GET.get("q", ""),
        chosen={k: request.GET.get(k, "") for k in ("kind", "show")},
        may_receive=permissions.may_receive_any(request.user), law=alarm(today()) if show == "red" else "",
    )  # fmt: skip


@login_required
def take_in(request: HttpRequest) -> HttpResponse:
    """A petition comes to the desk. After sending, the receipt with its code is shown once, to be printed."""
    if not (may := permissions.may_receive_any(request.user)):
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    form = forms.TakeInForm(
        request.POST or None, request.FILES or None, desks=permissions.desks(request.user),
        initial={"sending": uuid.uuid4()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            got = actions.receive(**_taken(form), by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            response = redirect("petitions:receipt", pk=got.petition.pk)
            return remember(response, form.cleaned_data["sending"])
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "petitions/take_in.html", {"form": form}, status=status)


def _taken(form: forms.TakeInForm) -> dict[str, Any]:
    d = form.cleaned_data
    details = {k: d[k] for k in ("request", "against", "known_on", "written_on", "signed")}
    plain = {k: d[k] for k in ("organisation", "channel", "content", "denunciation", "denounced", "received_on", "remote",
                               "anonymous", "forwarded_by", "uploads", "sending")}  # fmt: skip
    plain["uploads"] = plain["uploads"] or []
    return {**plain, "persons": [form.person()], "details": details}


@login_required
@require_safe
def receipt_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt to be printed for its sender. The code is shown to the desk that took it in, for a quarter of an hour."""
    petition = petition_of(request, pk)
    got = sent_case(request)
    context = context_of(*got) if got and got[0].pk == petition.pk else {"petition": petition}
    return render(request, "petitions/receipt.html", context)


@login_required
@require_POST
def likely(request: HttpRequest) -> HttpResponse:
    """While the desk types: what looks like the same petition. A POST, so that no name stands in an address."""
    if not permissions.may_receive_any(request.user):
        raise PermissionDenied
    user, sent = request.user, request.POST
    if sent.get("denunciation"):
        hits = duplicates.typed(user, {n: sent.get(n, "")[:200] for n in duplicates.KINDS})
        return render(request, "petitions/_likely.html", {"hits": hits, "sealed": True})
    asked = {"name": sent.get("full_name", ""), "phone": sent.get("phone", ""),
             "text": f"{sent.get('against', '')} {sent.get('content', '')}"[:4000]}  # fmt: skip
    context = {"found": queries.like(user, **asked), "elsewhere": duplicates.elsewhere_typed(user, **asked)}
    return render(request, "petitions/_likely.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    petition = petition_of(request, pk)
    user = request.user
    clocks = queries.clocks_of(petition)
    clock = queries.next_clock(petition)
    main = main_verb(petition)
    statement = None if petition.sealed else Statement.objects.filter(petition=petition).first()
    context = {
        "petition": petition, "tag": tables.state_tag(petition), "stages": stages(petition),
        "main": (main, VERBS[main], permissions.may(user, petition, main)) if main else None,
        "others": offered(user, petition, main), "clocks": clocks, "clock": clock,
        "sum": arithmetic.sum_of(clock) if clock else None,
        "statement": statement, "persons": [] if petition.sealed else list(petition.petitioners.all()),
        "attachments": petition.attachments.select_related("file"), "steps": queries.steps_of(petition),
        "history": record.history(user, petition.thing), "likely": _likely(user, petition, statement),
        "hits": duplicates.sealed_before(user, petition), **_copies(user, petition),
        "orders": petition.orders.select_related("issuer"), "ups": petition.escalations.select_related("to", "clock"),
        "opinions": petition.opinions.select_related("of", "file"), "copies": petition.copies.all(),
        "children": petition.children.filter(pk__in=queries.visible_to(user)),
        "withdrawal": petition.withdrawals.filter(status="announced").first(),
        "may_effect": permissions.may(user, petition, "effect_withdrawal"), "readings": petition.readings.select_related("by"),
        "vault": sealed.page_of(user, petition), "missing": missing_of(petition),
        "letters": letters_of(user, petition),
    }  # fmt: skip
    return render(request, "petitions/detail.html", context)


def missing_of(petition: Petition) -> list[str]:
    """Said at once, while it can still be asked for."""
    if petition.status not in ("received", "registered", "awaiting", "classified"):
        return []
    return requirements.words(requirements.missing(petition))


def offered(user: Any, petition: Petition, main: str) -> list[tuple[str, Any]]:
    """The other steps this person may take now; what may not be done is not offered here."""
    return [(v, VERBS[v]) for v in RIGHTS if v in VERBS and v != main and permissions.may(user, petition, v)]


def _likely(user: Any, petition: Petition, statement: Statement | None) -> list[Petition]:
    """On saving: what looks the same, while it can still be joined."""
    if statement is None or not permissions.may(user, petition, "join"):
        return []
    person = petition.petitioners.first()
    name, phone = (person.full_name, person.phone) if person else ("", "")
    return queries.like(user, name=name, phone=phone, text=f"{statement.against} {statement.content}", but=petition.pk)


def _copies(user: Any, petition: Petition) -> dict[str, Any]:
    """The same petition at other bodies: linked, and, while this person may link them, likely."""
    linked = duplicates.copies(petition)
    seen = set(queries.visible_to(user).filter(pk__in=[p.pk for p in linked]).values_list("pk", flat=True))
    likely = duplicates.elsewhere(petition)[: duplicates.MOST] if permissions.may(user, petition, "note_copy") else []
    return {"sent_elsewhere": [(p, p.pk in seen) for p in linked], "elsewhere": likely}


@login_required
@require_safe
def clock(request: HttpRequest, pk: int, id: int) -> HttpResponse:
    """How a due day was reckoned: the calendar with counted and skipped days, and the article."""
    petition = petition_of(request, pk)
    found = petition.clocks.filter(pk=id).first()
    if found is None:
        raise Http404
    context = {"petition": petition, "clock": found, "sum": arithmetic.sum_of(found),
        "changes": found.changes.select_related("decided_by"), "may_excuse": permissions.may_excuse(request.user, petition),
    }  # fmt: skip
    return render(request, "petitions/clock.html", context)
