"""My petitions: what a signed-in sender sent or knows the code of. No page of it holds a word that was written."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.people.kit import provider_name
from dongthuan.web.kit import away_from

from .. import actions, forms, limits, queries
from .public import _private, _too_often
from .receipt import open_case


def mine(request: HttpRequest) -> HttpResponse:
    """All my cases; a code adds one. Who is not signed in is shown how."""
    if not request.user.is_authenticated:
        return _private(
            render(request, "petitions/mine.html", {"provider": provider_name(), "login": settings.LOGIN_URL})
        )
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.WRONG_CODES.spent(request):
            return _too_often(request)
        if found := queries.by_code(form.cleaned_data["code"]):
            actions.keep(found, by=request.user)
            return away_from(request, "petitions:mine", _("The petition is among yours now."))
        limits.WRONG_CODES.count(request)
        form.add_error("code", _("No case has this code. Check each letter against the receipt."))
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "petitions": queries.mine(request.user)}
    return _private(render(request, "petitions/mine.html", context, status=status))


@require_POST
def open_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one of my cases, as the code would open it."""
    if not request.user.is_authenticated:
        return redirect("petitions:mine")
    found = queries.mine(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return open_case(redirect("petitions:case"), found)
