"""Who may ask, answer and decide."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must, today

from .kit import Side
from .models import Consultation, Decider, Opinion
from .states import Code, Status

Answer = bool | No
ANSWERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.DEPARTMENT_OFFICER, Role.FOCAL_OFFICER, Role.LEADER)
READERS = (Role.LEADER, Role.FOCAL_OFFICER)


# --- for whom a person speaks -------------------------------------------------------------------------------------
def _posts(user: object, *roles: str) -> list[Post]:
    return [p for p in people.of(user).all_posts if p.role in roles]


def own(user: object) -> set[int]:
    """The organisations whose answers this person gives, with the bodies whose place they took."""
    return people.of(user).lineage({p.organisation_id for p in _posts(user, *ANSWERS)})


def seats(user: object, *roles: str) -> Q:
    """The deciders this person belongs to, by one of the roles: the party itself or its focal unit; where none is named,
    the party's departments."""
    posts = _posts(user, *roles)
    here = people.of(user).lineage({p.organisation_id for p in posts})
    above = {p.organisation.parent_id for p in posts if p.organisation.level == Organisation.Level.DEPARTMENT}
    parties = people.of(user).lineage(above)
    return Q(organisation__in=here) | Q(focal__in=here) | Q(focal__isnull=True, organisation__in=parties)


def deciders_of(user: object, *roles: str) -> QuerySet[Decider]:
    return Decider.objects.filter(seats(user, *(roles or (Role.FOCAL_OFFICER,))))


def deciding_organisation(user: object, consultation: Consultation) -> Organisation | None:
    """The decider this person speaks for as its focal officer."""
    decider = deciders_of(user).filter(consultation=consultation).select_related("organisation").order_by("pk").first()
    return decider.organisation if decider else None


def answering_organisation(user: object, consultation: Consultation) -> Organisation | None:
    """The asked organisation this person answers for."""
    asked = Organisation.objects.filter(pk__in=own(user), invitations__consultation=consultation)
    return asked.order_by("pk").first()


def speaks_for(user: object, side: Side) -> bool:
    """Whether this person is the focal officer of a side that has not been written down yet."""
    posts = _posts(user, Role.FOCAL_OFFICER)
    here = people.of(user).lineage({p.organisation_id for p in posts})
    if side.organisation.pk in here or (side.focal and side.focal.pk in here):
        return True
    above = {p.organisation.parent_id for p in posts if p.organisation.level == Organisation.Level.DEPARTMENT}
    return side.focal is None and side.organisation.pk in people.of(user).lineage(above)


# --- asking and answering -----------------------------------------------------------------------------------------
def may_open(user: object, organiser: Side) -> Answer:
    """The focal officer of the organising party asks for views."""
    if speaks_for(user, organiser):
        return YES
    name = organiser.organisation.short_name
    return No(_("Only the focal officer of %(organisation)s asks for views.") % {"organisation": name})


def may_answer(user: object, consultation: Consultation) -> Answer:
    """Whoever holds a post in an organisation that is asked, while views are received."""
    if consultation.status != Status.OPEN:
        return No(_("Views are no longer received."))
    if answering_organisation(user, consultation) is None:
        return No(_("Only the organisations that were asked answer."))
    return YES


def may_withdraw(user: object, opinion: Opinion) -> Answer:
    """The organisation that gave the opinion withdraws it, until the parties have agreed on it."""
    if opinion.consultation.status == Status.CLOSED:
        return No(_("This consultation is closed."))
    if opinion.organisation_id not in own(user):
        return No(_("Only the organisation that gave the opinion withdraws it."))
    decision = getattr(opinion, "decision", None)
    if decision and decision.code == Code.RUT:
        return No(_("This opinion was withdrawn already."))
    if decision and decision.agreed_at:
        return No(_("The parties have decided on this opinion; it stays in the table."))
    return YES


# --- deciding -----------------------------------------------------------------------------------------------------
def may_manage(user: object, consultation: Consultation) -> Answer:
    """The focal officers of the deciding parties move the due date, end the receiving, close."""
    if deciding_organisation(user, consultation):
        return YES
    return No(_("Only the focal officers of the parties may do this."))


def may_move_due(user: object, consultation: Consultation) -> Answer:
    if consultation.status != Status.OPEN:
        return No(_("Views are no longer received."))
    return may_manage(user, consultation)


def may_start_deciding(user: object, consultation: Consultation) -> Answer:
    """After the due date; before it only when every organisation that was asked has answered."""
    if not (managing := may_manage(user, consultation)):
        return managing
    if consultation.status != Status.OPEN:
        return No(_("Views are no longer received."))
    answered = consultation.opinions.values("organisation")
    waiting = consultation.invitations.exclude(organisation__in=answered).count()
    if today() <= consultation.due and waiting:
        words = ngettext(
            "%(n)s organisation may still answer until %(day)s.", "%(n)s organisations may still answer until %(day)s.", waiting
        )  # fmt: skip
        return No(words % {"n": waiting, "day": f"{consultation.due:%d/%m/%Y}"})
    return YES


def may_decide(user: object, consultation: Consultation) -> Answer:
    """The focal officers of the parties decide, once views are no longer received."""
    if not (managing := may_manage(user, consultation)):
        return managing
    if consultation.status == Status.OPEN:
        return No(_("Views are still received until %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"})
    if consultation.status == Status.CLOSED:
        return No(_("This consultation is closed."))
    return YES


def may_decide_on(user: object, opinion: Opinion) -> Answer:
    """Decide on one opinion, unless it was withdrawn."""
    decision = getattr(opinion, "decision", None)
    if decision and decision.code == Code.RUT:
        return No(_("The opinion was withdrawn; nothing is left to decide."))
    return may_decide(user, opinion.consultation)


def may_close(user: object, consultation: Consultation) -> Answer:
    """Once every opinion is decided by all parties."""
    if not (deciding := may_decide(user, consultation)):
        return deciding
    open_ones = consultation.opinions.filter(Q(decision__isnull=True) | Q(decision__agreed_at__isnull=True)).count()
    if open_ones:
        words = ngettext(
            "%(n)s opinion is not yet decided by all parties.", "%(n)s opinions are not yet decided by all parties.", open_ones
        )  # fmt: skip
        return No(words % {"n": open_ones})
    return YES


# --- the same, refusing -------------------------------------------------------------------------------------------
def check_may_open(user: object, organiser: Side) -> None:
    must(may_open(user, organiser))


def check_may_answer(user: object, consultation: Consultation) -> None:
    must(may_answer(user, consultation))


def check_may_withdraw(user: object, opinion: Opinion) -> None:
    must(may_withdraw(user, opinion))


def check_may_move_due(user: object, consultation: Consultation) -> None:
    must(may_move_due(user, consultation))


def check_may_start_deciding(user: object, consultation: Consultation) -> None:
    must(may_start_deciding(user, consultation))


def check_may_decide(user: object, consultation: Consultation) -> None:
    must(may_decide(user, consultation))


def check_may_decide_on(user: object, opinion: Opinion) -> None:
    must(may_decide_on(user, opinion))


def check_may_close(user: object, consultation: Consultation) -> None:
    must(may_close(user, consultation))
