"""The copy that leaves the vault: passages are taken out first, and a person answers for what is left."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import must

from .. import permissions, queries, vouchers
from ..models import Look, Redaction


@transaction.atomic
def release_redacted(
    look: Look, *, passages: Iterable[str] = (), marks: Iterable[tuple[int, int]] = (), by: Any
) -> Redaction:
    """Papers and exports use this copy from now on (LTC 56): what was looked at, without the passages and marked places.

    `look` is an own look of the last fifteen minutes, written in an earlier transaction; `queries.without` shows beforehand
    what the copy will say.
    """
    must(permissions.may_redact(by, look.item))
    text, removed = queries.without(look, passages=passages, marks=marks, by=by)
    copy = Redaction.objects.get(pk=vouchers.value("release", by=by, look=look.pk, text=text, removed=removed))
    record.append("vault.release_redacted", subject=look.item.dossier.thing, by=by, data={"removed": removed})
    return copy
