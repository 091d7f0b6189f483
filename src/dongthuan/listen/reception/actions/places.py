"""Places of reception."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import permissions
from ..models import Place

PUBLISHED = ("name", "address", "hours", "telephone", "rules", "unit", "until")


@transaction.atomic
def open_place(organisation: Organisation, *, since: date | None = None, by: User, **published: Any) -> Place:
    """Open a place of reception with what the law has published about it (Điều 24.2)."""
    permissions.check(permissions.may_open_place(by, organisation))
    _check(published)
    since = since or today()
    if Place.objects.filter(organisation=organisation, name=published["name"], since=since).exists():
        raise Refused(_("This organisation has a place of that name already."), field="name")
    place = Place.objects.create(organisation=organisation, since=since, **published)
    record.append("reception.open_place", subject=place.thing, by=by, data={"since": since})
    return place


@transaction.atomic
def change_place(place: Place, *, by: User, **published: Any) -> Place:
    """Change what is published about a place; with `until`, close it."""
    place = lock(place)
    permissions.check(permissions.may_plan(by, place))
    _check(published)
    if (until := published.get("until")) and until < place.since:
        raise Refused(_("The last day may not come before the first."), field="until")
    changed = [f for f in PUBLISHED if f in published and getattr(place, f) != published[f]]
    for name in changed:
        setattr(place, name, published[name])
    if changed:
        place.save(update_fields=changed)
        record.append("reception.change_place", subject=place.thing, by=by, data={"changed": changed})
    return place


def _check(published: dict[str, Any]) -> None:
    for name in ("name", "address", "hours"):
        if name in published and not str(published[name]).strip():
            raise Refused(_("Place, address and regular hours are published; none stays empty."), field=name)
