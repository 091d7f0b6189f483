"""The administrator's page of keys. A key is shown once, on the answer to the form that asked for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, show_refusal

from .. import actions, forms, permissions, queries, tables

administers = only(permissions.may_issue_keys)


@administers
def index(request: HttpRequest) -> HttpResponse:
    """The keys, and the form for a new one. The new key stands in this answer only, which nobody keeps."""
    form, issued = forms.KeyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.issue_key(by=request.user, **form.cleaned_data)
            form = forms.KeyForm()
        except Refused as refusal:
            show_refusal(form, refusal)
    rows = queries.keys_visible_to(request.user)
    context = {
        "form": form, "issued": issued, "table": tables.KeyTable(rows[:500], request=request),
        "live": rows.filter(revoked_at=None),
    }  # fmt: skip
    response = render(request, "service_requests/keys.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@administers
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(queries.keys_visible_to(request.user), pk=pk)
    try:
        actions.revoke_key(key, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("service_requests:keys")
    return away_from(request, "service_requests:keys", _("Revoked: nothing is taken with it any more."))
