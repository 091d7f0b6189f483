"""What of petitions stands on a person's desk: the next step of each case that is theirs to take, by legal date."""

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import Desk, DeskRow, ManyRows
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import asked
from dongthuan.web.kit import Tag

from . import oversight, queries
from .models import Escalation, Opinion, Order, Petition
from .models.petition import OPEN
from .verbs import VERBS, main_verb


def cases() -> tuple[str, str]:
    """The heading of them all: a case stands in its row, not once more above it."""
    return asked("petitions.heading", lambda: (_("Petitions"), reverse("petitions:list")))


def do_row(petition: Petition) -> DeskRow:
    verb = main_verb(petition)
    page = reverse("petitions:detail", args=[petition.pk])
    step = reverse("petitions:step", args=[petition.pk, verb]) if verb else page
    label = str(VERBS[verb].label) if verb else _("Open the case")
    return DeskRow(
        due=petition.due, what=_what(petition), url=page, step=label, step_url=step, under=cases(),
        why=str(petition.get_status_display()),
    )  # fmt: skip


def _what(petition: Petition) -> str:
    return f"{petition.code}: {petition.title}" if petition.title else f"{petition.code}: {petition.get_kind_display()}"


def wait_row(petition: Petition) -> DeskRow:
    page = reverse("petitions:detail", args=[petition.pk])
    tag = Tag("", _("Waiting for its sender"))
    return DeskRow(petition.due, _what(petition), page, _("Open the case"), page, waiting=True, tag=tag, under=cases())


def read_row(petition: Petition) -> DeskRow:
    page = reverse("petitions:detail", args=[petition.pk])
    step = reverse("petitions:step", args=[petition.pk, "give_reading"])
    label = str(VERBS["give_reading"].label)
    return DeskRow(petition.due, _what(petition), page, label, step, under=cases())


# --- up and down ---------------------------------------------------------------------------------------------------
def escalated_row(up: Escalation) -> DeskRow:
    page = reverse("petitions:give_order", args=[up.petition_id])
    what = f"{up.petition.code}, {up.petition.organisation.short_name}"
    return DeskRow(
        up.due or up.on, what, page, _("Give an order"), page, why=f"{up.get_reason_display()}, {up.clock.rule}", under=cases(),
    )  # fmt: skip


def ordered_row(order: Order) -> DeskRow:
    page = reverse("petitions:order", args=[order.pk])
    why = _("Order %(number)s of %(who)s") % {"number": order.number, "who": order.issuer.short_name}
    step = reverse("petitions:report_order", args=[order.pk])
    return DeskRow(order.due, _what(order.petition), page, _("Report on the order"), step, why=why, under=cases())


def reported_row(order: Order) -> DeskRow:
    page = reverse("petitions:order", args=[order.pk])
    what = f"{order.petition.code}, {order.body.short_name}"
    return DeskRow(
        order.due, what, page, _("Read the report"), page, why=str(order.get_status_display()), under=cases()
    )


def opinion_row(opinion: Opinion) -> DeskRow:
    page = reverse("petitions:opinion", args=[opinion.pk])
    why = _("Asked by %(who)s") % {"who": opinion.petition.organisation.short_name}
    return DeskRow(
        opinion.due,
        f"{opinion.petition.code}: {opinion.question[:120]}",
        page,
        _("Answer"),
        page,
        why=why,
        under=cases(),
    )


def _ordered(user: User) -> QuerySet[Order]:
    """Orders to report on: the solver's, and the leader's."""
    mine = Q(petition__officer=user) | Q(body__in=oversight.leads(user))
    return oversight.orders(user).filter(mine, status="given", petition__organisation=F("body"))


def _reported(user: User) -> QuerySet[Order]:
    return oversight.orders(user).filter(status="reported", issuer__in=oversight.leads(user))


def _asked(user: User) -> QuerySet[Opinion]:
    return oversight.opinions(user).filter(status="asked", petition__status__in=OPEN)


def register(desk: Desk) -> None:
    seen = queries.asked_first
    desk.add_many("petitions.to_do", ManyRows(queries.to_do, do_row, due="due", all_are=queries.TO_DO, given=seen))
    desk.add_many("petitions.waiting", ManyRows(queries.waiting, wait_row, due="due", waiting=True, given=seen))
    desk.add_many("petitions.to_read", ManyRows(queries.to_read, read_row, due="due", given=seen))
    desk.add_many("petitions.escalated", ManyRows(oversight.waiting, escalated_row, due="on", late=False))
    desk.add_many("petitions.ordered", ManyRows(_ordered, ordered_row, due="due"))
    desk.add_many("petitions.reported", ManyRows(_reported, reported_row, due="due", late=False))
    desk.add_many("petitions.asked", ManyRows(_asked, opinion_row, due="due"))
