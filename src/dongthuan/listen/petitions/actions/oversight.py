"""A limit that ran out goes up; an order comes down; its report is accepted or sent back."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.law import LawError
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import clocks, oversight, states, telling
from ..models import Clock, Escalation, Order, Petition
from ..models.petition import OPEN
from ..rules.oversight import LATE, RED, rung
from ..states import OrderStatus
from ._facts import line, words

GOES_UP = {Clock.Purpose.SOLVE: LATE, Clock.Purpose.ALARM: RED}


def escalate(*, day: date | None = None, by: User | None) -> int:
    """Bring to the superior every limit that had run out by the day (the job's, every morning). Run again, nothing twice.

    Each goes up under the day the law says, however late the job ran. Answers how many went up.
    """
    day = day or today()
    ran_out = Q(purpose=Clock.Purpose.SOLVE, due__lt=day) | Q(purpose=Clock.Purpose.ALARM, due__lte=day)
    rows = Clock.objects.filter(ran_out, ended_on=None, suspended_on=None)
    rows = rows.filter(petition__status__in=OPEN, escalation=None).order_by("pk")
    return sum(_one("petitions.escalate", pk, by) is not None for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _one(verb: str, pk: int, by: User | None) -> Escalation | None:
    clock = Clock.objects.select_for_update(of=("self",)).select_related("petition__organisation__parent").get(pk=pk)
    petition = clock.petition
    found = rung(GOES_UP[Clock.Purpose(clock.purpose)], petition.kind, clock.due)
    to = oversight.superior_for(petition)
    if found is None or to is None or clock.ended_on or Escalation.objects.filter(clock=clock).exists():
        return None
    on, provision = found
    due, facts = _day_of_law(provision.value.request, on)
    made = Escalation.objects.create(
        petition=petition, clock=clock, reason=GOES_UP[Clock.Purpose(clock.purpose)], to=to, on=on,
        basis=provision.basis, due=due, facts=facts,
    )  # fmt: skip
    data = {"rule": clock.rule, "reason": made.reason, "to": to.short_name, "on": on}
    record.append(verb, subject=petition.thing, by=by, data=data)
    telling.escalated(made)
    return made


def _day_of_law(rule: str, on: date) -> tuple[date | None, dict[str, object]]:
    if not rule:
        return None, {}
    try:
        found = clocks.reckon(rule, on)
    except LawError:
        return None, {}
    return found.due, found.as_dict()


@transaction.atomic
def give_order(
    petition: Petition, *, number: str, due: date | None = None, text: str = "", on: date | None = None, by: User
) -> Order:
    """The superior tells the body that has the case to act and report (LTCD 26.1.b; LTC 38).

    Of an overdue denunciation the law itself says by when it reports (TC-12/report); else the leader states the day.
    """
    petition = lock(petition)
    issuer = oversight.issuer_for(by, petition)
    if not (number := line(number, 80)):
        raise Refused(_("Give the number of the paper."), field="number")
    on = on or today()
    if on > today():
        raise Refused(_("This day is still to come."), field="on")
    late = Escalation.objects.filter(petition=petition, reason=LATE).last()
    found = rung(LATE, petition.kind, late.clock.due) if late else None
    by_law, facts = _day_of_law(found[1].value.report if found else "", on)
    if (due := by_law or due) is None or due < on:
        raise Refused(_("State until when it reports, not before the day of the order."), field="due")
    if Order.objects.filter(petition=petition, issuer=issuer).exclude(status=OrderStatus.SETTLED).exists():
        raise Refused(_("An order on this case is still open."))
    made = Order.objects.create(
        petition=petition, issuer=issuer, body=petition.organisation, number=number, on=on, due=due, facts=facts, by=by,
        text="" if petition.sealed else words(text),
    )  # fmt: skip
    data = {"number": number, "issuer": issuer.short_name, "due": due}
    record.append("petitions.give_order", subject=petition.thing, by=by, data=data)
    telling.ordered(made)
    return made


def _order(order: Order, to: str) -> Order:
    order = lock(order)
    states.check_order_move(order.status, to)
    return order


@transaction.atomic
def report_order(order: Order, *, number: str = "", text: str = "", by: User) -> Order:
    """The body that has the case reports what was done. Of a sealed case by the number of the report alone."""
    must(oversight.may_report(by, order))
    order = _order(order, OrderStatus.REPORTED)
    sealed = order.petition.sealed
    number, text = line(number, 80), "" if sealed else words(text)
    if sealed and not number:
        raise Refused(_("Of a sealed case, give the number of the report; its words lie in the vault."), field="number")
    if not sealed and not text:
        raise Refused(_("Say what was done."), field="text")
    order.status, order.reported_on, order.reported_by = OrderStatus.REPORTED, today(), by
    order.report_number, order.report = number, text
    order.save()
    record.append("petitions.report_order", subject=order.petition.thing, by=by, data={"number": number})
    telling.reported(order)
    return order


@transaction.atomic
def settle_order(order: Order, *, by: User) -> Order:
    """The superior accepts the report."""
    must(oversight.may_settle(by, order))
    order = _order(order, OrderStatus.SETTLED)
    order.status, order.settled_on = OrderStatus.SETTLED, today()
    order.save()
    record.append("petitions.settle_order", subject=order.petition.thing, by=by, data={"number": order.number})
    return order


@transaction.atomic
def return_order(order: Order, *, due: date, by: User) -> Order:
    """The report does not answer the order: it goes back, with a new day."""
    must(oversight.may_settle(by, order))
    order = _order(order, OrderStatus.GIVEN)
    if due < today():
        raise Refused(_("This day has passed."), field="due")
    order.status, order.due = OrderStatus.GIVEN, due
    order.save()
    record.append(
        "petitions.return_order", subject=order.petition.thing, by=by, data={"number": order.number, "due": due}
    )
    telling.ordered(order)
    return order
