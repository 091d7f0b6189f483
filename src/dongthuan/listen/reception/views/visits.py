"""A visit, step by step."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused, kind_of, resolve, visible
from dongthuan.web.kit import handle, show_refusal

from .. import actions, forms, law, papers, permissions, queries, rules, tables
from ..models import DueChange, Visit, Visitor
from .sessions import changes_of, do, form_with_rows, need, session_crumbs, session_of


def visit_of(request: HttpRequest, id: int) -> Visit:
    rows = queries.visits_visible_to(request.user)
    with_all = ("session__place__organisation", "session__held_by", "booking", "thing", "officer", "earlier", "case")
    return get_object_or_404(rows.select_related(*with_all), pk=id)


def _to(visit: Visit) -> str:
    return reverse("reception:visit", args=[visit.pk])


def _crumbs(visit: Visit) -> list[tuple[str, str]]:
    return [*session_crumbs(visit.session), (visit.vietnamese_title, _to(visit))]


@login_required
def arrive(request: HttpRequest, id: int) -> HttpResponse:
    session = session_of(request, id)
    need(permissions.may_receive(request.user, session))
    booking = request.GET.get("booking", "")
    initial = {"booking": booking if booking.isdigit() else None, "people": 1}
    form = forms.ArriveForm(request.POST or None, session=session, initial=initial)
    return handle(
        request, form, lambda d: actions.arrive(session, by=request.user, **d), done=_("Noted: somebody came."), to=_to,
        context={"heading": _("Somebody came"), "crumbs": session_crumbs(session), "submit": _("Go on")},
    )  # fmt: skip


@login_required
@require_safe
def detail(request: HttpRequest, id: int) -> HttpResponse:
    return _detail(request, visit_of(request, id))


def _detail(request: HttpRequest, visit: Visit, *, opened: bool = False) -> HttpResponse:
    user = request.user
    present = papers.ready(visit)
    may_look = permissions.may_look(user, visit)
    case = resolve([visit.case]).get(visit.case_id) if visit.case_id else None
    context: dict[str, Any] = {
        "visit": visit, "session": visit.session, "tag": tables.visit_tag(visit), "opened": opened, "case": case,
        "visitor": queries.identity(visit, opened=opened), "has_visitor": Visitor.objects.filter(visit=visit).exists(),
        "kinds": [k.label for k in (tables.Matter(k) for k in visit.kinds)], "papers": present,
        "representatives": visit.representatives.all() if opened or not visit.restricted else [],
        "papers_taken": queries.papers_of(visit), "deadlines": law.shown(visit.deadlines),
        **changes_of(user, visit.thing, visit.session.place),
        "crowd": law.speakers(visit.people), "mask": rules.MASK, "may_look": may_look,
        "may": {
            "identify": permissions.may_identify(user, visit), "refuse": permissions.may_refuse(user, visit),
            "receive": permissions.may_admit(user, visit), "record": permissions.may_record(user, visit),
            "receipt": permissions.may_receipt(user, visit), "answer": permissions.may_answer(user, visit),
            "notice": permissions.may_issue_notice(user, visit),
        },
        "look": forms.LookForm(papers=present) if visit.restricted and may_look and not opened else None,
        "history": record.history(user, visit.thing),
    }  # fmt: skip
    return render(request, "reception/visit.html", context)


@login_required
def identify(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_identify(request.user, visit))
    booked = visit.booking
    initial = {"people": visit.people, "acts_as": "self"}
    if booked:
        initial |= {"full_name": booked.name, "phone": booked.telephone}
    form = forms.IdentifyForm(request.POST or None, visit=visit, initial=initial)
    return handle(
        request, form, lambda d: actions.identify(visit, by=request.user, **d), done=_("Identified."), to=_to(visit),
        context={"heading": _("Who is it?"), "crumbs": _crumbs(visit), "submit": _("Go on")},
    )  # fmt: skip


@login_required
def refuse(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_refuse(request.user, visit))
    form = forms.RefuseForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.refuse(visit, by=request.user, **d),
        done=lambda v: _("Refused. A notice is due.") if v.notice_needed else _("Refused. Explain it orally."), to=_to(visit),
        context={"heading": _("Refuse reception"), "crumbs": _crumbs(visit), "submit": _("Refuse"), "risk": True,
                 "cancel": _to(visit)},
    )  # fmt: skip


@login_required
def notice(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_issue_notice(request.user, visit))
    form = forms.NoticeForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.issue_notice(visit, by=request.user, **d), done=_("Noted as issued."), to=_to(visit),
        context={"heading": _("The notice was issued"), "crumbs": _crumbs(visit),
                 "lead": _("Download the notice, have it numbered and signed, then note its number and day here.")},
    )  # fmt: skip


@login_required
@require_POST
def receive(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    return do(request, lambda: actions.receive(visit, by=request.user), _to(visit), _("The person is being heard."))


@login_required
def record_visit(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_record(request.user, visit))
    form = forms.RecordForm(request.POST or None, visit=visit)
    return handle(
        request, form, lambda d: actions.record_visit(visit, by=request.user, **d),
        done=lambda v: _("Number %(n)s of the register. Answer by %(day)s.")
        % {"n": f"{v.number}/{v.year}", "day": f"{v.answer_due:%d/%m/%Y}"},
        to=_to(visit),
        context={"heading": _("Write into the register"), "crumbs": _crumbs(visit), "submit": _("Write into the register")},
    )  # fmt: skip


@login_required
def receipt(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_receipt(request.user, visit))
    form = forms.ReceiptForm(request.POST or None, visit=visit)
    rows = forms.PaperFormSet(request.POST or None, prefix="row")
    return form_with_rows(
        request, form, rows, lambda d, found: actions.give_receipt(visit, papers=found, by=request.user, **d),
        keep=lambda r: r.get("name"), to=_to(visit), done=_("The receipt is ready: print it and let both sign."),
        context={"heading": _("Receipt for papers"), "crumbs": _crumbs(visit), "submit": _("Make the receipt"),
                 "rows_heading": _("What was handed over")},
    )  # fmt: skip


@login_required
def answer(request: HttpRequest, id: int) -> HttpResponse:
    visit = visit_of(request, id)
    need(permissions.may_answer(request.user, visit))
    form = forms.AnswerForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.answer(visit, by=request.user, **d), done=_("The visitor's answer was noted."), to=_to(visit),
        context={"heading": _("Answer the visitor"), "crumbs": _crumbs(visit), "submit": _("Note the answer")},
    )  # fmt: skip


@login_required
@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A changed calendar would excuse what is late: the leader decides that it does."""
    change = get_object_or_404(DueChange.objects.select_related("thing"), pk=pk)
    owed = visible(request.user, change.thing)
    if owed is None:
        raise Http404
    need(permissions.may_excuse(request.user, owed.session.place if isinstance(owed, Visit) else owed.place))
    to = kind_of(change.thing).url(owed)
    return do(request, lambda: actions.excuse(change, by=request.user), to, _("The new day counts."))


@login_required
@never_cache
@require_POST
def look(request: HttpRequest, id: int) -> HttpResponse:
    """A protected identity, on the page or in a paper; the look is in the record before anything is sent."""
    visit = visit_of(request, id)
    need(permissions.may_look(request.user, visit))
    form = forms.LookForm(request.POST, papers=papers.ready(visit))
    if form.is_valid():
        what = form.cleaned_data["what"]
        try:
            actions.look(visit, ground=form.cleaned_data["ground"], what=what, by=request.user)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            return (
                _detail(request, visit, opened=True) if what == "identity" else _file(visit, what, "pdf", opened=True)
            )
    context = {"form": form, "heading": _("See the protected identity"), "crumbs": _crumbs(visit), "submit": _("See")}
    return render(request, "web/form_page.html", context, status=422)


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, id: int, what: str, form: str) -> HttpResponse:
    """A paper of the visit; a protected name is masked in it."""
    visit = visit_of(request, id)
    if form not in papers.TYPES or what not in papers.ready(visit):
        raise Http404
    if not permissions.may_read(request.user, visit):
        raise PermissionDenied
    return _file(visit, what, form)


def _file(visit: Visit, what: str, form: str, *, opened: bool = False) -> HttpResponse:
    response = HttpResponse(papers.as_file(visit, what, form, opened=opened), content_type=papers.TYPES[form])
    number = f"{visit.number}-{visit.year}" if visit.number else str(visit.pk)
    response["Content-Disposition"] = f'attachment; filename="{what}-{number}.{form}"'
    return response
