"""The letters of a case: drafted by a form, printed where they are not kept, handed out with the released copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.files.kit import MIMES, attachment
from dongthuan.foundation.law import LawError
from dongthuan.foundation.papers import kit
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import handle

from .. import actions, letters, panel, permissions
from ..letter_forms import LetterForm
from ..models import Petition
from ..rules import letters as law
from ..rules.letter import Form
from .staff import petition_of
from .steps import posted


def _of(request: HttpRequest, pk: int, code: str) -> tuple[Petition, Form]:
    """The case and the form of today's law, if this person may draft by it."""
    petition = petition_of(request, pk)
    try:
        form = law.form(code, today())
    except LawError:
        raise Http404 from None
    if not (may := permissions.may_draft(request.user, petition, form)):
        raise PermissionDenied(may.reason)  # type: ignore[union-attr]
    return petition, form


@login_required
def draft(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask for what the case does not know, then go to the paper: it is numbered, frozen and signed there."""
    petition, form = _of(request, pk, code)
    if not form.kept:
        raise Http404
    asked = LetterForm(*posted(request), petition=petition, form=form)
    context = {
        "petition": petition, "letter_form": form, "submit": _("Draft the paper"), "unchecked": panel.unchecked(form),
        "page": reverse("petitions:detail", args=[petition.pk]),
    }  # fmt: skip
    return handle(
        request, asked, lambda d: actions.draft_letter(petition, form=code, said=d, by=request.user),
        done=_("Drafted. Give it its number next."), to=lambda letter: reverse("papers:detail", args=[letter.paper_id]),
        template="petitions/letter.html", context=context,
    )  # fmt: skip


@login_required
@require_POST
def print_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A form that is handed over and not kept: typeset now."""
    petition, form = _of(request, pk, code)
    if form.kept:
        raise Http404
    try:
        model = letters.receipt(petition, form, by=request.user)
    except Refused as refused:
        return _back(request, petition, refused)
    return attachment(kit.typeset(model).pdf, MIMES["pdf"], f"{form.code.lower()}-{petition.code}.pdf")


@login_required
@require_POST
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy that the vault released, as a file to go along with a letter; that it was taken stands in the record."""
    petition = petition_of(request, pk)
    if not (may := permissions.may_hand_out(request.user, petition)):
        raise PermissionDenied(may.reason)  # type: ignore[union-attr]
    try:
        text = actions.hand_out(petition, by=request.user)
    except Refused as refused:
        return _back(request, petition, refused)
    body = [kit.Paragraph(line) for line in text.splitlines() if line.strip()]
    model: Any = kit.plain_paper(
        petition.organisation, kind_title="BẢN TRÍCH", subject=f"nội dung tố cáo, hồ sơ số {petition.code}", body=body,
        day=today(), signed=False,
    )  # fmt: skip
    return attachment(kit.typeset(model).pdf, MIMES["pdf"], f"ban-trich-{petition.code}.pdf")


def _back(request: HttpRequest, petition: Petition, refused: Refused) -> HttpResponse:
    messages.error(request, refused.reason)
    return redirect("petitions:detail", pk=petition.pk)
