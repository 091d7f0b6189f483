"""A lost key or password is recovered through two people: one asks, a second confirms; both stand in the record."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must

from .. import permissions
from ..models import KeyRecovery, User
from ..states import Status


@transaction.atomic
def request_recovery(user: User, *, reason: str, by: Any) -> KeyRecovery:
    """An administrator asks for the recovery of an account, saying what was lost and how the person was recognised."""
    must(permissions.may_request_recovery(by, user))
    user = lock(user)
    if not user.is_active:
        raise Refused(_("The account of %(name)s is not active.") % {"name": user.full_name})
    if not reason.strip():
        raise Refused(_("Say what was lost and how the person was recognised."), field="reason")
    if user.recoveries.filter(status=Status.REQUESTED).exists():
        raise Refused(_("A recovery of this account is already waiting for its second person."))
    recovery = KeyRecovery.objects.create(user=user, reason=reason, requested_by=by)
    record.append("people.request_recovery", subject=user.thing, by=by, data={"reason": reason})
    return recovery


@transaction.atomic
def confirm_recovery(recovery: KeyRecovery, *, by: Any) -> KeyRecovery:
    """The second person confirms: all keys and the password are void, and a one-time link leads the person back in.

    Every session of the account ends, because the password it was opened with is gone.
    """
    recovery = lock(recovery)
    must(permissions.may_confirm_recovery(by, recovery))
    user = lock(recovery.user)
    removed = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _close(recovery, Status.CONFIRMED, by)
    data = {"removed": removed, "requested_by": recovery.requested_by.record_name()}
    record.append("people.confirm_recovery", subject=user.thing, by=by, data=data)
    return recovery


@transaction.atomic
def withdraw_recovery(recovery: KeyRecovery, *, by: Any) -> KeyRecovery:
    """The key was found, or the request was wrong: nothing happens."""
    recovery = lock(recovery)
    must(permissions.may_withdraw_recovery(by, recovery))
    _close(recovery, Status.WITHDRAWN, by)
    record.append("people.withdraw_recovery", subject=recovery.user.thing, by=by)
    return recovery


def _close(recovery: KeyRecovery, status: Status, by: Any) -> None:
    recovery.status, recovery.closed_by, recovery.closed_at = status, by, timezone.now()
    recovery.save(update_fields=["status", "closed_by", "closed_at"])
