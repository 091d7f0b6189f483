"""Keys of the interface, and opinions that come through it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused

from .. import codes, permissions
from ..models import Posting, SenderKey, Sent
from ..states import Channel
from ._facts import hold, line
from .give import Given, take

MOST = 6_000  # opinions a minute


@dataclass(frozen=True)
class Issued:
    """The key's row and the key itself, which is shown now and never stored."""

    row: SenderKey
    key: str


@transaction.atomic
def issue_key(posting: Posting, *, name: str, contact: str, per_minute: int = 600, by: User) -> Issued:
    """Issue a key for one call. Who holds it sends opinions in the name of those who gave them."""
    posting = hold(posting)
    permissions.check(permissions.may_issue_keys(by, posting))
    if not (name := line(name, 120)):
        raise Refused(_("Say whose key it is."), field="name")
    if not (contact := line(contact, 200)):
        raise Refused(_("Say which office answers for the key."), field="contact")
    if not 1 <= per_minute <= MOST:
        raise Refused(_("Between 1 and 6.000 opinions a minute."), field="per_minute")
    key = codes.KEYS.new()
    row = SenderKey.objects.create(
        posting=posting,
        name=name,
        contact=contact,
        start=key[:6],
        hash=codes.KEYS.hash(key),
        per_minute=per_minute,
        issued_by=by,
    )
    record.append("opinions.issue_key", subject=posting.thing, by=by, data={"name": name, "start": row.start})
    return Issued(row, key)


@transaction.atomic
def revoke_key(key: SenderKey, *, by: User) -> SenderKey:
    """From now on nothing is taken with this key; what was sent with it stays."""
    posting = hold(key.posting)
    key = SenderKey.objects.select_for_update().get(pk=key.pk)
    permissions.check(permissions.may_manage(by, posting))
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        record.append("opinions.revoke_key", subject=posting.thing, by=by, data={"name": key.name, "start": key.start})
    return key


def sending_of(key: SenderKey, own: str) -> uuid.UUID:
    """The form's key of the client's own number: the same for the same number, and nobody outside can guess it, because a
    form with it opens the opinion."""
    digest = salted_hmac("dongthuan.opinions.interface", f"{key.pk} {own}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16])


@transaction.atomic
def give_for(key: SenderKey, *, own: str, by: User | None = None, **what: Any) -> tuple[Given, bool]:
    """Take an opinion in that an organisation sends (`what`: as `give`); whether it is new. `own`: the sender's number of it:
    sent again with it, nothing new is made."""
    given, facts = take(key.posting, Channel.API, sending=sending_of(key, own), **what)
    if facts:
        Sent.objects.create(opinion=given.opinion, key=key)
        facts |= {"key": key.start}
        record.append("opinions.give_for", subject=given.opinion.posting.thing, by=by, data=facts)
    return given, bool(facts)
