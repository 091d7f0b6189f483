"""Who stands above whom, and what each sees of it. Nothing of a sealed case but its number, its body and its days."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.things.kit import YES, No, must, today
from dongthuan.foundation.vault import queries as vault

from . import permissions, sealed
from .models import Escalation, Opinion, Order, Petition
from .models.petition import OPEN
from .rights import ROLES
from .states import OpinionStatus, OrderStatus

Answer = bool | No
ANSWERS = (Role.SOLVER, Role.LEADER)
MOST = 6  # steps up


# --- the ladder ----------------------------------------------------------------------------------------------------
def superiors(organisation: Organisation) -> list[Organisation]:
    """The state bodies above this one as they stand today, the nearest first; what ended is followed to its successor."""
    found: list[Organisation] = []
    here = organisation
    for _step in range(MOST):
        if here.parent is None:
            break
        here = here.parent.current()
        if here.kind == Organisation.Kind.STATE and here.in_force_on(today()) and here.pk != organisation.pk:
            found.append(here)
    if not found and organisation.level in (Organisation.Level.COMMUNE, Organisation.Level.DEPARTMENT):
        province = Organisation.objects.on(today()).filter(
            kind=Organisation.Kind.STATE, level=Organisation.Level.PROVINCE, area__in_scope=True
        )
        found = list(province.order_by("pk")[:1])
    return found


def superior_for(petition: Petition) -> Organisation | None:
    """The nearest superior that may know of the case: never one that a denunciation is about."""
    above = superiors(petition.organisation)
    if petition.dossier:
        out = set(vault.outside_bodies(petition.dossier).values_list("pk", flat=True))
        above = [o for o in above if o.pk not in out]
    return above[0] if above else None


# --- what a superior sees ------------------------------------------------------------------------------------------
def leads(user: Any) -> set[int]:
    return permissions.own(user, Role.LEADER)


def escalations(user: Any) -> QuerySet[Escalation]:
    """What came up to the bodies this person leads, of cases that still run."""
    rows = Escalation.objects.filter(to__in=leads(user), petition__status__in=OPEN)
    rows = rows.exclude(petition__dossier__isnull=False, petition__dossier__in=sealed.kept_from(user))
    return rows.select_related("petition__organisation", "petition__thing", "clock", "to")


def waiting(user: Any) -> QuerySet[Escalation]:
    """Those whose limit still runs unmet, and on which no order was given since."""
    ordered = Order.objects.filter(issuer__in=leads(user)).exclude(status=OrderStatus.SETTLED)
    return escalations(user).filter(clock__ended_on=None).exclude(petition__in=ordered.values("petition"))


def orders(user: Any) -> QuerySet[Order]:
    """Orders this person's bodies gave, and those they were given; of a sealed case only for desk, head and its solver."""
    mine = permissions.own(user)
    plain = Q(body__in=mine, petition__sealed=False)
    named = Q(petition__officer=getattr(user, "pk", None), body__in=mine)
    headed = Q(body__in=permissions.own(user, Role.RECEPTION_OFFICER, Role.LEADER))
    rows = Order.objects.filter(Q(issuer__in=leads(user)) | plain | named | headed)
    rows = rows.exclude(petition__dossier__isnull=False, petition__dossier__in=sealed.kept_from(user))
    return rows.select_related("petition__organisation", "petition__thing", "issuer", "body", "by", "reported_by")


def opinions(user: Any) -> QuerySet[Opinion]:
    """Questions put to this person's bodies. Who has the case reads them on its own page."""
    rows = Opinion.objects.filter(of__in=permissions.own(user, *ANSWERS), petition__sealed=False)
    return rows.select_related("petition__organisation", "petition__thing", "of", "asked_by", "given_by", "file")


# --- who may ---------------------------------------------------------------------------------------------------------
def may_order(user: Any, petition: Petition) -> Answer:
    """A leader of a body above the one that has the case; of a sealed one only where it went up by law."""
    mine = leads(user)
    above = {o.pk for o in superiors(petition.organisation)} & mine
    if not above:
        return No(_("Only the leader of a body above the one that has the case gives an order."))
    if not petition.is_open:
        return No(_("This case has ended."))
    if petition.sealed and not escalations(user).filter(petition=petition).exists():
        return No(_("Of a sealed case the superior learns when its limit has run out."))
    return YES


def issuer_for(user: Any, petition: Petition) -> Organisation:
    """The nearest body above for which this person gives the order."""
    must(may_order(user, petition))
    return next(o for o in superiors(petition.organisation) if o.pk in leads(user))


def may_report(user: Any, order: Order) -> Answer:
    if order.status != OrderStatus.GIVEN:
        return No(_("The report was sent already."))
    if not permissions.holds(user, order.body_id, *ANSWERS):
        return No(_("Only the solver and the leader of the body that has the case report on it."))
    if order.petition.sealed and not orders(user).filter(pk=order.pk).exists():
        return No(_("Only who was named for this case works on it."))
    return YES


def may_settle(user: Any, order: Order) -> Answer:
    """Accept the report, or send it back."""
    if order.status != OrderStatus.REPORTED:
        return No(_("No report waits here."))
    return YES if order.issuer_id in leads(user) else No(_("Only a leader of the body that gave the order does this."))


def may_give_opinion(user: Any, opinion: Opinion) -> Answer:
    if opinion.status != OpinionStatus.ASKED:
        return No(_("This was answered already."))
    if not permissions.holds(user, opinion.of_id, *ANSWERS):
        return No(_("Only the solver and the leader of the body that was asked answer."))
    return YES


def may_withdraw_opinion(user: Any, opinion: Opinion) -> Answer:
    if opinion.status != OpinionStatus.ASKED:
        return No(_("This was answered already."))
    if not permissions.holds(user, opinion.petition.organisation_id, *ANSWERS):
        return No(_("Only the body that asked takes the question back."))
    return YES


def may_see(user: Any) -> Answer:
    """The page of what goes up and down: whoever leads a body."""
    return bool(leads(user)) or No(_("This page is for the leaders of the bodies that work on petitions."))


def works(user: Any) -> bool:
    return bool(permissions.own(user, *ROLES))
