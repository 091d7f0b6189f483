"""The pages of the people, without an account: send, follow, add papers, answer whether it was solved."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, handle, show_refusal

from .. import actions, arithmetic, forms, limits, queries, requirements
from ..kinds import Kind
from ..models import Petition
from ..stages import follow
from .receipt import CASE, kept, open_case, remember, sent_case

PUBLIC = {
    "khieu-nai": Kind.COMPLAINT, "to-cao": Kind.DENUNCIATION, "kien-nghi-phan-anh": Kind.REFLECTION,
    "quy-dinh": Kind.REGULATION,
}  # fmt: skip


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What do you want to write about?"""
    return render(request, "petitions/choose.html")


def send(request: HttpRequest, kind: str) -> HttpResponse:
    """The form on a phone. The key in it makes a repeated sending the same case."""
    if kind not in PUBLIC:
        raise Http404
    wanted = PUBLIC[kind]
    form = forms.SendForm(request.POST or None, request.FILES or None, kind=wanted, initial={"sending": uuid.uuid4()})
    if request.method == "POST":
        if limits.SENDINGS.spent(request):
            return _too_often(request)
        if form.is_valid():
            try:
                taken = actions.receive(**_sent(form, wanted), by=None)
                if request.user.is_authenticated:
                    actions.keep(taken.petition, by=request.user)
            except Refused as refusal:
                show_refusal(form, refusal)
            else:
                limits.SENDINGS.count(request)
                return remember(redirect("petitions:sent"), form.cleaned_data["sending"])
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "kind": wanted, "denunciation": wanted == Kind.DENUNCIATION, "slug": kind}
    return _private(render(request, "petitions/send.html", context, status=status))


def _sent(form: forms.SendForm, kind: str) -> dict[str, Any]:
    d = form.cleaned_data
    return {
        "organisation": d["organisation"], "channel": "web", "content": d["content"], "persons": [form.person()],
        "denunciation": kind == Kind.DENUNCIATION, "denounced": d.get("denounced") or [], "uploads": d["uploads"] or [],
        "details": {k: d.get(k) for k in ("request", "against", "known_on")}, "remote": bool(d.get("remote")),
        "sending": d["sending"],
    }  # fmt: skip


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "petitions/too_often.html", status=429)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"  # no "no-referrer": a browser would then send its forms without an origin
    return response


def track(request: HttpRequest) -> HttpResponse:
    """Type the code. It travels in the form's body, never in an address, and wrong ones are counted."""
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.WRONG_CODES.spent(request):
            return _too_often(request)
        found = queries.by_code(form.cleaned_data["code"])
        if found:
            return open_case(redirect("petitions:case"), found)
        limits.WRONG_CODES.count(request)
        form.add_error("code", _("No case has this code. Check each letter against the receipt."))
    status = 422 if form.is_bound and form.errors else 200
    return _private(render(request, "petitions/track.html", {"form": form}, status=status))


def _case(request: HttpRequest) -> Petition | None:
    """The case whose code was typed in this browser, or whose form it has just sent."""
    pk = kept(request, CASE)
    if pk.isdigit():
        rows = Petition.objects.select_related("organisation", "same_as__organisation", "thing")
        return rows.filter(pk=int(pk)).first()
    got = sent_case(request)
    return got[0] if got else None


@require_safe
def case(request: HttpRequest) -> HttpResponse:
    """Where it stands, what is next and by when. Of a denunciation, its state and the day only."""
    found = _case(request)
    if found is None:
        return redirect("petitions:track")
    shown = found.same_as or found
    clock = None if found.sealed else queries.next_clock(shown)
    context = {
        "petition": shown, "joined": found.same_as_id is not None, "sealed": found.sealed, "clock": clock,
        "due": shown.due, "sum": arithmetic.sum_of(clock) if clock else None, "lines": follow(shown),
        "answer": None if found.sealed else queries.last_step(shown, "answer"),
        "missing": missing_of(shown) if shown.status == "awaiting" else None,
        "may_add": found.is_open, "may_withdraw": shown.kind in (Kind.COMPLAINT, Kind.DENUNCIATION) and shown.is_open,
        "withdrawal": shown.withdrawals.filter(status="announced").first(),
        "solved_form": forms.SolvedForm(),
        "ask_solved": shown.kind == Kind.REFLECTION and shown.status in ("kp_answered", "closed") and shown.solved is None,
    }  # fmt: skip
    return _private(render(request, "petitions/case.html", context))


def missing_of(petition: Petition) -> list[str]:
    """What its sender is asked for; of a sealed case, only that they are asked."""
    step = queries.last_step(petition, "ask_to_complete")
    named = requirements.words(step.text.split(", ")) if step and step.text else []
    return named or ["bổ sung, ký đơn tại cơ quan"]


def papers(request: HttpRequest) -> HttpResponse:
    """More papers for the case that is open in this browser."""
    found = _case(request)
    if found is None:
        return redirect("petitions:track")
    form = forms.PapersForm(request.POST or None, request.FILES or None)
    return _private(
        handle(
            request, form, lambda d: actions.add_papers(found, uploads=d["uploads"], by=None), to="petitions:case",
            done=_("The papers were received."), template="petitions/own_form.html",
            context={"heading": _("Add papers"), "submit": _("Send the papers")},
        )
    )  # fmt: skip


def withdraw(request: HttpRequest) -> HttpResponse:
    """Announce a withdrawal: it changes nothing until it is signed at the office."""
    found = _case(request)
    if found is None:
        return redirect("petitions:track")
    form = forms.WithdrawForm(request.POST or None)
    if found.sealed:
        del form.fields["text"]

    def run(d: dict[str, Any]) -> Any:
        return actions.announce_withdrawal(found, whole=d["whole"] == "yes", text=d.get("text", ""), by=None)

    return _private(
        handle(
            request, form, run, to="petitions:case", done=_("Noted. It counts once you have signed at the office."),
            template="petitions/own_form.html",
            context={"heading": _("Withdraw the petition"), "submit": _("Announce the withdrawal"), "risk": True,
                     "lead": _("The code alone does not withdraw it: you sign a form or minutes at the office.")},
        )
    )  # fmt: skip


@require_POST
def solved(request: HttpRequest) -> HttpResponse:
    """Has it been solved? No opens it again."""
    found = _case(request)
    form = forms.SolvedForm(request.POST)
    if found is None or not form.is_valid():
        return redirect("petitions:track")
    try:
        said = form.cleaned_data
        actions.say_solved(found, solved=said["solved"] == "yes", satisfaction=said["satisfaction"], by=None)
    except Refused as refusal:
        return away_from(request, "petitions:case", refusal.reason)
    return away_from(request, "petitions:case", _("Thank you. Your answer was noted."))
