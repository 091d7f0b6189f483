"""Loading cases from another system: read and check the whole file, then load it in pieces that each count once."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.calendar.queries import working_calendar
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock
from dongthuan.foundation.things.models import Thing
from dongthuan.lib import sheets

from .. import permissions, reading, rules
from ..models import RequestImport, Service, ServiceRequest
from ..models.service import level_on
from ..states import Status
from ._facts import line, next_numbers

COLUMNS = ["service", "status", "description", "place", "zipcode", "lat", "long", "requested_at", "due_at", "level",
           "closed_at", "said_on_time"]  # fmt: skip


def services_by_name(organisation: Organisation) -> dict[str, Service]:
    """The body's services by code and by name, as a file may call them."""
    rows = list(Service.objects.filter(organisation=organisation).prefetch_related("levels"))
    return {sheets.fold(s.name): s for s in rows} | {sheets.fold(s.code): s for s in rows}


def content_of(imported: RequestImport) -> reading.Content:
    services = services_by_name(imported.organisation)
    zone = reading.zone_of(imported.zone)
    return reading.content(bytes(imported.data), zone, lambda t: services.get(sheets.fold(t)))


@transaction.atomic
def read_file(
    organisation: Organisation, *, source: str, zone: str, file_name: str, data: bytes, by: User
) -> RequestImport:
    """Take a file in and check every cell of it. Nothing of it is loaded yet; of a file with a fault, nothing will be."""
    permissions.check_may_import(by, organisation)
    if not (source := line(source, 40)):
        raise Refused(_("Name the system it comes from."), field="source")
    imported = RequestImport(
        organisation=organisation,
        source=source,
        zone=zone,
        file_name=line(file_name, 200),
        by=by,
        data=reading.packed(data),
    )
    found = content_of(imported)
    if not found.rows and not found.errors:
        raise Refused(_("The file has no case."), field="file")
    imported.rows, imported.errors, imported.more_errors = len(found.rows), found.errors, found.more
    imported.unread = [name[:60] for name in found.unread]
    if found.errors:
        imported.data = b""  # it is mended and sent again; what it said of people does not stay here
    imported.save()
    record.append(
        "service_requests.read_file", subject=imported.thing, by=by,
        data={"file": imported.file_name, "source": source, "rows": imported.rows, "errors": len(found.errors) + found.more},
    )  # fmt: skip
    return imported


@transaction.atomic
def start_loading(imported: RequestImport, *, by: User) -> RequestImport:
    """Load it from now on; started again, it goes on where it stopped."""
    imported = lock(imported)
    permissions.check_may_import(by, imported.organisation)
    if imported.errors:
        raise Refused(_("Nothing was imported: mend the cells that are named and send the file again."))
    if imported.finished_at:
        raise Refused(_("This file was loaded already."))
    imported.started_at = imported.started_at or timezone.now()
    imported.save(update_fields=["started_at"])
    record.append("service_requests.start_loading", subject=imported.thing, by=by, data={"done": imported.done})
    return imported


@transaction.atomic
def load_rows(imported: RequestImport, rows: Sequence[reading.Row], *, first: int, by: User) -> RequestImport:
    """Load the next rows; `first` is how many were loaded before them. Rows that another run has loaded are left alone."""
    imported = lock(imported)
    permissions.check_may_import(by, imported.organisation)
    if imported.done != first:
        return imported
    counts = _load(imported, [r.values for r in rows])
    imported.done += len(rows)
    imported.outcome = {k: imported.outcome.get(k, 0) + counts[k] for k in ("new", "changed", "same", "kept")}
    if imported.done == imported.rows:
        imported.finished_at, imported.data = timezone.now(), b""
    imported.save(update_fields=["done", "outcome", "finished_at", "data"])
    record.append("service_requests.load_rows", subject=imported.thing, by=by, data={"done": imported.done, **counts})
    return imported


def _load(imported: RequestImport, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    mine = ServiceRequest.objects.filter(organisation=imported.organisation_id, source=imported.source)
    there = {r.source_id: r for r in mine.filter(source_id__in=[v["source_id"] for v in rows])}
    calendar, zone = working_calendar(), timezone.get_default_timezone()
    fresh, changed, same, kept = [], [], 0, 0
    for values in rows:
        columns = _columns(values, calendar, zone)
        known = there.get(str(values["source_id"]))
        if known is None:
            fresh.append(ServiceRequest(
                organisation=imported.organisation, channel="import", source=imported.source,
                source_id=values["source_id"], **columns,
            ))  # fmt: skip
        elif known.touched:
            kept += 1
        elif all(getattr(known, name) == value for name, value in columns.items()):
            same += 1
        else:
            for name, value in columns.items():
                setattr(known, name, value)
            changed.append(known)
    _make(fresh)
    ServiceRequest.objects.bulk_update(changed, COLUMNS, batch_size=500)
    return {"new": len(fresh), "changed": len(changed), "same": same, "kept": kept}


def _make(fresh: list[ServiceRequest]) -> None:
    things = Thing.objects.bulk_create([Thing(kind=ServiceRequest.KIND) for _row in fresh])
    numbers = next_numbers(len(fresh), timezone.localtime().year)
    for request, thing, number in zip(fresh, things, numbers, strict=True):
        request.thing, request.code = thing, number
    ServiceRequest.objects.bulk_create(fresh)


def _columns(values: dict[str, Any], calendar: Any, zone: Any) -> dict[str, Any]:
    """A request's columns. The source's own due moment stands; without one, the level of that day gives it."""
    service, came = values["service"], values["requested_at"]
    level = level_on(list(service.levels.all()), came.astimezone(zone).date())
    due_at = values["due_at"]
    if due_at is None and level is not None:
        due_at = rules.due(level.rule, came.astimezone(zone), calendar)
    open_ = values["status"] if values["status"] is not None else values["closed_at"] is None
    return {
        "service": service, "status": Status.OPEN if open_ else Status.CLOSED, "description": values["description"],
        "place": values["place"], "zipcode": values["zipcode"], "lat": values["lat"], "long": values["long"],
        "requested_at": came, "due_at": due_at, "level": level, "closed_at": values["closed_at"],
        "said_on_time": values["on_time"],
    }  # fmt: skip
