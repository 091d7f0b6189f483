"""The pages of allauth that this house has: no sign-up, no e-mail addresses, no password by e-mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as citizens
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

import dongthuan.foundation.things.kit  # noqa: F401  registers the <pk:…> converter

codes.view_recovery_codes.writes_on_get = True  # allauth notes on the codes that they were seen

citizens.callback.writes_on_get = True  # the provider leads back by a GET: from here on the citizen is signed in


def with_a_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever signs in by a provider has no password and no keys here: their provider keeps them."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("people:me")
        return view(request, *args, **kwargs)

    return page


SIGNING_IN = [
    path("login/", account.login, name="account_login"),
    path("oidc/<slug:provider_id>/login/", require_POST(citizens.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/callback/", citizens.callback, name="openid_connect_callback"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("keys/code/", mfa.authenticate, name="mfa_authenticate"),
    path("keys/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
]
OWN_KEYS = [
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("keys/", mfa.index, name="mfa_index"),
    path("keys/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("keys/app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("keys/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("keys/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("keys/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("keys/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("keys/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("keys/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("keys/passkeys/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("keys/passkeys/<pk:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("keys/passkeys/<pk:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
for page in OWN_KEYS:
    page.callback = with_a_password(page.callback)
urlpatterns = SIGNING_IN + OWN_KEYS
