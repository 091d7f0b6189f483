"""Citizens who sign in by an OpenID Connect provider of VNeID's kind (SOCIALACCOUNT_ADAPTER).

Kept are the provider's own number of the person (`sub`) and the name to greet them by, nothing else the provider tells. Such an
account holds no post and so no right, is never joined to an official's, and has no password.
"""

import hashlib
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.shortcuts import render

from . import actions
from .kit import provider_name

KEPT = {"sub"}


class CitizenAdapter(DefaultSocialAccountAdapter):
    """Whoever the provider vouches for may enter; nobody joins the provider to an account that exists."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(failed(request))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user, account = sociallogin.user, sociallogin.account
        digest = hashlib.sha256(f"{account.provider}:{account.uid}".encode()).hexdigest()
        user.username, user.email = f"cd-{digest[:24]}", ""
        user.full_name = (data.get("name") or "").strip()[:120] or "Công dân"
        sociallogin.email_addresses = []
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        user = actions.enrol_citizen(username=sociallogin.user.username, full_name=sociallogin.user.full_name, by=None)
        sociallogin.user = user
        sociallogin.save(request)
        return user

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **more: Any) -> None:
        raise ImmediateHttpResponse(failed(request))


def failed(request: HttpRequest) -> Any:
    return render(request, "people/citizen_failed.html", {"provider": provider_name()}, status=403)


def keep_little(sender: Any, *, instance: SocialAccount, **rest: Any) -> None:
    """What the provider told beyond the number of the person is not stored: numbers of papers, birth days, addresses."""
    told = instance.extra_data if isinstance(instance.extra_data, dict) else {}
    instance.extra_data = {k: v for k, v in told.items() if k in KEPT}
