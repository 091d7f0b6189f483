"""Pages of who brings in what was said on paper, in a meeting, by e-mail, in an Excel file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused
from dongthuan.lib import sheets
from dongthuan.lib.mails import MAX_BYTES
from dongthuan.web.kit import handle

from .. import actions, forms, mail, permissions, queries
from ..models import Intake, Posting
from ..papers import XLSX
from ..sheet import FIELDS
from ..states import ASKED, STANCES
from .staff import crumbs, demand, one

Facts = dict[str, Any]


@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    places = queries.places(posting)
    clauses = [(pk, p.heading) for pk, (_n, p) in places.items()]
    form = forms.PaperForm(request.POST or None, request.FILES or None, clauses=clauses)

    def act(d: Facts) -> Intake:
        head = {k: d.pop(k) for k in ("kind", "held_on", "place", "scan")}
        clause = d.pop("clause")
        d["clause"] = places[clause][1].row.clause if clause else None
        return actions.bring_paper(posting, opinions=[d], by=request.user, **head)

    return handle(
        request, form, act, done=_("Taken in. You are noted as its collector, not as its author."),
        to=lambda made: reverse("opinions:intake", args=[made.pk]),
        context={"heading": _("Bring in an opinion on paper"), "crumbs": crumbs(posting), "submit": _("Take it in")},
    )  # fmt: skip


@login_required
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """Letters saved from a mail program: each is answered for itself, and what is wrong with one keeps no other out."""
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    form = forms.MailsForm(request.POST or None, request.FILES or None)
    outcomes = []
    if request.method == "POST" and form.is_valid():
        outcomes = [_letter(posting, file, request.user) for file in form.cleaned_data["letters"]]
    context = {
        "heading": _("Bring in e-mails"), "crumbs": crumbs(posting), "submit": _("Take it in"), "form": form,
        "outcomes": outcomes, "address": mail.address_of(posting),
    }  # fmt: skip
    response = render(request, "opinions/mails.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _letter(posting: Posting, file: Any, by: Any) -> Facts:
    told: Facts = {"name": file.name}
    try:
        taken = actions.take_mail(file.read(MAX_BYTES + 1), posting=posting, by=by)
    except Refused as refusal:
        return told | {"told": _("Not taken"), "why": refusal.reason}
    except ValidationError as fault:
        return told | {"told": _("Not taken"), "why": fault.messages[0]}
    told["opinion"] = taken.given.opinion
    if not taken.new:
        return told | {"told": _("Already there")}
    return told | {"told": _("Taken in"), "code": taken.given.code}


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    return handle(
        request, form, lambda d: actions.bring_sheet(posting, by=request.user, **d),
        to=lambda made: reverse("opinions:intake", args=[made.pk]), template="opinions/sheet.html",
        context={"heading": _("Bring in an Excel file"), "crumbs": crumbs(posting), "submit": _("Take it in"),
                 "lead": _("One row is one opinion. The same row in a second file is not counted again."), "posting": posting},
    )  # fmt: skip


@login_required
def sheet_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in."""
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    notes = [
        f"Ý kiến chung: {'; '.join(STANCES[k] for k, _label in ASKED)}.",
        "Điều, khoản để trống: góp ý cho toàn văn.",
    ]
    response = HttpResponse(sheets.template("Ý kiến", FIELDS, notes), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-y-kien.xlsx"'
    return response


@login_required
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """What was brought in: where it comes from, how far it is read, what could not be taken."""
    rows = queries.intakes_visible_to(request.user).select_related("posting", "organisation", "collector", "file")
    made = get_object_or_404(rows, pk=pk)
    taken = made.opinions.count()
    context = {
        "intake": made,
        "posting": made.posting,
        "taken": taken,
        "may": permissions.may_collect(request.user, made.posting),
    }
    return render(request, "opinions/intake.html", context)
