"""Issuing and revoking keys of the interface."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import keys, permissions
from ..models import ApiKey
from ._facts import line


@dataclass(frozen=True)
class Issued:
    """The key's row and the key itself, which is shown now and never stored."""

    row: ApiKey
    key: str


@transaction.atomic
def issue_key(*, name: str, contact: str, per_minute: int = 60, by: User) -> Issued:
    """Issue a key to an app. Who holds it may send requests in the name of the people who use the app."""
    permissions.check_may_issue_keys(by)
    if not (name := line(name, 120)):
        raise Refused(_("Say whose app it is."), field="name")
    if not (contact := line(contact, 200)):
        raise Refused(_("Say which office answers for it."), field="contact")
    if not 1 <= per_minute <= 6000:
        raise Refused(_("Between 1 and 6.000 requests a minute."), field="per_minute")
    key = keys.KEYS.new()
    row = ApiKey.objects.create(
        name=name, contact=contact, start=key[:6], hash=keys.KEYS.hash(key), per_minute=per_minute, issued_by=by
    )
    record.append("service_requests.issue_key", subject=row.thing, by=by, data={"name": name, "start": row.start})
    return Issued(row, key)


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User) -> ApiKey:
    """From now on nothing is taken with this key; what was sent with it stays."""
    permissions.check_may_issue_keys(by)
    key = lock(key)
    if key.revoked_at:
        raise Refused(_("This key was revoked already."))
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record.append("service_requests.revoke_key", subject=key.thing, by=by, data={"start": key.start})
    return key
