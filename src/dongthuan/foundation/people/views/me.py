"""The own account, the one-time link, and what each role may do."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import away_from, gone, handle

from .. import actions, forms, links, queries, roles
from ..models import User


def base_for(user: object) -> str:
    return "web/base_workspace.html" if queries.of(user).is_staff else "web/base_public.html"


@login_required
def me(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    context = {
        "base": base_for(user),
        "assignments": user.assignments.select_related("post__organisation").order_by("-since"),
        "left_to_me": queries.left_to(user),
        "given": queries.given_by(user),
        "received": user.delegations.on(today()).select_related("post__organisation"),
        "factors": queries.factors_of(user),
        "language_form": forms.LanguageForm(initial={"language": user.language}),
        "roles": [(role, roles.SENTENCES[role]) for role in sorted(queries.of(user).roles)] or None,
        "labels": roles.LABELS,
        "today": today(),
    }
    return render(request, "people/me.html", context)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("people:me"))
    form = forms.LanguageForm(request.POST)
    if not form.is_valid():
        return away_from(request, "people:me")
    chosen = form.cleaned_data["language"]
    actions.set_language(request.user, language=chosen, by=request.user)  # type: ignore[arg-type]
    return away_from(request, f"{reverse('people:me')}?lang={chosen}", _("Saved."))


@never_cache
@sensitive_post_parameters("password", "again")
def enter(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Set a password through a one-time link."""
    owner = links.owner_of(who, token)
    if owner is None:
        return gone(
            request, _("This link was used, renewed or is older than three days. Ask the administrator for a new one.")
        )
    form = forms.NewPasswordForm(request.POST or None)
    return handle(
        request, form, lambda data: actions.set_password(owner, password=data["password"], by=owner),
        done=_("The password is set. Sign in with it."), to="account_login", template="people/enter.html",
        context={"person": owner},
    )  # fmt: skip


def role_list(request: HttpRequest) -> HttpResponse:
    rows = [(roles.LABELS[role], sentence) for role, sentence in roles.SENTENCES.items()]
    return render(request, "people/roles.html", {"base": base_for(request.user), "rows": rows})
