"""Recommendations and reflections (kiến nghị, phản ánh), and those on regulations (NĐ 20/2008)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, today

from .. import clocks, telling
from ..kinds import Product
from ..models import Petition
from ..states import Status
from ._facts import begin, day_of, done, finish, move, words


@transaction.atomic
def promise(petition: Petition, *, by_day: date, by: User) -> Petition:
    """No law sets a limit: the leader states until when it is answered (LTCD 18.4; NĐ 154 Điều 25)."""
    petition = begin(petition, "promise", by)
    if by_day < today():
        raise Refused(_("This day has passed."), field="by_day")
    old = petition.promised_on
    petition.promised_on = by_day
    petition.save(update_fields=["promised_on"])
    clocks.settle(petition)
    record.append("petitions.promise", subject=petition.thing, by=by, data={"day": by_day, "old": old})
    return petition


@transaction.atomic
def answer(petition: Petition, *, text: str, number: str = "", on: date | None = None, by: User) -> Petition:
    """Answer the reflection in writing; its sender reads it on the page of the code."""
    petition = begin(petition, "answer", by)
    if not words(text):
        raise Refused(_("Write the answer."), field="text")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "answer")
    clocks.end(petition, on)
    move(petition, Status.KP_ANSWERED, decided_on=on, solved=None, product="", ended_on=None)
    done("petitions.answer", petition, by=by, on=on, number=number, text=text)
    telling.answered(petition)
    return petition


@transaction.atomic
def pool(petition: Petition, *, by: User) -> Petition:
    """Not enough to decide on alone: kept with others on the same regulation."""
    petition = begin(petition, "pool", by)
    move(petition, Status.PK_POOLED)
    done("petitions.pool", petition, by=by, on=today())
    return petition


@transaction.atomic
def take_from_pool(petition: Petition, *, by: User) -> Petition:
    """There is enough now: assessed after all."""
    petition = begin(petition, "take_from_pool", by)
    move(petition, Status.PK_ASSESS)
    done("petitions.take_from_pool", petition, by=by, on=today())
    return petition


@transaction.atomic
def assess(petition: Petition, *, result: str, number: str, text: str, on: date | None = None, by: User) -> Petition:
    """Decide on the regulation: keep, amend, propose, make a new one (NĐ 20/2008 Điều 10–13)."""
    petition = begin(petition, "assess", by)
    if result not in RESULTS:
        raise Refused(_("Choose what becomes of the regulation."), field="result")
    if not number.strip() or not words(text):
        raise Refused(_("Give the number of the paper and the reason."), field="number")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "answer")
    clocks.end(petition, on, "transfer", "alarm")
    move(petition, Status.PK_DECIDED, decided_on=on)
    done("petitions.assess", petition, by=by, on=on, number=number, text=text, data={"result": result})
    return petition


RESULTS = ("keep", "amend", "propose", "new")


@transaction.atomic
def not_receive(petition: Petition, *, text: str, by: User) -> Petition:
    """Not received: it does not hold what NĐ 20/2008 Điều 7 asks for."""
    petition = begin(petition, "not_receive", by)
    if not words(text):
        raise Refused(_("Say what it lacks."), field="text")
    clocks.meet(petition, today(), "answer")
    clocks.end(petition, today())
    finish(petition, Status.PK_NOT_RECEIVED, Product.REFUSAL, today())
    done("petitions.not_receive", petition, by=by, on=today(), text=text)
    return petition
