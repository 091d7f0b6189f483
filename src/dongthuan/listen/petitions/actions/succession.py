"""A body ended and another stands in its place: its open cases and its sealed dossiers pass to that body."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import lock, today
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault.models import Dossier

from .. import oversight, telling
from ..models import Petition
from ..models.petition import OPEN

REORGANISED = "cơ quan được tổ chức lại"


def pass_on(*, by: User | None = None) -> int:
    """Pass what a merged body still had to its successor (the job's, every night); answer how many cases moved.

    Without it nobody could name a solver or give a grant: posts, and the rights that come from them, end with their body.
    Of a denunciation about the successor the nearest superior that may know of it takes over. Run again, nothing moves twice.
    """
    gone = Petition.objects.filter(organisation__until__lt=today(), organisation__successor__isnull=False)
    rows = gone.filter(Q(status__in=OPEN) | Q(dossier__dossier__handler=F("organisation")))
    return sum(_one("petitions.pass_on", pk, by) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _one(verb: str, pk: int, by: User | None) -> bool:
    petition = lock(Petition.objects.get(pk=pk))
    before = petition.organisation
    to = _heir(petition, before.current())
    if to is None or not to.in_force_on(today()):
        return False
    if petition.dossier:
        dossier = Dossier.objects.get(thing=petition.dossier)
        if dossier.handler_id == before.pk:
            vault.hand_over(dossier, to, basis=REORGANISED, by=by)
    if petition.is_open:
        petition.organisation = to
        petition.officer = _still(petition, petition.officer, Role.SOLVER, Role.LEADER)
        petition.reader = _still(petition, petition.reader, Role.SECOND_READER, Role.LEADER)
        petition.save(update_fields=["organisation", "officer", "reader"])
    data = {"from": before.short_name, "to": to.short_name}
    record.append(verb, subject=petition.thing, by=by, data=data)
    telling.to_lead(petition)
    return True


def _heir(petition: Petition, successor: Organisation) -> Organisation | None:
    if petition.dossier and vaults.is_body_excluded(successor, petition.dossier):
        return oversight.superior_for(petition)
    return successor


def _still(petition: Petition, person: Any, *roles: str) -> Any:
    """Who holds such a post in the new body goes on with it; a sealed case is given anew, as its grants have ended."""
    if person is None or petition.sealed:
        return None
    return person if people.acting(person).post_for(petition.organisation, *roles) else None
