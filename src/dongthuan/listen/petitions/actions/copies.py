"""A petition sent to several bodies: the cases are linked, and each body goes on with its own by the law."""

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, today

from .. import duplicates, telling
from ..models import Copy, Petition
from ._facts import begin


@transaction.atomic
def note_copy(petition: Petition, *, copy: Petition, by: User) -> Copy:
    """Note that the same petition lies at another body too (TT 05/2021; NĐ 154). Both pages then say so; nothing is closed by it."""
    petition = begin(petition, "note_copy", by)
    if not duplicates.elsewhere(petition).filter(pk=copy.pk).exists():
        raise Refused(_("This is not the same petition, or they are linked already."), field="copy")
    first, second = sorted((petition, copy), key=lambda p: p.pk)
    made = Copy.objects.create(petition=first, other=second, on=today(), by=by)
    for one, other in ((petition, copy), (copy, petition)):
        data = {"code": other.code, "organisation": other.organisation.short_name}
        record.append("petitions.note_copy", subject=one.thing, by=by, data=data)
    telling.copied(copy)
    return made
