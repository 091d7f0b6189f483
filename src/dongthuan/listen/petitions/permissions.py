"""Who may do what with a case. A right comes from a post in the body that has the case, never from the person."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must

from .models import Petition
from .rights import DESK, RIGHTS, ROLES, WORK
from .rules.letter import Form
from .states import PROTECTED, Status

Answer = bool | No


def own(user: object, *roles: str) -> set[int]:
    """The organisations for which this person works on petitions, with the bodies whose place they took."""
    mine = people.of(user)
    return mine.lineage({p.organisation_id for p in mine.all_posts if p.role in (roles or ROLES)})


def holds(user: object, organisation_id: int, *roles: str) -> bool:
    return organisation_id in own(user, *roles)


def works(user: object) -> bool:
    """Whether this person works on petitions at all. The system administrator and the programme's officers do not."""
    return people.of(user).has(*ROLES)


def may(user: Any, petition: Petition, verb: str) -> Answer:
    """Whether this person may do this now; the answer no says why in one sentence."""
    right = RIGHTS[verb]
    if right.kinds and petition.kind not in right.kinds:
        return No(_("This is not done with a case of this kind."))
    if right.at and petition.status not in right.at:
        return No(_("This is not done while the case is “%(now)s”.") % {"now": Status(petition.status).label})
    if not right.at and not petition.is_open:
        return No(_("This case has ended."))
    if not holds(user, petition.organisation_id, *right.roles):
        names = ", ".join(str(Role(r).label) for r in right.roles)
        return No(_("Only these posts of the handling body do this: %(roles)s.") % {"roles": names})
    if not _protection_stands(petition, right.protection):
        return No(_("The protection of who denounces does not stand there now."))
    if petition.sealed and not _belongs(user, petition):
        return No(_("Only who was named for this case works on it."))
    return YES


def _protection_stands(petition: Petition, wanted: tuple[str, ...]) -> bool:
    return not wanted or protection_of(petition) in wanted


def protection_of(petition: Petition) -> str:
    """Where the running protection stands; "none" while none runs."""
    running = petition.protections.filter(status__in=PROTECTED).first()
    return running.status if running else "none"


def _belongs(user: Any, petition: Petition) -> bool:
    """Of a sealed case: the head and the reception desk of the body, and those named for it."""
    return user.pk in (petition.officer_id, petition.reader_id) or holds(user, petition.organisation_id, *DESK)


def check_may(user: Any, petition: Petition, verb: str) -> None:
    must(may(user, petition, verb))


def may_receive(user: Any, organisation: Organisation) -> Answer:
    """The reception desk takes in for its own body."""
    if holds(user, organisation.pk, *DESK):
        return YES
    return No(_("Only the reception officers of %(who)s take petitions in for it.") % {"who": organisation.short_name})


def may_receive_any(user: Any) -> Answer:
    return bool(own(user, *DESK)) or No(_("Only reception officers take petitions in."))


def desks(user: object) -> list[Organisation]:
    """The bodies for which this person takes petitions in, as they stand today."""
    found = {p.organisation_id: p.organisation for p in people.of(user).all_posts if p.role in DESK}
    return sorted(found.values(), key=lambda o: o.name)


def check_may_receive(user: Any, organisation: Organisation) -> None:
    must(may_receive(user, organisation))


def check_may_open_list(user: Any) -> None:
    must(works(user) or No(_("This page is for who works on petitions.")))


def may_excuse(user: Any, petition: Petition) -> Answer:
    """That a changed calendar excuses a late case is the leader's decision."""
    if holds(user, petition.organisation_id, Role.LEADER):
        return YES
    return No(_("Only the leader of the handling body decides this."))


def check_may_excuse(user: Any, petition: Petition) -> None:
    must(may_excuse(user, petition))


def may_order(petition: Petition) -> Answer:
    """Whether tasks may be given because of it: not of what is sealed, whose words no task may carry; not once it ended."""
    if petition.sealed:
        return No(_("What is sealed is acted on by its conclusion, not by a task."))
    return petition.is_open or No(_("This case has ended."))


# --- letters ----------------------------------------------------------------------------------------------------------
def may_write(user: Any, petition: Petition) -> Answer:
    """Prepare papers of the case: desk, solver and leader of the body that has it; of a sealed one, who belongs to it."""
    if not holds(user, petition.organisation_id, *DESK, *WORK):
        return No(_("Only the desk, the solvers and the leaders of the handling body prepare its papers."))
    if petition.sealed and not _belongs(user, petition):
        return No(_("Only who was named for this case works on it."))
    return YES


def may_draft(user: Any, petition: Petition, form: Form) -> Answer:
    """Draft by a form: it fits the case and where the case stands."""
    at = RIGHTS[form.verb].at if form.verb else form.at
    kinds = form.kinds or (RIGHTS[form.verb].kinds if form.verb else ())
    if (kinds and petition.kind not in kinds) or form.instance not in (0, petition.instance):
        return No(_("This is not done with a case of this kind."))
    if "{forwarder}" in form.to and not petition.forwarded_by:
        return No(_("Nobody forwarded this petition."))
    if petition.status not in at:
        return No(_("This is not done while the case is “%(now)s”.") % {"now": Status(petition.status).label})
    if form.verb and not _protection_stands(petition, RIGHTS[form.verb].protection):
        return No(_("The protection of who denounces does not stand there now."))
    return may_write(user, petition)


def check_may_draft(user: Any, petition: Petition, form: Form) -> None:
    must(may_draft(user, petition, form))


def may_prepare(user: Any, paper: Any) -> Answer:
    """Number and freeze a letter, for `papers`: who sees its case and prepares its papers."""
    petition = Petition.objects.filter(thing_id=paper.subject_id).first()
    return may_write(user, petition) if petition else No(_("This post does not allow it."))


def may_hand_out(user: Any, petition: Petition) -> Answer:
    """Take along the released copy of what was denounced."""
    if not petition.sealed:
        return No(_("Its words are not sealed."))
    return may_write(user, petition)


def check_may_hand_out(user: Any, petition: Petition) -> None:
    must(may_hand_out(user, petition))
