"""Pages of consultations: parse, call one action or query, answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Clause, Version
from dongthuan.foundation.things.kit import Refused, object_of
from dongthuan.web.kit import away_from, handle, listing

from . import actions, forms, papers, permissions, queries, tables
from .kit import subjects
from .models import Consultation, Opinion
from .states import Stance, Status


def _consultation(request: HttpRequest, id: int) -> Consultation:
    return get_object_or_404(
        queries.visible_to(request.user).select_related("version__text", "organiser", "about"), pk=id
    )


def _opinion(request: HttpRequest, id: int) -> Opinion:
    rows = queries.opinions_visible_to(request.user)
    return get_object_or_404(rows.select_related("consultation__version", "organisation", "clause", "decision"), pk=id)


def _crumbs(consultation: Consultation | None = None) -> list[tuple[str, str]]:
    trail = [(_("Consultations"), reverse("consultations:list"))]
    if consultation:
        trail.append((consultation.title, reverse("consultations:detail", args=[consultation.pk])))
    return trail


def _do(request: HttpRequest, action: Any, to: Any, done: str) -> HttpResponse:
    """A button without a form of its own: carried out, or the reason said on the page one came from."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(to)
    return away_from(request, to, done)


@login_required
def index(request: HttpRequest) -> HttpResponse:
    rows = queries.listing(request.user)
    return listing(request, "consultations/list.html", tables.ConsultationTable, rows)


@login_required
def open_(request: HttpRequest, version: int) -> HttpResponse:
    sent = get_object_or_404(Version.objects.select_related("text__owner"), pk=version)
    about = sent.text.owner
    if about is None or about.kind not in subjects:
        raise Http404
    deciders = subjects[about.kind].deciders(object_of(about))
    organiser = next((d for d in deciders if permissions.may_open(request.user, d)), None)
    if organiser is None:
        raise PermissionDenied(_("Only the focal officers of the parties ask for views."))
    form = forms.OpenForm(request.POST or None, initial={"title": f"Góp ý dự thảo: {sent.text.title}"[:500]})
    return handle(
        request, form,
        lambda d: actions.open(sent, about=about, organiser=organiser, deciders=deciders, by=request.user, **d),
        done=_("The organisations were asked."), to=lambda c: reverse("consultations:detail", args=[c.pk]),
        context={"heading": _("Ask the units for their views"), "crumbs": _crumbs(), "submit": _("Ask for views"),
                 "lead": sent.text.title},
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    user = request.user
    answering = permissions.answering_organisation(user, consultation)
    mine = {o.clause_id: o for o in consultation.opinions.filter(organisation=answering)} if answering else {}
    context = {
        "consultation": consultation,
        "views": queries.views(user, consultation),
        "sees_all": queries.sees_all(user, consultation),
        "answering": answering,
        "may_answer": permissions.may_answer(user, consultation),
        "may_manage": permissions.may_manage(user, consultation),
        "may_decide": permissions.may_decide(user, consultation),
        "deciding": permissions.deciding_organisation(user, consultation),
        "silent": queries.silent(consultation),
        "clauses": [(p, mine.get(p.row.clause_id)) for p in texts.reading(consultation.version)],
        "whole": mine.get(None),
        "history": record.history(user, consultation.thing),
    }
    return render(request, "consultations/detail.html", context)


@login_required
def answer(request: HttpRequest, id: int, clause: int | None = None) -> HttpResponse:
    consultation = _consultation(request, id)
    if not (may := permissions.may_answer(request.user, consultation)):
        raise PermissionDenied(may.reason)
    place = queries.provision(consultation, clause)
    if clause is not None and place is None:
        raise Http404
    organisation = permissions.answering_organisation(request.user, consultation)
    given = consultation.opinions.filter(organisation=organisation, clause=clause).first()
    initial = {f: getattr(given, f) for f in ("stance", "wording", "reason")} if given else {}
    if place and not initial.get("wording"):
        initial["wording"] = place.row.text
    form = forms.AnswerForm(request.POST or None, initial=initial)
    if place is None:
        form.fields["stance"].choices = [c for c in Stance.choices if c[0] != Stance.PROPOSE]  # type: ignore[attr-defined]
        del form.fields["wording"]
    return handle(
        request, form,
        lambda d: actions.answer(consultation, clause=place.row.clause if place else None, by=request.user, **d),
        done=_("The view was sent."), to=reverse("consultations:detail", args=[consultation.pk]),
        template="consultations/answer.html",
        context={"heading": place.citation or place.heading if place else _("The whole text"), "crumbs": _crumbs(consultation),
                 "submit": _("Send the view"), "place": place, "organisation": organisation},
    )  # fmt: skip


@login_required
@require_POST
def agree(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    to = reverse("consultations:detail", args=[id])
    return _do(request, lambda: actions.answer(consultation, clause=None, stance=Stance.AGREE, by=request.user), to,
               _("The view was sent."))  # fmt: skip


@login_required
def move_due(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    if not (may := permissions.may_manage(request.user, consultation)):
        raise PermissionDenied(may.reason)
    form = forms.MoveDueForm(request.POST or None, consultation=consultation)
    return handle(
        request, form, lambda d: actions.move_due(consultation, by=request.user, **d),
        done=_("The day was moved."), to=reverse("consultations:detail", args=[id]),
        context={"heading": _("Move the day to answer by"), "crumbs": _crumbs(consultation)},
    )  # fmt: skip


@login_required
@require_POST
def start_deciding(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    to = reverse("consultations:detail", args=[id])
    return _do(
        request, lambda: actions.start_deciding(consultation, by=request.user), to, _("Views are no longer received.")
    )


@login_required
@require_POST
def note_agreements(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    to = reverse("consultations:detail", args=[id])
    return _do(
        request, lambda: actions.note_agreements(consultation, by=request.user), to, _("The agreements were noted.")
    )


@login_required
@require_POST
def close(request: HttpRequest, id: int) -> HttpResponse:
    consultation = _consultation(request, id)
    to = reverse("consultations:detail", args=[id])
    return _do(request, lambda: actions.close(consultation, by=request.user), to, _("The consultation is closed."))


@login_required
def table(request: HttpRequest, id: int, form: str) -> HttpResponse:
    consultation = _consultation(request, id)
    if not queries.sees_all(request.user, consultation) or form not in {"xlsx", "docx"}:
        raise Http404
    views = queries.views(request.user, consultation)
    if form == "docx":
        response = HttpResponse(papers.views_docx(views), content_type=papers.DOCX)
    else:
        response = HttpResponse(papers.views_xlsx(views), content_type=papers.XLSX)
    response["Content-Disposition"] = f'attachment; filename="tong-hop-y-kien-{consultation.pk}.{form}"'
    return response


@login_required
def opinion(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    consultation = given.consultation
    decision = getattr(given, "decision", None)
    party = permissions.deciding_organisation(request.user, consultation)
    consented = {c.organisation_id for c in decision.consents.all()} if decision else set()
    place = queries.provision(consultation, given.clause_id)
    context = {
        "opinion": given, "consultation": consultation, "decision": decision, "place": place,
        "row": queries.Row(place, given),
        "may_decide": permissions.may_decide(request.user, consultation) if party else None,
        "may_withdraw": permissions.may_withdraw(request.user, given),
        "to_consent": bool(party and decision and party.pk not in consented and not decision.agreed_at),
        "history": record.history(request.user, given.thing),
        "closed": consultation.status == Status.CLOSED,
    }  # fmt: skip
    return render(request, "consultations/opinion.html", context)


@login_required
def decide(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    consultation = given.consultation
    if not (may := permissions.may_decide(request.user, consultation)):
        raise PermissionDenied(may.reason)
    place = queries.provision(consultation, given.clause_id)
    now = queries.wording_now(consultation, given.clause) if isinstance(given.clause, Clause) else ""
    decision = getattr(given, "decision", None)
    initial = {"code": decision.code, "reason": decision.reason} if decision else {}
    initial["wording"] = (decision and decision.wording) or now
    form = forms.DecideForm(request.POST or None, stance=given.stance, initial=initial)
    return handle(
        request, form, lambda d: actions.propose_decision(given, by=request.user, **d),
        done=_("The decision was proposed."), to=reverse("consultations:opinion", args=[id]),
        template="consultations/decide.html",
        context={"heading": _("Decide on this view"), "crumbs": _crumbs(consultation), "opinion": given, "place": place,
                 "row": queries.Row(place, given), "submit": _("Propose this decision")},
    )  # fmt: skip


@login_required
@require_POST
def consent(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    if not hasattr(given, "decision"):
        raise Http404
    to = reverse("consultations:opinion", args=[id])
    return _do(request, lambda: actions.consent(given.decision, by=request.user), to, _("The decision is agreed."))


@login_required
def withdraw(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    if not (may := permissions.may_withdraw(request.user, given)):
        raise PermissionDenied(may.reason)
    form = forms.ReasonForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.withdraw(given, by=request.user, **d),
        done=_("The opinion was withdrawn."), to=reverse("consultations:opinion", args=[id]),
        context={"heading": _("Withdraw this opinion"), "crumbs": _crumbs(given.consultation), "risk": True},
    )  # fmt: skip
