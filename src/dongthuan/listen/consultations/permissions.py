"""Who may ask, answer and decide."""

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must

from .models import Consultation, Decider, Opinion
from .states import Status

ANSWERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.DEPARTMENT_OFFICER, Role.FOCAL_OFFICER, Role.LEADER)


def spoken_for(user: object, *roles: str) -> set[int]:
    """The organisations whose part this person takes: their own, and the one their focal unit belongs to."""
    posts = [p for p in people.of(user).all_posts if p.role in (roles or (Role.FOCAL_OFFICER,))]
    return {pk for p in posts for pk in (p.organisation_id, p.organisation.parent_id) if pk}


def may_open(user: object, organiser: Organisation) -> bool | No:
    """The focal officer of the organising party asks for views."""
    if organiser.pk in spoken_for(user):
        return YES
    return No(_("Only the focal officer of %(organisation)s asks for views.") % {"organisation": organiser.short_name})


def may_answer(user: object, consultation: Consultation) -> bool | No:
    """Whoever holds a post in an organisation that is asked, while views are received."""
    if consultation.status != Status.OPEN:
        return No(_("Views are no longer received."))
    if answering_organisation(user, consultation) is None:
        return No(_("Only the organisations that were asked answer."))
    return YES


def answering_organisation(user: object, consultation: Consultation) -> Organisation | None:
    """The asked organisation this person answers for."""
    ids = [p.organisation_id for p in people.of(user).all_posts if p.role in ANSWERS]
    return Organisation.objects.filter(pk__in=ids, invitations__consultation=consultation).order_by("pk").first()


def deciding_organisation(user: object, consultation: Consultation) -> Organisation | None:
    """The decider this person speaks for as its focal officer."""
    rows = Decider.objects.filter(consultation=consultation, organisation__in=spoken_for(user))
    decider = rows.select_related("organisation").first()
    return decider.organisation if decider else None


def may_manage(user: object, consultation: Consultation) -> bool | No:
    """The focal officers of the deciding parties move the due date, end the receiving, close."""
    if deciding_organisation(user, consultation):
        return YES
    return No(_("Only the focal officers of the parties may do this."))


def may_decide(user: object, consultation: Consultation) -> bool | No:
    """The focal officers of the parties decide, once views are no longer received."""
    if not (managing := may_manage(user, consultation)):
        return managing
    if consultation.status == Status.OPEN:
        return No(_("Views are still received until %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"})
    if consultation.status == Status.CLOSED:
        return No(_("This consultation is closed."))
    return YES


def may_withdraw(user: object, opinion: Opinion) -> bool | No:
    """The organisation that gave the opinion withdraws it, until the consultation closes."""
    if opinion.consultation.status == Status.CLOSED:
        return No(_("This consultation is closed."))
    if people.of(user).has(*ANSWERS, org=opinion.organisation_id):
        return YES
    return No(_("Only the organisation that gave the opinion withdraws it."))


def check_may_open(user: object, organiser: Organisation) -> None:
    must(may_open(user, organiser))


def check_may_answer(user: object, consultation: Consultation) -> None:
    must(may_answer(user, consultation))


def check_may_manage(user: object, consultation: Consultation) -> None:
    must(may_manage(user, consultation))


def check_may_decide(user: object, consultation: Consultation) -> None:
    must(may_decide(user, consultation))


def check_may_withdraw(user: object, opinion: Opinion) -> None:
    must(may_withdraw(user, opinion))
