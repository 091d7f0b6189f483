"""Whose numbers a person reads, and which cases those numbers hold.

A plain case is counted for its body and for whoever stands above it. A sealed one is counted only for who may see it, so no
number anywhere tells a body that a denunciation about it exists.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import No

from . import permissions, queries
from .models import Petition

READS = (Role.RECEPTION_OFFICER, Role.LEADER, Role.STEERING_VIEWER)
STEPS = 4  # province, department, district, commune


def may_oversee(user: Any) -> bool | No:
    """Leaders, for their bodies and those below; steering viewers, for all."""
    if people.of(user).has(Role.LEADER, Role.STEERING_VIEWER):
        return True
    return No(_("The overview is for leaders and steering viewers."))


def may_read_forms(user: Any) -> bool | No:
    """Who compiles the periodic forms and who reads them."""
    if people.of(user).has(*READS):
        return True
    return No(_("This page is for reception officers, leaders and steering viewers."))


def bodies(user: Any) -> set[int] | None:
    """The bodies whose numbers this person reads, those below included; None: all, for the province's leaders."""
    acting = people.of(user)
    leads = [p for p in acting.all_posts if p.role == Role.LEADER]
    if acting.has(Role.STEERING_VIEWER) or any(p.organisation.level == Organisation.Level.PROVINCE for p in leads):
        return None
    layer = {p.organisation_id for p in leads}
    found = permissions.own(user) | layer
    for _step in range(STEPS):
        layer = set(Organisation.objects.filter(parent__in=layer).values_list("pk", flat=True)) - found
        if not layer:
            break
        found |= layer
    return found


def cases(user: Any) -> QuerySet[Petition]:
    """The cases that this person's numbers hold."""
    here = bodies(user)
    plain = Q(sealed=False) if here is None else Q(sealed=False, organisation__in=here)
    hidden = Q(pk__in=queries.visible_to(user).filter(sealed=True).order_by().values("pk"))
    return Petition.objects.filter(plain | hidden)
