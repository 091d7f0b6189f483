"""Looking: asked by one, approved by another where the law protects, written down first and read after."""

from typing import Any

from django.db import transaction

from dongthuan.foundation.record import actions as record

from .. import vouchers
from ..kit import on_look, on_request
from ..models import Item, Look, Request


@transaction.atomic
def ask(item: Item, *, ground: str, note: str = "", by: Any) -> Request:
    """Ask a second person to approve one look (`queries.takes_two` says where it is needed)."""
    request = Request.objects.get(pk=vouchers.value("ask", by=by, item=item.pk, ground=ground, note=note))
    record.append("vault.ask", subject=item.dossier.thing, by=by, data={"part": item.name, "ground": ground})
    on_request.tell(request)
    return request


@transaction.atomic
def answer_yes(request: Request, *, by: Any) -> Request:
    """The second person approves: one look within one hour. Never who asked, nor who works under them if another is there."""
    return _answer("vault.answer_yes", request, True, by)


@transaction.atomic
def answer_no(request: Request, *, by: Any) -> Request:
    """The second person refuses, or takes an unused approval back; who asked may withdraw."""
    return _answer("vault.answer_no", request, False, by)


def _answer(verb: str, request: Request, approve: bool, by: Any) -> Request:
    vouchers.call("answer", by=by, request=request.pk, approve=approve)
    data = {"part": request.item.name, "ground": request.ground_id, "person": request.person.record_name()}
    record.append(verb, subject=request.item.dossier.thing, by=by, data=data)
    return Request.objects.get(pk=request.pk)


@transaction.atomic
def look(item: Item, *, ground: str = "", note: str = "", request: Request | None = None, by: Any) -> Look:
    """Write down that `by` looks at the piece, on a ground; `queries.reveal` then reads it, in a request of its own.

    Where two are needed, `request` is the approved one and its ground counts. Everyone who heads the handling body is
    shown it (journeys tell them), and it stands in the record; neither holds any content.
    """
    pk = vouchers.value("look", by=by, item=item.pk, ground=ground, note=note, request=request.pk if request else None)
    seen = Look.objects.select_related("item__dossier__thing", "second").get(pk=pk)
    data = {"part": item.name, "ground": seen.ground_id, "second": seen.second.record_name() if seen.second else ""}
    record.append("vault.look", subject=item.dossier.thing, by=by, data=data)
    on_look.tell(seen)
    return seen
