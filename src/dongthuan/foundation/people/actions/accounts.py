"""Accounts: an administrator makes them; there is no public sign-up. The person alone knows the password."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions
from ..models import Assignment, User
from .assignments import end_assignment


@transaction.atomic
def create_account(
    *, username: str, full_name: str, email: str = "", is_sample: bool = False, password: str | None = None,
    password_hash: str = "", by: Any,
) -> User:  # fmt: skip
    """Make an account. Without a password the person enters by a one-time link (`invite`).

    `password_hash`: as `make_password` writes it, in the place of a password, where many accounts share one.
    """
    permissions.check_may_manage(by)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("The user name “%(name)s” is taken.") % {"name": username}, field="username")
    user = User.objects.create_user(
        username, password, password_hash=password_hash, full_name=full_name, email=email, is_sample=is_sample
    )
    record.append("people.create_account", subject=user.thing, by=by, data={"username": username, "name": full_name})
    return user


@transaction.atomic
def enrol_citizen(*, username: str, full_name: str, by: None) -> User:
    """The account of a citizen whom an OpenID Connect provider vouches for: no password, no post, no right.

    Nobody else does it: in the record it is the citizen's own act.
    """
    user = User.objects.create_user(username, None, full_name=full_name)
    record.append("people.enrol_citizen", subject=user.thing, by=user)
    return user


@transaction.atomic
def invite(user: User, *, by: Any) -> User:
    """Renew the one-time link of an account that nobody has entered yet; links made before die."""
    permissions.check_may_manage(by)
    user = lock(user)
    if not user.is_active:
        raise Refused(_("The account of %(name)s is not active.") % {"name": user.full_name})
    if user.last_login is not None or user.has_usable_password():
        raise Refused(
            _("%(name)s has already entered. A lost password or key is recovered through two people.")
            % {"name": user.full_name}
        )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record.append("people.invite", subject=user.thing, by=by)
    return user


@transaction.atomic
def set_password(user: User, *, password: str, by: Any) -> User:
    """The person sets a password through a one-time link, which dies with it."""
    user = lock(user)
    if user.has_usable_password() or not user.is_active:  # the link was used while this form stood open
        raise Refused(_("This link was used already. Sign in, or ask the administrator for a new one."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])
    record.append("people.set_password", subject=user.thing, by=by)
    return user


@transaction.atomic
def deactivate(user: User, *, on: date, basis: str, by: Any) -> User:
    """Close an account: from now on nobody enters by it; its assignments end on the day `on`."""
    permissions.check_may_manage(by)
    user = lock(user)
    if by is not None and by.pk == user.pk:
        raise Refused(_("Nobody closes their own account; ask another administrator."))
    if not user.is_active:
        raise Refused(_("The account of %(name)s is not active.") % {"name": user.full_name})
    for assignment in Assignment.objects.filter(user=user, until__isnull=True):
        end_assignment(assignment, on=max(on, assignment.since), basis=basis, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record.append("people.deactivate", subject=user.thing, by=by, data={"on": on, "basis": basis})
    return user


@transaction.atomic
def reactivate(user: User, *, by: Any) -> User:
    """Open a closed account again. Its former assignments stay ended."""
    permissions.check_may_manage(by)
    user = lock(user)
    if user.is_active:
        raise Refused(_("The account of %(name)s is active.") % {"name": user.full_name})
    user.is_active = True
    user.save(update_fields=["is_active"])
    record.append("people.reactivate", subject=user.thing, by=by)
    return user


@transaction.atomic
def set_language(user: User, *, language: str, by: Any) -> User:
    """The language this person reads the pages and notices in."""
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("This language is not offered."), field="language")
    user = lock(user)
    user.language = language
    user.save(update_fields=["language"])
    record.append("people.set_language", subject=user.thing, by=by, data={"language": language})
    return user
