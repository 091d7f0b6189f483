"""Asking other organisations about groups, and the page on which they answer: the group, never who spoke."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.web.kit import handle

from .. import actions, forms, permissions, queries
from ..tables import outside_label
from .staff import demand, do, one
from .together import chosen_groups, none_chosen, together

Facts = dict[str, Any]


@login_required
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk, mine=True)
    demand(permissions.may_group(request.user, posting))
    groups, seen = chosen_groups(request, posting)
    if not groups:
        return none_chosen(request, posting)
    form = forms.ReferForm(request.POST or None, organisations=queries.askable(posting))
    return handle(
        request, form, lambda d: actions.refer(posting, groups=groups, by=request.user, **d),
        done=_("Asked. Its officers are told and reminded."), to=reverse("opinions:desk", args=[pk]),
        template="opinions/together.html",
        context=together(request, posting, groups, seen) | {
            "heading": _("Ask another organisation"), "submit": _("Ask about these groups"),
        },
    )  # fmt: skip


@login_required
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """To who is asked: the group as everyone may know it, the question, their answer."""
    found = get_object_or_404(queries.referrals_visible_to(request.user), pk=pk)
    group, posting = found.group, found.posting
    may = permissions.may_answer_referral(request.user, found)
    if request.method == "POST":
        demand(may)
    form = forms.AnswerForm(request.POST or None, initial={"answer": found.answer})
    context = {
        "referral": found, "group": group, "posting": posting, "heading": outside_label(group), "may": may,
        "place": queries.provision(posting, group.clause_id), "quotes": queries.quotes(opinion__group=group),
        "count": group.opinions.filter(withdrawn_at=None).count(), "submit": _("Send your view"),
    }  # fmt: skip
    return handle(
        request, form, lambda d: actions.answer_referral(found, by=request.user, **d),
        done=_("Sent. The organiser decides."), to=reverse("opinions:referral", args=[pk]),
        template="opinions/referral.html", context=context,
    )  # fmt: skip


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.referrals_visible_to(request.user).filter(posting__in=queries.own(request.user))
    found = get_object_or_404(rows, pk=pk)
    to = reverse("opinions:group", args=[found.group_id])
    return do(request, lambda: actions.take_referral_back(found, by=request.user), to, _("It is no longer asked."))
