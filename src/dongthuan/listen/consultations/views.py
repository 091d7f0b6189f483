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

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.things.kit import Refused, object_of
from dongthuan.web.kit import Chip, away_from, handle, listing, paginate

from . import actions, forms, papers, permissions, queries, summary, tables
from .kit import subjects
from .models import Consultation, Opinion
from .permissions import ANSWERS
from .states import Code, Stance, Status

GIVEN = ("consultations.answer", "consultations.withdraw")  # what the giver's own history tells


def _consultation(request: HttpRequest, id: int) -> Consultation:
    return get_object_or_404(
        queries.visible_to(request.user).select_related("version__text", "organiser", "about"), pk=id
    )


def _opinion(request: HttpRequest, id: int) -> Opinion:
    rows = queries.opinions_visible_to(request.user)
    with_all = ("consultation__version", "organisation", "clause", "decision__proposed_by", "decision__after", "thing")
    return get_object_or_404(rows.select_related(*with_all), pk=id)


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
    _need_work(request)
    return listing(request, "consultations/list.html", tables.ConsultationTable, queries.listing(request.user))


def _need_work(request: HttpRequest) -> None:
    if not people.of(request.user).has(*ANSWERS, Role.STEERING_VIEWER):
        raise PermissionDenied(_("This page is for who works on consultations."))


@login_required
def open_(request: HttpRequest, version: int) -> HttpResponse:
    sent = get_object_or_404(texts.versions_visible_to(request.user).select_related("text__owner"), pk=version)
    about = sent.text.owner
    if about is None or about.kind not in subjects:
        raise Http404
    sides = subjects[about.kind].deciders(object_of(about))
    organiser = next((s for s in sides if permissions.may_open(request.user, s)), None)
    if organiser is None:
        raise PermissionDenied(_("Only the focal officers of the parties ask for views."))
    initial = {"title": f"Góp ý dự thảo {tables.subject_title_of(sent)}"[:500]}
    form = forms.OpenForm(request.POST or None, initial=initial, deciders=[s.organisation for s in sides])
    return handle(
        request, form,
        lambda d: actions.open(
            sent, about=about, organiser=organiser.organisation, deciders=sides, by=request.user, **d
        ),
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
    sees_all = queries.sees_all(user, consultation)
    views = summary.views(user, consultation) if sees_all else None
    context = {
        "consultation": consultation, "views": views, "sees_all": sees_all, "answering": answering,
        "tag": tables.state_tag(consultation),
        "may_answer": permissions.may_answer(user, consultation) if answering else None,
        "deciding": permissions.deciding_organisation(user, consultation),
        "may_start": permissions.may_start_deciding(user, consultation),
        "may_close": permissions.may_close(user, consultation),
        "silent": queries.silent(consultation) if sees_all else [],
        "clauses": [(p, mine.get(p.row.clause_id)) for p in texts.reading(consultation.version)] if answering else [],
        "whole": mine.get(None),
        "history": record.history(user, consultation.thing),
    }  # fmt: skip
    if views:
        context |= _shown(request, views)
    if context["deciding"] and consultation.status == Status.DECIDING:
        context["next"] = queries.next_to_decide(user, consultation)
        context["agreements"] = any(r.opinion.stance == Stance.AGREE and not r.agreed for r in views.rows)
    return render(request, "consultations/detail.html", context)


def _shown(request: HttpRequest, views: summary.Views) -> dict[str, Any]:
    """The rows of the table that this page shows, and the ways to see others."""
    show = request.GET.get("show", "")
    rows = [r for r in views.rows if r.agreed is None] if show == "open" else views.rows
    chips = [
        Chip(_("All"), "?", views.received, current=show != "open"),
        Chip(_("Not decided"), "?show=open", views.undecided, current=show == "open"),
    ]
    outcomes = [(Code(code).label, code, n) for code, n in views.outcomes.items() if n]
    return {"page": paginate(request, rows), "chips": chips, "outcomes": outcomes}


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
        initial["wording"] = place.row.text or place.row.title
    form = forms.AnswerForm(request.POST or None, initial=initial, whole=place is None)
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
    if not (may := permissions.may_move_due(request.user, consultation)):
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
    views = summary.views(request.user, consultation)
    data, kind = (papers.views_docx(views), papers.DOCX) if form == "docx" else (tables.as_xlsx(views), papers.XLSX)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="tong-hop-y-kien-{consultation.pk}.{form}"'
    return response


# --- one opinion --------------------------------------------------------------------------------------------------
@login_required
def opinion(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    user, consultation = request.user, given.consultation
    row = summary.Row(queries.provision(consultation, given.clause_id), given)
    party = permissions.deciding_organisation(user, consultation)
    inside = queries.sees_all(user, consultation)
    decision = row.decision if inside else row.agreed
    consents = list(decision.consents.select_related("organisation", "by").order_by("at")) if decision else []
    consented = {c.organisation_id for c in consents}
    context = {
        "opinion": given, "consultation": consultation, "decision": decision, "row": row, "place": row.provision,
        "pieces": _pieces(row),
        "consents": consents if inside else [],
        "may_decide": permissions.may_decide_on(user, given) if party else None,
        "may_withdraw": permissions.may_withdraw(user, given),
        "may_answer": permissions.may_answer(user, consultation) if given.organisation_id in permissions.own(user) else None,
        "to_consent": bool(party and decision and party.pk not in consented and not decision.agreed_at),
        "history": record.history(user, given.thing, only=() if inside else GIVEN),
        "next": queries.next_to_decide(user, consultation) if party and consultation.status == Status.DECIDING else None,
    }  # fmt: skip
    return render(request, "consultations/opinion.html", context)


def _pieces(row: summary.Row) -> list[Any]:
    """The proposed wording against the draft, word by word."""
    if row.provision is None or not row.opinion.wording:
        return []
    return texts.diff(row.provision.row.text or row.provision.row.title, row.opinion.wording)


@login_required
def decide(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    consultation = given.consultation
    if not (may := permissions.may_decide_on(request.user, given)):
        raise PermissionDenied(may.reason)
    clauses = texts.reading(consultation.version)
    by_id = {p.row.clause_id: p for p in clauses}
    place = by_id.get(given.clause_id) if given.clause_id else None
    row = summary.Row(place, given)
    form = forms.DecideForm(
        request.POST or None, opinion=given, clauses=clauses, initial=_decision_so_far(consultation, given)
    )

    def act(d: dict[str, Any]) -> Any:
        after = by_id.get(d.pop("after", None))
        return actions.propose_decision(given, after=after.row.clause if after else None, by=request.user, **d)

    return handle(
        request, form, act,
        done=lambda d: _("The decision is agreed.") if d.agreed_at else _("The decision was proposed to the other party."),
        to=reverse("consultations:opinion", args=[id]), template="consultations/decide.html",
        context={"heading": _("Decide on this view"), "crumbs": _crumbs(consultation), "opinion": given, "place": place,
                 "pieces": _pieces(row), "submit": _("Propose this decision")},
    )  # fmt: skip


def _decision_so_far(consultation: Consultation, given: Opinion) -> dict[str, Any]:
    """What the form starts from: the decision that is proposed, else the words the opinion is about."""
    if decision := getattr(given, "decision", None):
        return {
            "code": decision.code, "reason": decision.reason, "wording": decision.wording, "seen": decision.revision,
            "after": decision.after_id,
        }  # fmt: skip
    now = queries.wording_now(consultation, given.clause, but=given)
    fresh = now == queries.words_of(consultation, given.clause) and given.stance == Stance.PROPOSE
    return {"wording": given.wording if fresh else now, "seen": 0}


@login_required
@require_POST
def consent(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    form = forms.SeenForm(request.POST)
    if not hasattr(given, "decision"):
        raise Http404
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    to = reverse("consultations:opinion", args=[id])
    return _do(
        request, lambda: actions.consent(given.decision, seen=seen, by=request.user), to, _("Your party agrees.")
    )


@login_required
def withdraw(request: HttpRequest, id: int) -> HttpResponse:
    given = _opinion(request, id)
    if not (may := permissions.may_withdraw(request.user, given)):
        raise PermissionDenied(may.reason)
    form = forms.ReasonForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.withdraw(given, by=request.user, **d),
        done=_("The opinion was withdrawn."), to=reverse("consultations:opinion", args=[id]),
        context={"heading": _("Withdraw this opinion"), "crumbs": _crumbs(given.consultation), "risk": True,
                 "submit": _("Withdraw this opinion"), "lead": _("It stays in the table, counted as withdrawn.")},
    )  # fmt: skip
