"""Publishing services, and the levels by which they are answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions, rules
from ..models import Service, ServiceLevel
from ._facts import line, words

TEXTS = {"name": 200, "group": 100, "keywords": 300}


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Checked values of a service's page; `questions` in lines."""
    found: dict[str, Any] = {name: line(str(given.get(name) or ""), limit) for name, limit in TEXTS.items()}
    found |= {name: words(str(given.get(name) or "")) for name in ("description", "notice")}
    if not found["name"]:
        raise Refused(_("Write the name of the service."), field="name")
    try:
        found["attributes"] = rules.attributes(words(str(given.get("questions") or "")))
    except rules.BadAttribute as error:
        said = _(
            "This line describes no question: “%(line)s”. Write: code | type | yes or no | question | key=name; key=name."
        )
        raise Refused(said % {"line": str(error)[:120]}, field="questions") from None
    return found


@transaction.atomic
def create_service(organisation: Organisation, *, code: str, by: User, **given: Any) -> Service:
    """Describe a service of a body; it takes requests once it is published."""
    permissions.check_may_keep(by, organisation)
    if not rules.CODE.fullmatch(code):
        raise Refused(_("A code has letters, digits and dashes only."), field="code")
    service = Service(organisation=organisation, code=code, **_values(given))
    try:
        service.validate_unique()
    except ValidationError as error:
        raise Refused(error.messages[0], field="code") from None
    service.save()
    record.append(
        "service_requests.create_service", subject=service.thing, by=by, data={"code": code, "name": service.name}
    )
    return service


@transaction.atomic
def change_service(service: Service, *, by: User, **given: Any) -> Service:
    """Word it anew. Its code stays: apps know it by the code."""
    permissions.check_may_keep_service(by, service)
    service = lock(service)
    old = service.name
    for name, value in _values(given).items():
        setattr(service, name, value)
    service.save()
    record.append(
        "service_requests.change_service", subject=service.thing, by=by, data={"old": old, "new": service.name}
    )
    return service


@transaction.atomic
def set_level(
    service: Service,
    *,
    since: date,
    unit: str,
    amount: int | None,
    basis: str,
    office_hours: str = rules.OFFICE_HOURS,
    by: User,
) -> ServiceLevel:
    """Within what time it is answered, from a day on. What came before keeps the moment it was given."""
    permissions.check_may_keep_service(by, service)
    if unit not in rules.UNITS:
        raise Refused(_("Choose what it is counted in."), field="unit")
    amount = None if unit == "given" else amount
    if unit != "given" and not 1 <= (amount or 0) <= rules.MOST:
        raise Refused(_("Say how many, from 1 to %(most)s.") % {"most": rules.MOST}, field="amount")
    if not (basis := line(basis, 300)):
        raise Refused(_("Name the paper that sets it."), field="basis")
    try:
        rules.office_spans(office_hours)
    except rules.BadLevel as error:
        said = _("“%(part)s” is no span of office hours. Write them like 07:30-11:30, 13:30-17:30.")
        raise Refused(said % {"part": error}, field="office_hours") from None
    if service.levels.filter(since=since).exists():
        raise Refused(_("A level holds from this day already."), field="since")
    level = ServiceLevel.objects.create(
        service=service, since=since, unit=unit, amount=amount, office_hours=line(office_hours, 80), basis=basis
    )
    data = {"since": since, "unit": unit, "amount": amount, "basis": basis}
    record.append("service_requests.set_level", subject=service.thing, by=by, data=data)
    return level


@transaction.atomic
def publish(service: Service, *, by: User) -> Service:
    """From now on everybody sees it and may send requests about it."""
    permissions.check_may_keep_service(by, service)
    service = lock(service)
    if not service.levels.exists():
        raise Refused(_("First say within what time it is answered."))
    service.published = True
    service.save(update_fields=["published"])
    record.append("service_requests.publish", subject=service.thing, by=by)
    return service


@transaction.atomic
def unpublish(service: Service, *, by: User) -> Service:
    """It takes no more requests, and neither it nor its requests are seen from outside."""
    permissions.check_may_keep_service(by, service)
    service = lock(service)
    service.published = False
    service.save(update_fields=["published"])
    record.append("service_requests.unpublish", subject=service.thing, by=by)
    return service


@transaction.atomic
def load_services(organisation: Organisation, rows: Iterable[dict[str, Any]], *, by: User) -> tuple[int, int]:
    """A rule set: services with their levels, published. What is there already stays; how many services and levels are new."""
    services = levels = 0
    for row in rows:
        service = Service.objects.filter(code=row["code"]).first()
        if service is None:
            given = {k: row[k] for k in ("name", "group", "description", "keywords", "notice", "questions") if k in row}
            service = create_service(organisation, code=row["code"], by=by, **given)
            services += 1
        if service.organisation_id != organisation.pk:
            raise Refused(_("Another service has this code.") + f" ({row['code']})")
        if not service.levels.filter(since=row["since"]).exists():
            more = {"office_hours": row["office_hours"]} if row.get("office_hours") else {}
            set_level(
                service, since=row["since"], unit=row["unit"], amount=row["amount"], basis=row["basis"], by=by, **more
            )
            levels += 1
        if not service.published:
            publish(service, by=by)
    data = {"services": services, "levels": levels}
    record.append("service_requests.load_services", subject=organisation.thing, by=by, data=data)
    return services, levels
