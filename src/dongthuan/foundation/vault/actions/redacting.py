"""The copy that leaves the vault: passages are taken out first, and a person releases what is left."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import must

from .. import permissions, queries
from ..models import Look, Redaction
from ..redaction import marks_for, redact, suggested


@transaction.atomic
def draft_redacted(
    look: Look, *, passages: Iterable[str] = (), marks: Iterable[tuple[int, int]] = (), by: Any
) -> Redaction:
    """Draft the copy of what was looked at, without the passages (and without what looks like a number of a person).

    `look` is an own look of the last fifteen minutes, written in an earlier transaction.
    """
    must(permissions.may_redact(by, look.item))
    text = queries.reveal(look, by=by).reveal_text()
    found = [*marks, *marks_for(text, passages), *suggested(text)]
    clean, removed = redact(text, found)
    draft = Redaction.objects.create(
        dossier=look.item.dossier, item=look.item, text=clean, removed=removed, made_by=by, made_at=timezone.now()
    )
    record.append("vault.draft_redacted", subject=look.item.dossier.thing, by=by, data={"removed": removed})
    return draft


@transaction.atomic
def release_redacted(draft: Redaction, *, by: Any) -> Redaction:
    """From now on papers and exports use this copy."""
    must(permissions.may_redact(by, draft.item))
    Redaction.objects.filter(pk=draft.pk, released_at__isnull=True).update(released_by=by, released_at=timezone.now())
    record.append("vault.release_redacted", subject=draft.dossier.thing, by=by, data={"removed": draft.removed})
    return Redaction.objects.get(pk=draft.pk)
