"""Who may look stands in rows that the head of the handling body gives and ends."""

from datetime import date
from typing import Any

from django.db import transaction

from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record

from .. import vouchers
from ..models import Dossier, Grant, Part


@transaction.atomic
def grant(dossier: Dossier, part: Part | str, *, person: User, post: Post, until: date | None = None, by: Any) -> Grant:
    """The person may look at the part while they hold the post. Refused to whom the denunciation is about."""
    pk = vouchers.value(
        "grant", by=by, dossier=dossier.pk, part=str(Part(part)), person=person.pk, post=post.pk, until_day=until
    )
    data = {"part": str(Part(part)), "person": person.record_name(), "post": str(post)}
    record.append("vault.grant", subject=dossier.thing, by=by, data=data)
    return Grant.objects.get(pk=pk)


@transaction.atomic
def end_grant(given: Grant, *, by: Any) -> Grant:
    """The grant ends now; the holder may give it back."""
    vouchers.call("end_grant", by=by, grant=given.pk)
    data = {"part": given.part, "person": given.person.record_name()}
    record.append("vault.end_grant", subject=given.dossier.thing, by=by, data=data)
    return Grant.objects.get(pk=given.pk)
