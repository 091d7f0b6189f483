"""From the moment a request comes to its answer: receive, release, answer, close, open again, hand over."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.calendar.queries import working_calendar
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import kit, permissions, queries, rules, states
from ..keys import hash_sending
from ..models import ApiKey, Service, ServiceRequest
from ..states import Status
from ._facts import line, next_numbers, words


@transaction.atomic
def receive(
    service: Service,
    *,
    key: ApiKey,
    number: str = "",
    description: str = "",
    place: str = "",
    zipcode: str = "",
    lat: float | None = None,
    long: float | None = None,
    answers: Mapping[str, Any] | None = None,
    media_url: str = "",
    full_name: str = "",
    email: str = "",
    phone: str = "",
    by: User | None,
) -> ServiceRequest:
    """Take a request in from an app. `number`: the client's own number; sent again with it, it is the same request."""
    sending = hash_sending(key.pk, number) if number else None
    if sending and (known := ServiceRequest.objects.filter(sending=sending).first()):
        return known
    if not service.published:
        raise Refused(_("This service takes no requests."), field="service_code")
    if lat is None and not place.strip():
        raise Refused(_("Say where it is: lat and long, or address_string."), field="lat")
    now = timezone.localtime()
    level = queries.level_now(service, now.date())
    request = ServiceRequest.objects.create(
        code=next_numbers(1, now.year)[0], service=service, organisation_id=service.organisation_id, channel="open311",
        description=words(description), place=line(place, 300), zipcode=line(zipcode, 10), lat=lat, long=long,
        answers=dict(answers or {}), media_url=media_url, full_name=line(full_name, 120), email=email, phone=line(phone, 20),
        requested_at=now, level=level, due_at=rules.due(level.rule, now, working_calendar()) if level else None,
        key=key, sending=sending,
    )  # fmt: skip
    data = {"service": service.code, "app": key.name, "due": request.due_at}
    record.append("service_requests.receive", subject=request.thing, by=by, data=data)
    return request


def _begin(request: ServiceRequest, verb: str, by: User) -> ServiceRequest:
    request = lock(request)
    permissions.check_may(by, request, verb)
    request.touched = True
    return request


@transaction.atomic
def release(
    request: ServiceRequest, *, shown: str, place: bool = False, picture: bool = False, by: User
) -> ServiceRequest:
    """Show the public what was written, as the officer leaves it: names, numbers and homes are taken out first."""
    request = _begin(request, "release", by)
    if not (shown := words(shown)) and not place and not picture:
        raise Refused(_("Say what of it is shown."), field="shown")
    request.shown, request.released_at, request.released_by = shown, timezone.now(), by
    request.media_shown = picture and bool(request.media_url)
    request.place_shown = place  # else it stays as coarse as it was
    request.save()
    record.append(
        "service_requests.release", subject=request.thing, by=by,
        data={"words": bool(shown), "changed": shown != request.description, "place": place, "picture": request.media_shown},
    )  # fmt: skip
    return request


@transaction.atomic
def withhold(request: ServiceRequest, *, reason: str, by: User) -> ServiceRequest:
    """Take back what was released; from now on nobody outside reads it."""
    request = _begin(request, "withhold", by)
    if not (reason := words(reason)):
        raise Refused(_("Write why it is taken back."), field="reason")
    request.shown, request.released_at, request.released_by, request.media_shown = "", None, None, False
    request.place_shown = False
    request.save()
    record.append("service_requests.withhold", subject=request.thing, by=by, data={"reason": reason})
    return request


@transaction.atomic
def answer(request: ServiceRequest, *, notes: str, by: User) -> ServiceRequest:
    """Tell the sender and everybody where it stands, while it is open."""
    request = _begin(request, "answer", by)
    if not (notes := words(notes)):
        raise Refused(_("Write the answer."), field="notes")
    request.notes = notes
    request.save()
    record.append("service_requests.answer", subject=request.thing, by=by, data={"notes": notes})
    return request


@transaction.atomic
def close(request: ServiceRequest, *, notes: str, by: User) -> ServiceRequest:
    """Close it with its answer. By the moment of closing it was on time or late."""
    request = _begin(request, "close", by)
    states.check_move(request.status, Status.CLOSED)
    if not (notes := words(notes)):
        raise Refused(_("Write the answer."), field="notes")
    request.status, request.notes, request.closed_at = Status.CLOSED, notes, timezone.now()
    request.save()
    data = {"notes": notes, "on_time": not queries.is_late(request)}
    record.append("service_requests.close", subject=request.thing, by=by, data=data)
    return request


@transaction.atomic
def reopen(request: ServiceRequest, *, reason: str, by: User) -> ServiceRequest:
    """It was not done after all. The due moment stays: opening again excuses nothing."""
    request = _begin(request, "reopen", by)
    states.check_move(request.status, Status.OPEN)
    if not (reason := words(reason)):
        raise Refused(_("Write why it is opened again."), field="reason")
    request.status, request.closed_at = Status.OPEN, None
    request.save()
    record.append("service_requests.reopen", subject=request.thing, by=by, data={"reason": reason})
    return request


@transaction.atomic
def hand_over(
    request: ServiceRequest,
    *,
    to: Organisation,
    denunciation: bool = False,
    denounced: Iterable[Organisation] = (),
    by: User,
) -> str:
    """This is no service matter: a complaint, a denunciation, a recommendation. Answer the code of the case it becomes.

    Its words and sender go with it and are erased here; through the interface it is not found any more. The record says
    nothing of what it became: a number that everybody may ask for must not lead to who denounces.
    """
    request = _begin(request, "hand_over", by)
    states.check_move(request.status, Status.HANDED_OVER)
    receiver = kit.receiver()
    if receiver is None:
        raise Refused(_("No part of this installation takes petitions."))
    if not request.description:
        raise Refused(_("Nothing was written that could be handed over."))
    where = [f"Địa điểm: {request.place}"] if request.place else []
    where += [f"Tọa độ: {request.lat}, {request.long}"] if request.lat is not None else []
    code = receiver(
        kit.Handed(
            to=to, content="\n\n".join([request.description, *where]),
            person={"full_name": request.full_name, "email": request.email, "phone": request.phone},
            received_on=timezone.localtime(request.requested_at).date(), denunciation=denunciation, denounced=denounced,
            key=f"service_request {request.thing_id}",
        )
    )  # fmt: skip
    for name in ("description", "shown", "place", "zipcode", "media_url", "full_name", "email", "phone", "notes"):
        setattr(request, name, "")
    request.lat = request.long = None
    request.answers, request.released_at, request.released_by = {}, None, None
    request.media_shown = request.place_shown = False
    request.status, request.closed_at = Status.HANDED_OVER, request.closed_at or timezone.now()
    request.save()
    record.append("service_requests.hand_over", subject=request.thing, by=by)
    return code
