"""The interface by which organisations' systems send opinions: plain JSON, described in docs/reference/opinions-api.md."""

import json
from datetime import date
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from dongthuan.foundation.orgs.models import Area
from dongthuan.foundation.things.kit import Refused, today

from .. import actions, codes, permissions, queries
from ..models import Posting, SenderKey

MOST, BYTES = 100, 8 * 2**20  # opinions in one request; its size
WORDS = ("stance", "words", "wording", "name", "contact", "behalf", "authority")
KNOWN = {"id", "clause", "area", *WORDS}


class Fault(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@csrf_exempt
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what may be spoken about. POST: opinions, each answered for itself. No cookie is believed."""
    posting = get_object_or_404(queries.posted().select_related("version__text", "thing"), pk=pk)
    try:
        if request.method in ("GET", "HEAD"):
            return JsonResponse(_about(posting), json_dumps_params={"ensure_ascii": False})
        if request.method != "POST":
            raise Fault(405, f"{request.method} is not answered here.")
        key = _key(request, posting)
        if not permissions.may_speak(posting):
            raise Fault(409, "Opinions are not received now.")
        rows = _rows(request)
        _spend(key, len(rows))
        return JsonResponse({"opinions": _take(key, posting, rows)}, json_dumps_params={"ensure_ascii": False})
    except Fault as fault:
        response = JsonResponse({"error": str(fault)}, status=fault.status)
        if fault.status == 429:
            response["Retry-After"] = "60"
        return response


def _about(posting: Posting) -> dict[str, Any]:
    clauses = [
        {"id": pk, "citation": p.citation, "title": p.row.title, "text": p.row.text}
        for pk, (_n, p) in queries.places(posting).items()
    ]
    return {
        "id": posting.pk, "title": posting.title, "organiser": posting.organiser.name, "until": posting.until,
        "open": bool(permissions.may_speak(posting)), "version": posting.version.number, "clauses": clauses,
    }  # fmt: skip


def _key(request: HttpRequest, posting: Posting) -> SenderKey:
    """Whose request this is. Guesses are counted per address."""
    if codes.WRONG_KEYS.spent(request):
        raise Fault(429, "Too many wrong keys from this address.")
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    key = queries.key_of(posting, value.strip()[:100]) if scheme.casefold() == "bearer" else None
    if key is None:
        codes.WRONG_KEYS.count(request)
        raise Fault(401, "The key is missing or not valid for this call. Send it as: Authorization: Bearer KEY")
    return key


def _rows(request: HttpRequest) -> list[Any]:
    try:
        size = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        size = 0
    if size > BYTES:
        raise Fault(413, f"At most {BYTES // 2**20} MB in one request.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Fault(400, "The body is not JSON in UTF-8.") from None
    rows = body.get("opinions") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not rows:
        raise Fault(400, 'Send {"opinions": [ … ]} with at least one opinion.')
    if len(rows) > MOST:
        raise Fault(413, f"At most {MOST} opinions in one request.")
    return rows


def _spend(key: SenderKey, n: int) -> None:
    """So many opinions a minute by one key, in the cache that all processes share."""
    name = f"opinions:key:{key.pk}"
    if int(cache.get(name, 0)) + n > key.per_minute:
        raise Fault(
            429, f"This key may send {key.per_minute} opinions a minute. Send fewer at once, or again in a minute."
        )
    if not cache.add(name, n, 60):
        try:
            cache.incr(name, n)
        except ValueError:  # it ran out between the two
            cache.add(name, n, 60)


def _take(key: SenderKey, posting: Posting, rows: list[Any]) -> list[dict[str, Any]]:
    places, day = queries.places(posting), today()
    return [_one(key, places, day, row) for row in rows]


def _one(key: SenderKey, places: queries.Places, day: date, row: Any) -> dict[str, Any]:
    """Each opinion stands for itself: what is wrong with one keeps no other out."""
    own = row.get("id") if isinstance(row, dict) else None
    if not isinstance(own, str) or not 0 < len(own) <= 200:
        return _refused(
            own if isinstance(own, str | int) else None, "id", "A text of 1 to 200 characters, your own number of it."
        )
    if unknown := sorted(set(row) - KNOWN):
        return _refused(own, unknown[0][:60], "This field is not known.")
    for field in WORDS:
        if not isinstance(row.get(field, ""), str):
            return _refused(own, field, "A text.")
    clause, area = row.get("clause"), row.get("area")
    if clause is not None and (type(clause) is not int or clause not in places):
        return _refused(own, "clause", "No clause of this draft has this id. GET this address for those it has.")
    commune = (
        Area.objects.on(day).filter(code=area, level=Area.Level.COMMUNE).first() if isinstance(area, str) else None
    )
    if area is not None and commune is None:
        return _refused(own, "area", "No commune has this code today.")
    said = {field: row.get(field, "") for field in WORDS}
    try:
        given, new = actions.give_for(
            key, own=own, clause=places[clause][1].row.clause if clause is not None else None, area=commune, **said
        )
    except Refused as refusal:
        return _refused(own, refusal.field, refusal.reason)
    except ValidationError as fault:
        return _refused(own, None, fault.messages[0])
    return {"id": own, "status": "taken" if new else "known", "code": given.code}


def _refused(own: Any, field: str | None, why: str) -> dict[str, Any]:
    return {"id": own, "status": "refused", "field": field, "error": str(why)}
