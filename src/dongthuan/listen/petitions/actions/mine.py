"""A sender who signed in keeps a case among their own: sent while signed in, or known by its code."""

from django.db import transaction

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record

from .. import codes
from ..models import Mine, Petition


@transaction.atomic
def keep(petition: Petition, *, by: User) -> Mine:
    """The account finds the case from now on. The record says that somebody keeps it, not who: it may denounce."""
    made, new = Mine.objects.get_or_create(petition=petition, owner=codes.owner_of(by))
    if new:
        record.append("petitions.keep", subject=petition.thing, by=None)
    return made
