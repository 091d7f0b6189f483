"""Keys by which organisations' systems send opinions on a call. A key is shown once, on the answer to its form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import show_refusal

from .. import actions, forms, permissions, queries
from ..models import SenderKey
from .staff import demand, do, one


@login_required
def index(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk, mine=True)
    demand(permissions.may_manage(request.user, posting))
    form, issued = forms.KeyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.issue_key(posting, by=request.user, **form.cleaned_data)
            form = forms.KeyForm()
        except Refused as refusal:
            show_refusal(form, refusal)
    context = {
        "posting": posting, "form": form, "issued": issued, "keys": posting.keys.all(),
        "may": permissions.may_issue_keys(request.user, posting),
        "address": request.build_absolute_uri(reverse("opinions:api", args=[pk])),
    }  # fmt: skip
    response = render(request, "opinions/keys.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(SenderKey.objects.filter(posting__in=queries.own(request.user)), pk=pk)
    to = reverse("opinions:keys", args=[key.posting_id])
    return do(
        request, lambda: actions.revoke_key(key, by=request.user), to, _("Revoked: nothing is taken with it any more.")
    )
