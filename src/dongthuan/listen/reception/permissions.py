"""Who plans, receives, reads. Rights come from posts; the system administrator reads no visit."""

from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must, today

from .models import Commitment, Place, Session, Visit
from .states import AHEAD, AT_THE_DOOR, IN_REGISTER, SessionKind, SessionStatus, VisitStatus

Answer = bool | No
RECEIVES = (Role.RECEPTION_OFFICER, Role.LEADER)
READS_NUMBERS = (*RECEIVES, Role.STEERING_VIEWER)


# --- for whom a person acts ---------------------------------------------------------------------------------------
def works(user: object) -> bool:
    """Whether the rooms of reception are this person's at all."""
    return people.of(user).has(*RECEIVES)


def reads_numbers(user: object) -> bool:
    return people.of(user).has(*READS_NUMBERS)


def own(user: object, *roles: str) -> set[int]:
    """The organisations this person receives for by one of the roles, with those whose place they took."""
    mine = people.of(user)
    return mine.lineage({p.organisation_id for p in mine.all_posts if p.role in (roles or RECEIVES)})


def own_places(user: object, *roles: str) -> Q:
    """The places of one's organisation, and those one's unit serves."""
    here = own(user, *roles)
    return Q(organisation__in=here) | Q(unit__in=here)


def serves(user: object, place: Place, *roles: str) -> bool:
    here = own(user, *roles)
    return place.organisation_id in here or (place.unit_id is not None and place.unit_id in here)


def overseen(user: object) -> set[int] | None:
    """The organisations whose numbers this person reads; None: all (steering viewers, leaders of the province)."""
    acting = people.of(user)
    leads = [p for p in acting.all_posts if p.role == Role.LEADER]
    if acting.has(Role.STEERING_VIEWER) or any(p.organisation.level == Organisation.Level.PROVINCE for p in leads):
        return None
    below = Organisation.objects.filter(parent__in=[p.organisation_id for p in leads]).values_list("pk", flat=True)
    return own(user) | set(below)


# --- places and schedules -----------------------------------------------------------------------------------------
def may_open_place(user: object, organisation: Organisation) -> Answer:
    """Reception officers and leaders of the organisation."""
    if organisation.pk in own(user):
        return YES
    return No(_("Only reception officers and leaders of the organisation keep its places of reception."))


def may_plan(user: object, place: Place) -> Answer:
    """Plan, post and change the schedule: the reception officers who serve the place, and its leaders."""
    if not serves(user, place):
        return No(_("Only reception officers and leaders of %(o)s do this.") % {"o": place.organisation.short_name})
    if place.until and place.until < today():
        return No(_("This place of reception was closed."))
    return YES


def may_change(user: object, session: Session) -> Answer:
    if session.status not in AHEAD:
        return No(_("The session is over or postponed."))
    return may_plan(user, session.place)


def may_hold(user: object, session: Session) -> Answer:
    """On its day. A leader's session is opened by a leader, or by the officer who keeps the register for them."""
    if session.status not in AHEAD:
        return No(_("This session was held or postponed already."))
    if not (planning := may_plan(user, session.place)):
        return planning
    if session.status == SessionStatus.SCHEDULED and session.kind != SessionKind.UNSCHEDULED:
        return No(_("Post the schedule first."))
    if session.day != today():
        return No(_("A session is held on its day, %(day)s.") % {"day": f"{session.day:%d/%m/%Y}"})
    return YES


def may_conclude(user: object, session: Session) -> Answer:
    """The conclusion of a leader's session is a leader's."""
    if not session.is_leaders:
        return No(_("Only a leader's session ends with a conclusion."))
    if session.status != SessionStatus.HELD:
        return No(_("A conclusion follows once, on a session that was held."))
    if not serves(user, session.place, Role.LEADER):
        return No(_("Only a leader of %(o)s concludes.") % {"o": session.place.organisation.short_name})
    if session.visits.filter(status__in=AT_THE_DOOR).exists():
        return No(_("Somebody who came is not yet in the register."))
    return YES


def may_send_conclusion(user: object, session: Session) -> Answer:
    if session.status != SessionStatus.CONCLUDED:
        return No(_("Only a drafted conclusion is sent."))
    return may_follow(user, session)


def may_follow(user: object, session: Session) -> Answer:
    """Follow up: the officers and leaders of the place."""
    if not serves(user, session.place):
        return No(
            _("Only reception officers and leaders of %(o)s do this.") % {"o": session.place.organisation.short_name}
        )
    return YES


def may_close(user: object, session: Session) -> Answer:
    """When every body has answered and every visitor was told."""
    if session.status != SessionStatus.FOLLOW_UP:
        return No(_("Only a session whose conclusion is followed up is closed."))
    if session.commitments.filter(done_on__isnull=True).exists():
        return No(_("Something the conclusion asked for is not done yet."))
    if session.visits.filter(status__in=IN_REGISTER, answered_on__isnull=True).exists():
        return No(_("Somebody who was received has no answer yet."))
    return may_follow(user, session)


def may_report(user: object, commitment: Commitment) -> Answer:
    if commitment.done_on is not None:
        return No(_("This was done already."))
    return may_follow(user, commitment.session)


# --- visits -------------------------------------------------------------------------------------------------------
def may_receive(user: object, session: Session) -> Answer:
    """Let somebody in: while the session is held, on its day."""
    if not serves(user, session.place):
        return No(
            _("Only reception officers and leaders of %(o)s do this.") % {"o": session.place.organisation.short_name}
        )
    if session.status != SessionStatus.HELD:
        return No(_("Visitors are received while the session is held."))
    return YES


def _step(user: object, visit: Visit, *statuses: str) -> Answer:
    if visit.status not in statuses:
        return No(_("This visit is “%(state)s”.") % {"state": visit.get_status_display()})
    return may_read(user, visit)


def may_read(user: object, visit: Visit) -> Answer:
    """Who serves the place; others learn nothing of a visit."""
    if serves(user, visit.session.place):
        return YES
    return No(_("Visits are read by who serves the place of reception."))


def may_identify(user: object, visit: Visit) -> Answer:
    return _step(user, visit, VisitStatus.ARRIVED)


def may_refuse(user: object, visit: Visit) -> Answer:
    return _step(user, visit, VisitStatus.ARRIVED, VisitStatus.IDENTIFIED)


def may_admit(user: object, visit: Visit) -> Answer:
    return _step(user, visit, VisitStatus.IDENTIFIED)


def may_record(user: object, visit: Visit) -> Answer:
    return _step(user, visit, VisitStatus.RECEIVED)


def may_receipt(user: object, visit: Visit) -> Answer:
    return _step(user, visit, VisitStatus.RECORDED)


def may_answer(user: object, visit: Visit) -> Answer:
    if visit.answered_on is not None:
        return No(_("The visitor was answered already."))
    return _step(user, visit, *IN_REGISTER)


def may_issue_notice(user: object, visit: Visit) -> Answer:
    if visit.status != VisitStatus.REFUSED or not visit.notice_needed:
        return No(_("This refusal is explained orally; no notice is due."))
    if visit.notice_on is not None:
        return No(_("The notice was issued already."))
    return may_read(user, visit)


def may_excuse(user: object, place: Place) -> Answer:
    """That a changed calendar excuses what is late is a leader's decision."""
    if serves(user, place, Role.LEADER):
        return YES
    return No(_("Only a leader of %(o)s decides this.") % {"o": place.organisation.short_name})


def may_look(user: object, visit: Visit) -> Answer:
    """See a protected identity, with a ground: the reception officers and the head of the place's organisation."""
    if serves(user, visit.session.place, Role.RECEPTION_OFFICER) or is_head(user, visit.session.place.organisation):
        return YES
    return No(_("A protected identity is seen by the reception officers and the head of the organisation only."))


def is_head(user: object, organisation: Organisation) -> bool:
    return any(
        p.organisation_id == organisation.pk and p.rank == Post.Rank.HEAD and p.role == Role.LEADER
        for p in people.of(user).all_posts
    )


def check(answer: Answer) -> None:
    """Raise the reason unless the answer is yes."""
    must(answer)
