"""The pages of the people, without an account and without JavaScript: read a draft, have a say, follow it by its code."""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.files.kit import MIMES, attachment
from dongthuan.foundation.files.queries import files_of
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, qr_svg, show_refusal

from .. import actions, codes, drafts, forms, mail, permissions, queries, receipts, summary
from ..models import Opinion, Posting
from ..states import Status


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What may be spoken about now, and what was answered."""
    rows = list(queries.posted())
    now = [p for p in rows if permissions.may_speak(p)]
    return render(request, "opinions/public.html", {"now": now, "before": [p for p in rows if p not in now]})


def _posted(pk: int) -> Posting:
    rows = queries.posted().select_related("version__text", "next_version", "thing")
    return get_object_or_404(rows, pk=pk)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with its explanation and papers; once answered, what became of the opinions."""
    posting = _posted(pk)
    context = {
        "posting": posting, "clauses": texts.reading(posting.version), "may": permissions.may_speak(posting),
        "files": files_of(request.user, posting.thing), "counts": summary.counts(posting),
        "address": mail.address_of(posting), "code": mail.code_of(posting),
        "mailbox": settings.OPINIONS_MAIL,
    }  # fmt: skip
    if posting.status == Status.CLOSED:
        context["answers"] = summary.synthesis(posting)
    return render(request, "opinions/page.html", context)


@require_safe
def draft(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The draft as a file: Akoma Ntoso, Word, PDF. Whoever sees the call may take it."""
    rows = queries.visible_to(request.user).select_related("organiser", "version__text", "text")
    posting = get_object_or_404(rows, pk=pk)
    version = queries.version_of(posting)
    if form not in drafts.FORMS or version is None:
        raise Http404
    if codes.DRAFTS.spent(request):
        return render(request, "opinions/too_often.html", status=429)
    codes.DRAFTS.count(request)
    if form == "akn":
        data, kind = drafts.as_akn(posting, version), drafts.AKN
    else:
        data, kind = drafts.as_paper(posting, version, form), MIMES[form]
    return attachment(data, kind, f"du-thao-{pk}-lan-{version.number}.{'akn.xml' if form == 'akn' else form}")


def say(request: HttpRequest, pk: int, clause: int | None = None) -> HttpResponse:
    """One opinion. The key in the form makes a repeated sending the same opinion."""
    posting = _posted(pk)
    place = queries.provision(posting, clause)
    if clause is not None and place is None:
        raise Http404
    if not (may := permissions.may_speak(posting)) and request.method == "GET":
        return away_from(request, reverse("opinions:page", args=[pk]), may.reason)
    initial = {"sending": uuid.uuid4(), "wording": (place.row.text or place.row.title) if place else ""}
    form = forms.SayForm(request.POST or None, request.FILES or None, initial=initial, whole=place is None)
    if request.method == "POST":
        if codes.SENDINGS.spent(request) or (request.FILES and codes.PAPERS.spent(request)):
            return render(request, "opinions/too_often.html", status=429)
        if form.is_valid():
            try:
                actions.give(posting, clause=place.row.clause if place else None, by=None, **form.cleaned_data)
            except Refused as refusal:
                show_refusal(form, refusal)
            else:
                codes.SENDINGS.count(request)
                if request.FILES:
                    codes.PAPERS.count(request)
                return receipts.keep(redirect("opinions:sent"), receipts.SENT, str(form.cleaned_data["sending"]))
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "posting": posting, "place": place, "keep": f"opinion-{pk}-{clause or 0}"}
    return _private(render(request, "opinions/say.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """To the giver: it arrived, here is the code. Nothing of what was written."""
    got = receipts.sent(request)
    if got is None:
        return redirect("opinions:track")
    opinion, code = got
    url = f"{settings.SITE_URL}{reverse('opinions:track')}#{code}"
    context = {"opinion": opinion, "posting": opinion.posting, "code": code, "qr": qr_svg(url, code)}
    return _private(render(request, "opinions/sent.html", context))


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Clear this browser: neither receipt nor opinion can be opened from it without the code."""
    return receipts.clear(redirect("opinions:public"))


def track(request: HttpRequest) -> HttpResponse:
    """Type the code. It travels in the form's body, never in an address, and wrong ones are counted."""
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.WRONG_CODES.spent(request):
            return render(request, "opinions/too_often.html", status=429)
        if found := queries.by_code(form.cleaned_data["code"]):
            return receipts.keep(redirect("opinions:own"), receipts.OPENED, str(found.pk))
        codes.WRONG_CODES.count(request)
        form.add_error("code", _("No opinion has this code. Check each letter against the receipt."))
    status = 422 if form.is_bound and form.errors else 200
    return _private(render(request, "opinions/track.html", {"form": form}, status=status))


def _opened(request: HttpRequest) -> Opinion | None:
    """The opinion whose code was typed in this browser, or whose form it has just sent."""
    pk = receipts.kept(request, receipts.OPENED)
    if pk.isdigit():
        return queries.of_receipt(int(pk))
    got = receipts.sent(request)
    return queries.of_receipt(got[0].pk) if got else None


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What one said, where it went, what was decided, why, and the changed words."""
    opinion = _opened(request)
    if opinion is None:
        return redirect("opinions:track")
    posting, group = opinion.posting, opinion.group
    place = queries.provision(posting, opinion.clause_id)
    answered = bool(group and posting.status == Status.CLOSED and group.approved_at)
    context: dict[str, Any] = {
        "opinion": opinion, "posting": posting, "place": place, "group": group if answered else None,
        "pieces": texts.diff(queries.words_of(posting, opinion.clause), opinion.wording) if opinion.wording and place else [],
        "quotes": queries.quotes(opinion=opinion), "may_withdraw": posting.status == Status.OPEN and not opinion.withdrawn_at,
    }  # fmt: skip
    if answered and group is not None:
        context["beside"] = group.opinions.filter(withdrawn_at=None).count()
        if group.wording and place:
            context["changed"] = texts.diff(queries.words_of(posting, group.clause), group.wording)
    return _private(render(request, "opinions/own.html", context))


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the opinion back. It stays counted, as withdrawn."""
    opinion = _opened(request)
    if opinion is None:
        return redirect("opinions:track")
    try:
        actions.withdraw(opinion, by=None)
    except Refused as refusal:
        return away_from(request, "opinions:own", refusal.reason)
    return away_from(request, "opinions:own", _("Your opinion was taken back."))
