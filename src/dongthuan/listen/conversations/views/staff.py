"""The pages of the officers who look after conversations: parse, call one action or query, answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import No, Refused
from dongthuan.web.kit import away_from, handle, listing

from .. import actions, ballots, forms, permissions, queries, tables
from ..models import Conversation, Statement
from ..states import StatementStatus

officers = only(permissions.may_open_desk)


def _conversation(request: HttpRequest, id: int) -> Conversation:
    """One that this person looks after; others do not learn whether there is more to see than its public page."""
    return get_object_or_404(queries.managed_by(request.user).select_related("organiser", "thing"), pk=id)


def _statement(request: HttpRequest, id: int) -> Statement:
    return get_object_or_404(queries.statements_of(request.user), pk=id)


def _need(may: bool | No) -> None:
    if isinstance(may, No):
        raise PermissionDenied(may.reason)


def _crumbs(conversation: Conversation | None = None) -> list[tuple[str, str]]:
    trail = [(_("Conversations"), reverse("conversations:desk"))]
    if conversation:
        trail.append((conversation.topic, reverse("conversations:manage", args=[conversation.pk])))
    return trail


def _back(conversation: Conversation) -> str:
    return reverse("conversations:manage", args=[conversation.pk])


@officers
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return listing(request, "conversations/desk.html", tables.ConversationTable, queries.managed_by(request.user))


@officers
def open_(request: HttpRequest) -> HttpResponse:
    form = forms.OpenForm(request.POST or None, bodies=permissions.bodies(request.user))
    return handle(
        request, form, lambda d: actions.open(by=request.user, **d), to=_back, done=_("The conversation is open."),
        context={"heading": _("Open a conversation"), "crumbs": _crumbs(), "submit": _("Open the conversation"),
                 "lead": _("People answer short statements; the map shows on what they agree across their differences.")},
    )  # fmt: skip


@officers
@require_safe
def manage(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(request, id)
    rows = list(conversation.statements.order_by("number"))
    context = {
        "conversation": conversation, "tag": tables.state_tag(conversation),
        "may": permissions.may_change(request.user, conversation), "snapshot": queries.snapshot_of(conversation),
        "waiting": [s for s in rows if s.status == StatementStatus.WAITING],
        "statements": [s for s in rows if s.status == StatementStatus.RELEASED],
        "refused": [s for s in rows if s.status == StatementStatus.REFUSED],
        "imports": conversation.imports.select_related("by"), "history": record.history(request.user, conversation.thing),
    }  # fmt: skip
    return render(request, "conversations/manage.html", context)


@officers
def add(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(request, id)
    _need(permissions.may_change(request.user, conversation))
    return handle(
        request, forms.StatementForm(request.POST or None),
        lambda d: actions.add_statement(conversation, by=request.user, **d), to=_back(conversation),
        done=_("The statement is shown."),
        context={"heading": _("Add a statement"), "crumbs": _crumbs(conversation), "submit": _("Add it")},
    )  # fmt: skip


@officers
def import_votes(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(request, id)
    _need(permissions.may_change(request.user, conversation))
    form = forms.ImportForm(request.POST or None, request.FILES or None)

    def run(d: dict[str, Any]) -> Any:
        read = ballots.read(d["file"].read())
        return actions.import_votes(
            conversation, ballots=read.ballots, meeting=d["meeting"], digest=read.digest, left_out=read.left_out,
            by=request.user,
        )  # fmt: skip

    return handle(
        request, form, run, to=_back(conversation), done=tables.brought_in,
        context={"heading": _("Bring in the votes of a meeting"), "crumbs": _crumbs(conversation), "submit": _("Bring in"),
                 "lead": _("Of each ballot only a keyed hash of its number is kept.")},
    )  # fmt: skip


@officers
def move_end(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(request, id)
    _need(permissions.may_change(request.user, conversation))
    return handle(
        request, forms.MoveEndForm(request.POST or None, conversation=conversation),
        lambda d: actions.move_end(conversation, by=request.user, **d), to=_back(conversation), done=_("The day was moved."),
        context={"heading": _("Move the last day"), "crumbs": _crumbs(conversation)},
    )  # fmt: skip


@officers
@require_POST
def close(request: HttpRequest, id: int) -> HttpResponse:
    conversation = _conversation(request, id)
    try:
        actions.close(conversation, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_back(conversation))
    return away_from(request, _back(conversation), _("The conversation is closed. Its final map is being made."))


@officers
def release(request: HttpRequest, id: int) -> HttpResponse:
    statement = _statement(request, id)
    _need(permissions.may_release(request.user, statement))
    return handle(
        request, forms.ReleaseForm(request.POST or None, statement=statement),
        lambda d: actions.release(statement, by=request.user, **d), to=_back(statement.conversation),
        done=_("The statement is shown."),
        context={"heading": _("Release this statement"), "crumbs": _crumbs(statement.conversation),
                 "submit": _("Release it"), "lead": statement.conversation.topic},
    )  # fmt: skip


@officers
def refuse(request: HttpRequest, id: int) -> HttpResponse:
    statement = _statement(request, id)
    _need(permissions.may_refuse(request.user, statement))
    return handle(
        request, forms.RefuseForm(request.POST or None), lambda d: actions.refuse(statement, by=request.user, **d),
        to=_back(statement.conversation), done=_("The statement is not shown."),
        context={"heading": _("Do not show this statement"), "crumbs": _crumbs(statement.conversation), "risk": True,
                 "submit": _("Do not show it"), "lead": statement.text},
    )  # fmt: skip
