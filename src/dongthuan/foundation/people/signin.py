"""Sign-in by allauth, in our words: what its settings name (ACCOUNT_ADAPTER, MFA_ADAPTER, ACCOUNT_FORMS, MFA_FORMS)."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import queries

TOLD = {
    "password_changed": gettext_lazy("The password was changed."),
    "totp_activated": gettext_lazy("The authenticator app is active."),
    "totp_deactivated": gettext_lazy("The authenticator app is no longer used."),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made; the old ones are void."),
    "webauthn_added": gettext_lazy("The security key was added."),
    "webauthn_removed": gettext_lazy("The security key was removed."),
    "logged_out": gettext_lazy("You are signed out."),
}


class Adapter(DefaultAccountAdapter):
    """No public sign-up; messages in our words; after sign-in, staff go to their desk and citizens to their account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL if queries.of(request.user).is_staff else reverse("people:me")

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """On a device without a choice of its own, the pages speak the language kept with the account."""
        response = super().post_login(request, user, **more)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            safety = {"secure": settings.LANGUAGE_COOKIE_SECURE, "samesite": settings.LANGUAGE_COOKIE_SAMESITE}
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, **safety)
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict | None = None, extra_tags: str = "", message: Any = None,
    ) -> None:  # fmt: skip
        """allauth names a template; the last part of its name is the key of our sentence. What has none is not said."""
        key = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        if text := message or TOLD.get(key):
            messages.add_message(request, level, text, extra_tags=extra_tags)


class KeyAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are stored encrypted under the installation's secret key."""

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return "Đồng Thuận"


def vault() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa:{settings.SECRET_KEY}".encode()).digest()))


class Plain:
    """A label says what a field is; a placeholder would only repeat it and vanish."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)


class SignInForm(Plain, LoginForm):
    labels = {"login": gettext_lazy("User name"), "remember": gettext_lazy("Stay signed in on this device")}


class PasswordForm(Plain, ChangePasswordForm):
    labels = {
        "oldpassword": gettext_lazy("Present password"),
        "password1": gettext_lazy("New password"),
        "password2": gettext_lazy("New password again"),
    }


class AgainForm(Plain, ReauthenticateForm):
    pass


CODE = {"code": gettext_lazy("Code of the app, or a recovery code")}


class CodeForm(Plain, AuthenticateForm):
    labels = CODE


class AgainByCodeForm(Plain, ReauthenticateByCodeForm):
    labels = CODE


class ActivateForm(Plain, ActivateTOTPForm):
    labels = {"code": gettext_lazy("The six digits that the app shows")}


class AddKeyForm(Plain, AddWebAuthnForm):
    labels = {
        "name": gettext_lazy("Name of the key"),
        "passwordless": gettext_lazy("Sign in by this key alone, without a password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _("The key then asks for a PIN, a finger or a face each time.")


class RenameKeyForm(Plain, EditWebAuthnForm):
    labels = {"name": gettext_lazy("Name of the key")}
