"""What a client may ask and send, read strictly: an argument that cannot be understood is an error that names it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from dongthuan.foundation.things.kit import clean_text

from .. import queries
from ..models import Service, ServiceRequest
from ..states import PUBLIC
from .answers import Fault

SPAN = timedelta(days=90)
MOST = 1_000
LONGEST = 4_000  # characters of a description, by the standard
LIMITS = {
    "first_name": 60,
    "last_name": 60,
    "phone": 20,
    "email": 254,
    "address_string": 300,
    "address_id": 60,
    "media_url": 500,
}


def jurisdiction(given: QueryDict) -> str:
    """The body that is asked, by its code; none: all of them."""
    code = given.get("jurisdiction_id", "").strip()
    if code and ("\x00" in code or not queries.is_jurisdiction(code)):
        raise Fault(404, "jurisdiction_id was not found.")
    return code


# --- reading ------------------------------------------------------------------------------------------------------
def wanted(given: QueryDict) -> QuerySet[ServiceRequest]:
    """The requests a client asks for: by numbers, or by service, state and time (90 days at most), the newest first."""
    rows = queries.public(jurisdiction(given))
    if ids := _list(given, "service_request_id"):
        return rows.filter(code__in=ids[:MOST])[:MOST]
    if codes := _list(given, "service_code"):
        rows = rows.filter(service__code__in=codes)
    if states := _list(given, "status"):
        if unknown := set(states) - {s.value for s in PUBLIC}:
            raise Fault(400, f"status knows open and closed, not {sorted(unknown)[0][:20]}.")
        rows = rows.filter(status__in=states)
    begin, end = window(given)
    return rows.filter(requested_at__gte=begin, requested_at__lte=end)[:MOST]


def _list(given: QueryDict, name: str) -> list[str]:
    return [x for x in (part.strip() for part in given.get(name, "").replace("\x00", "").split(",")) if x]


def window(given: QueryDict) -> tuple[datetime, datetime]:
    """From start_date to end_date; one alone opens 90 days from it; neither: the last 90 days."""
    start, end = moment(given, "start_date"), moment(given, "end_date")
    if start and end:
        if end < start:
            raise Fault(400, "end_date lies before start_date.")
        if end - start > SPAN:
            raise Fault(400, "start_date and end_date may not span more than 90 days.")
        return start, end
    if start:
        return start, start + SPAN
    end = end or timezone.now()
    return end - SPAN, end


def moment(given: QueryDict, name: str) -> datetime | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        # A plus sign that was not encoded reaches us as a blank.
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        if not 1990 <= found.year <= 2200:
            raise ValueError
    except ValueError:
        raise Fault(400, f"{name} is no moment. Write it like 2026-07-01T00:00:00+07:00.") from None
    return found if found.tzinfo else timezone.make_aware(found)


# --- sending ------------------------------------------------------------------------------------------------------
def service(given: QueryDict) -> Service:
    code = given.get("service_code", "").strip()
    if not code:
        raise Fault(400, "service_code was not provided.")
    found = queries.published(jurisdiction(given)).filter(code=code.replace("\x00", "")[:40]).first()
    if found is None:
        raise Fault(404, "service_code was not found.")
    return found


def sent(request: HttpRequest, about: Service) -> dict[str, Any]:
    """The checked values of a request. device_id and account_id are not kept: nobody here needs them."""
    given = request.POST
    texts = {name: _text(given, name, limit) for name, limit in LIMITS.items()}
    description = _text(given, "description", LONGEST)
    lat, long = _degrees(given, "lat", 90), _degrees(given, "long", 180)
    if (lat is None) != (long is None):
        raise Fault(400, "lat and long go together.")
    place = texts["address_string"] or (f"address_id {texts['address_id']}" if texts["address_id"] else "")
    if lat is None and not place:
        raise Fault(400, "A location was not provided: lat and long, or address_string, or address_id.")
    if texts["email"]:
        _valid(EmailValidator(), texts["email"], "email is no address.")
    if texts["media_url"]:
        _valid(URLValidator(schemes=["https"]), texts["media_url"], "media_url is no https address.")
    return {
        "description": description, "place": place, "lat": lat, "long": long, "media_url": texts["media_url"],
        "full_name": f"{texts['last_name']} {texts['first_name']}".strip(), "email": texts["email"], "phone": texts["phone"],
        "answers": answers(given, about), "number": request.headers.get("Idempotency-Key", "")[:200],
    }  # fmt: skip


def _valid(validator: Any, value: str, words: str) -> None:
    try:
        validator(value)
    except ValidationError:
        raise Fault(400, words) from None


def _text(given: QueryDict, name: str, limit: int) -> str:
    try:
        text = clean_text(given.get(name, "")).strip()
    except ValidationError:
        raise Fault(400, f"{name} holds characters that no text may hold.") from None
    if len(text) > limit:
        raise Fault(400, f"{name} has {len(text)} characters; {limit} is the most.")
    return text


def _degrees(given: QueryDict, name: str, most: int) -> float | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = most + 1.0
    if not -most <= found <= most:
        raise Fault(400, f"{name} must be a number between -{most} and {most} (WGS84).")
    return found


def answers(given: QueryDict, about: Service) -> dict[str, Any]:
    """attribute[CODE]=value, attribute[CODE][]=value for several. Unknown codes and values are errors."""
    found: dict[str, Any] = {}
    for question in about.attributes:
        code, several = question["code"], question["datatype"] == "multivaluelist"
        values = [
            v for name in (f"attribute[{code}]", f"attribute[{code}][]") for v in given.getlist(name) if v.strip()
        ]
        if not values:
            if question["required"]:
                raise Fault(400, f"attribute[{code}] is required for this service_code.")
            continue
        keys = {v["key"] for v in question["values"]}
        if (len(values) > 1 and not several) or (keys and not set(values) <= keys) or max(map(len, values)) > LONGEST:
            raise Fault(400, f"attribute[{code}] has a value that this service does not know.")
        if (
            question["datatype"] == "number"
            and not values[0].replace(",", ".").replace(".", "", 1).lstrip("-").isdecimal()
        ):
            raise Fault(400, f"attribute[{code}] must be a number.")
        try:
            cleaned = [clean_text(v).strip() for v in values]
        except ValidationError:
            raise Fault(400, f"attribute[{code}] holds characters that no text may hold.") from None
        found[code] = cleaned if several else cleaned[0]
    known = {f"attribute[{q['code']}]" for q in about.attributes}
    if strange := next((n for n in given if n.startswith("attribute[") and n.removesuffix("[]") not in known), None):
        raise Fault(400, f"{strange[:60]} is no question of this service_code.")
    return found
