"""The pages of everyone: one statement at a time on a phone, without an account and without scripts; the map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, handle, paginate

from .. import actions, drawing, forms, limits, permissions, queries, tables, voice
from ..models import Conversation


def _conversation(id: int) -> Conversation:
    return get_object_or_404(Conversation.objects.select_related("organiser", "thing"), pk=id)


def _own(response: HttpResponse) -> HttpResponse:
    """What was drawn for one browser stays with it."""
    response["Cache-Control"] = "private, no-store"
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "conversations/too_often.html", status=429)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = paginate(request, queries.listing())
    rows = [(c, tables.state_tag(c)) for c in page.object_list]
    return render(request, "conversations/list.html", {"page": page, "rows": rows})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "conversations/method.html")


@require_safe
def detail(request: HttpRequest, id: int) -> HttpResponse:
    """What it is about, and the statement that is offered next."""
    conversation = _conversation(id)
    secret = voice.secret_of(request)
    key = voice.key_of(conversation, secret) if secret else ""
    may = permissions.may_take_part(conversation)
    statement, done, all_ = queries.next_for(conversation, key)
    context = {
        "conversation": conversation, "tag": tables.state_tag(conversation), "may": may, "done": done, "all": all_,
        "statement": statement if may else None, "has_map": queries.snapshot_of(conversation) is not None,
        "manages": permissions.may_manage(request.user, conversation), "knows": bool(secret),
    }  # fmt: skip
    return _own(render(request, "conversations/detail.html", context))


@require_POST
def vote(request: HttpRequest, id: int) -> HttpResponse:
    """Agree, disagree or pass; on with the next. The first vote gives this browser its random number."""
    conversation = _conversation(id)
    form = forms.VoteForm(request.POST)
    to = redirect("conversations:detail", id)
    if not form.is_valid():
        return to
    statement = queries.released(conversation).filter(pk=form.cleaned_data["statement"]).first()
    if statement is None:
        return away_from(request, to.url, _("This statement is not shown any more."))
    statement.conversation = conversation
    secret, known = _secret(request)
    if limits.VOTES.spent(request) or (not known and limits.BEGINNINGS.spent(request)):
        return _too_often(request)
    try:
        actions.vote(statement, key=voice.key_of(conversation, secret), value=form.cleaned_data["value"])
    except Refused as refusal:
        return away_from(request, to.url, refusal.reason)
    limits.VOTES.count(request)
    if not known:
        limits.BEGINNINGS.count(request)
    return voice.keep(away_from(request, to.url), conversation, secret)


def _secret(request: HttpRequest) -> tuple[str, bool]:
    """The browser's number, and whether it had one already."""
    secret = voice.secret_of(request)
    return secret or voice.fresh(), bool(secret)


@require_safe
def mine(request: HttpRequest, id: int) -> HttpResponse:
    """What this browser has answered, to change it, and what became of its proposals."""
    conversation = _conversation(id)
    secret = voice.secret_of(request)
    key = voice.key_of(conversation, secret) if secret else ""
    context = {
        "conversation": conversation, "answers": queries.answers_of(conversation, key),
        "proposals": queries.proposals_of(conversation, key), "may": permissions.may_take_part(conversation),
    }  # fmt: skip
    return _own(render(request, "conversations/mine.html", context))


def propose(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(id)
    if not (may := permissions.may_take_part(conversation)):
        return away_from(request, "conversations:list", may.reason) if request.method == "POST" else redirect(
            "conversations:detail", id
        )  # fmt: skip
    secret, known = _secret(request)
    if request.method == "POST" and (
        limits.PROPOSALS.spent(request) or (not known and limits.BEGINNINGS.spent(request))
    ):
        return _too_often(request)
    form = forms.StatementForm(request.POST or None)

    def run(d: dict[str, Any]) -> Any:
        made = actions.propose(conversation, key=voice.key_of(conversation, secret), text=d["text"])
        limits.PROPOSALS.count(request)
        if not known:
            limits.BEGINNINGS.count(request)
        return made

    response = handle(
        request, form, run, to=lambda s: redirect("conversations:mine", id).url,
        done=_("Received. A person reads it before anybody else sees it."), template="conversations/propose.html",
        context={"conversation": conversation, "submit": _("Propose")},
    )  # fmt: skip
    return _own(voice.keep(response, conversation, secret) if response.status_code == 302 else response)


@require_safe
def map_(request: HttpRequest, id: int) -> HttpResponse:
    """What joins the groups, where they stand, what marks them; every number in the table, also as an Excel file."""
    conversation = _conversation(id)
    snapshot = queries.snapshot_of(conversation)
    if snapshot is None:
        return render(request, "conversations/no_map.html", {"conversation": conversation})
    told = tables.told(snapshot, conversation)
    if request.GET.get("format") == "xlsx":
        return tables.export(told)
    context = {
        "conversation": conversation, "snapshot": snapshot, "told": told, "table": tables.page_table(told, request),
        "drawn": drawing.drawn(told), "refused": queries.refused_by_ground(conversation),
    }  # fmt: skip
    return render(request, "conversations/map.html", context)
