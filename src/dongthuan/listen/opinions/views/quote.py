"""Releasing words of an opinion: the officer sees the whole, and what looks as if it named a person already cut out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.web.kit import handle

from .. import actions, forms, permissions, queries
from ..models import Quote
from .desk import trail
from .staff import demand, do


@login_required
def release(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = get_object_or_404(queries.opinions_read_by(request.user), pk=pk, group__isnull=False)
    demand(permissions.may_release(request.user, opinion))
    group = opinion.group
    assert group is not None
    form = forms.QuoteForm(request.POST or None, initial={"text": queries.suggested_quote(opinion)})
    return handle(
        request, form, lambda d: actions.release_quote(opinion, by=request.user, **d),
        done=_("Released. It stands in the table, and on the public page once everyone is answered."),
        to=reverse("opinions:group", args=[group.pk]), template="opinions/quote.html",
        context={"heading": _("Release a quote"), "crumbs": trail(group), "opinion": opinion, "submit": _("Release these words")},
    )  # fmt: skip


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Quote.objects.filter(opinion__in=queries.opinions_read_by(request.user), opinion__group__isnull=False)
    quote = get_object_or_404(rows.select_related("opinion__posting"), pk=pk)
    to = reverse("opinions:group", args=[quote.opinion.group_id])
    return do(request, lambda: actions.take_quote_back(quote, by=request.user), to, _("The quote was taken back."))
