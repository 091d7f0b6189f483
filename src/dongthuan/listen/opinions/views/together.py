"""Several groups at once: handed to a department, or decided with one reason. Text blocks for reasons."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.web.kit import handle

from .. import actions, forms, permissions, queries
from ..models import Block, Posting
from .desk import chosen_block, pairs
from .staff import crumbs, demand, do, one

Facts = dict[str, Any]


def chosen_groups(request: HttpRequest, posting: Posting) -> tuple[list[Any], dict[int, int]]:
    """The groups of the form: chosen on the desk, or those the page showed, each as it was read."""
    seen = pairs(request.POST.getlist("seen"))
    ids = seen or {int(v) for v in request.GET.getlist("group") if v.isdecimal() and len(v) < 19}
    rows = posting.groups.filter(pk__in=ids, approved_at=None, merged_into=None)
    groups = list(queries.counted(rows))
    return groups, seen or {g.pk: g.revision for g in groups}


def together(request: HttpRequest, posting: Posting, groups: list[Any], seen: dict[int, int]) -> Facts:
    return {
        "crumbs": [*crumbs(posting), (_("Consolidation desk"), reverse("opinions:desk", args=[posting.pk]))],
        "chosen": groups, "seen": [f"{pk}:{revision}" for pk, revision in seen.items()], "posting": posting,
        "opinions": sum(g.n for g in groups),
    }  # fmt: skip


def none_chosen(request: HttpRequest, posting: Posting) -> HttpResponse:
    messages.error(request, _("Choose at least one group that is not decided."))
    return redirect("opinions:desk", posting.pk)


@login_required
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk, mine=True)
    demand(permissions.may_group(request.user, posting))
    groups, seen = chosen_groups(request, posting)
    if not groups:
        return none_chosen(request, posting)
    form = forms.ChargeForm(request.POST or None, departments=queries.departments(posting))
    return handle(
        request, form, lambda d: actions.charge(posting, groups=groups, by=request.user, **d),
        done=_("Given. Its officers are told and reminded."), to=reverse("opinions:desk", args=[pk]),
        template="opinions/together.html",
        context=together(request, posting, groups, seen) | {"heading": _("Give to a department"), "submit": _("Give these groups")},
    )  # fmt: skip


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with one reason for several groups; none that changes the text."""
    posting = one(request, pk, mine=True)
    demand(permissions.may_decide(request.user, posting))
    groups, seen = chosen_groups(request, posting)
    if not groups:
        return none_chosen(request, posting)
    blocks, reason = chosen_block(request, posting)
    form = forms.TogetherForm(request.POST or None, groups=groups, initial={"reason": reason})
    chosen = "".join(f"&group={g.pk}" for g in groups)
    return handle(
        request, form, lambda d: actions.propose_many(posting, seen=seen, by=request.user, **d),
        done=lambda n: _("%(n)s decisions were proposed. A leader approves them.") % {"n": n},
        to=reverse("opinions:desk", args=[pk]), template="opinions/together.html",
        context=together(request, posting, groups, seen) | {
            "heading": _("Decide together"), "submit": _("Propose for all of them"), "blocks": blocks, "keep": chosen,
        },
    )  # fmt: skip


# --- text blocks ----------------------------------------------------------------------------------------------------
def _bodies(request: HttpRequest) -> set[int]:
    if not (may := permissions.may_open(request.user)):
        raise PermissionDenied(may.reason)
    return permissions.organiser_ids(request.user)


def _trail() -> list[tuple[str, str]]:
    return [*crumbs(), (_("Text blocks"), reverse("opinions:blocks"))]


@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    rows = Block.objects.filter(organisation__in=_bodies(request), retired_at=None).select_related("organisation")
    return render(request, "opinions/blocks.html", {"blocks": rows})


@login_required
def write_block(request: HttpRequest) -> HttpResponse:
    form = forms.NewBlockForm(request.POST or None, organisers=_bodies(request))
    return handle(
        request, form, lambda d: actions.write_block(by=request.user, **d), done=_("Saved."), to="opinions:blocks",
        context={"heading": _("A new text block"), "crumbs": _trail()},
    )  # fmt: skip


def _block(request: HttpRequest, pk: int) -> Block:
    rows = Block.objects.filter(organisation__in=_bodies(request), retired_at=None)
    return get_object_or_404(rows.select_related("organisation", "thing"), pk=pk)


@login_required
def change_block(request: HttpRequest, pk: int) -> HttpResponse:
    block = _block(request, pk)
    form = forms.BlockForm(request.POST or None, initial={"title": block.title, "text": block.text})
    return handle(
        request, form, lambda d: actions.change_block(block, by=request.user, **d), done=_("Saved."), to="opinions:blocks",
        context={"heading": _("Change the text block"), "crumbs": _trail()},
    )  # fmt: skip


@login_required
@require_POST
def retire_block(request: HttpRequest, pk: int) -> HttpResponse:
    block = _block(request, pk)
    to = reverse("opinions:blocks")
    return do(request, lambda: actions.retire_block(block, by=request.user), to, _("It is offered no more."))
