"""The endpoints. What reads writes nothing; what sends needs a key. Every error has the standard's shape."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from dongthuan.foundation.things.kit import Refused

from .. import actions, limits, queries
from ..models import ApiKey
from ..states import PUBLIC
from . import arguments, shapes
from .answers import Fault, answer, fault

CHANGED = "2026-11-27T00:00:00+07:00"  # when these endpoints were last changed
View = Callable[..., HttpResponse]


def endpoint(*methods: str) -> Callable[[View], View]:
    """Answer in the format of the address; faults and refusals in the standard's shape. No cookie is believed."""

    def wrap(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, form: str, **kwargs: Any) -> HttpResponse:
            known = form if form in ("json", "xml") else "json"
            try:
                if known != form:
                    raise Fault(400, "The format is xml or json.")
                if request.method not in methods:
                    raise Fault(405, f"{request.method} is not answered here.")
                if request.method == "GET":
                    _reads(request)
                return view(request, form, **kwargs)
            except Fault as error:
                return fault(known, error)
            except Refused as refusal:
                return fault(known, Fault(400, refusal.reason))

        return csrf_exempt(run) if "POST" in methods else run

    return wrap


def _reads(request: HttpRequest) -> None:
    who = f"read:{limits.address(request)}"
    if limits.spent(who, limits.READS, limits.memory):
        raise Fault(429, "Too many requests from this address. Ask again in a minute.", after=limits.READS[1])
    limits.count(who, limits.READS, limits.memory)


@endpoint("GET", "HEAD")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    return answer(form, "discovery", shapes.discovery(CHANGED))


@endpoint("GET", "HEAD")
def services(request: HttpRequest, form: str) -> HttpResponse:
    rows = queries.published(arguments.jurisdiction(request.GET)).order_by("group", "name", "pk")
    return answer(form, "services", [shapes.service(s) for s in rows])


@endpoint("GET", "HEAD")
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    found = queries.published(arguments.jurisdiction(request.GET)).filter(code=code).first()
    if found is None:
        raise Fault(404, "service_code was not found.")
    return answer(form, "service_definition", shapes.definition(found))


@endpoint("GET", "HEAD", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    if request.method == "POST":
        return _send(request, form)
    return answer(form, "service_requests", [shapes.request(r) for r in arguments.wanted(request.GET)])


@endpoint("GET", "HEAD")
def one(request: HttpRequest, form: str, id: str) -> HttpResponse:
    found = queries.public(arguments.jurisdiction(request.GET)).filter(code=id).first()
    if found is None:
        raise Fault(404, "service_request_id was not found.")
    return answer(form, "service_requests", [shapes.request(found)])


@endpoint("GET", "HEAD")
def token(request: HttpRequest, form: str, id: str) -> HttpResponse:
    try:
        rows = queries.public(arguments.jurisdiction(request.GET)).filter(token=uuid.UUID(id))
    except ValueError:
        raise Fault(404, "token_id was not found.") from None
    if (found := rows.first()) is None:
        raise Fault(404, "token_id was not found.")
    return answer(form, "service_requests", [shapes.of_token(found)])


# --- sending ------------------------------------------------------------------------------------------------------
def _send(request: HttpRequest, form: str) -> HttpResponse:
    key = _key(request)
    about = arguments.service(request.POST)
    values = arguments.sent(request, about)
    made = actions.receive(about, key=key, by=None, **values)
    if made.status not in PUBLIC:
        raise Fault(404, "service_request_id was not found.")
    limits.count(f"send:{key.pk}", (key.per_minute, 60))
    return answer(form, "service_requests", [shapes.made(made)], status=201)


def _key(request: HttpRequest) -> ApiKey:
    """Whose request this is. Guesses are counted per address, sendings per key."""
    who = f"key:{limits.address(request)}"
    if limits.spent(who, limits.WRONG_KEYS):
        raise Fault(429, "Too many wrong keys from this address.", after=limits.WRONG_KEYS[1])
    key = queries.key_of(request.POST.get("api_key", "").strip()[:100])
    if key is None:
        limits.count(who, limits.WRONG_KEYS)
        raise Fault(403, "api_key is missing or not valid.")
    if limits.spent(f"send:{key.pk}", (key.per_minute, 60)):
        raise Fault(429, "This key has sent too many requests. Send again in a minute.", after=60)
    return key
