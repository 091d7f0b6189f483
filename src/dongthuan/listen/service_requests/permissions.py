"""Who publishes, works on, imports; and who issues keys."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must

from .models import Service, ServiceRequest
from .states import Status

Answer = bool | No
ROLES = (Role.RECEPTION_OFFICER, Role.SOLVER, Role.LEADER)
DESK = (Role.RECEPTION_OFFICER, Role.LEADER)
LEAD = (Role.LEADER,)
AT = {  # verb -> the states in which it is done
    "release": (Status.OPEN, Status.CLOSED), "withhold": (Status.OPEN, Status.CLOSED), "answer": (Status.OPEN,),
    "close": (Status.OPEN,), "reopen": (Status.CLOSED,), "hand_over": (Status.OPEN, Status.CLOSED),
}  # fmt: skip


def own(user: object, *roles: str) -> set[int]:
    """The organisations for which this person works on requests, with the bodies whose place they took."""
    mine = people.of(user)
    return mine.lineage({p.organisation_id for p in mine.all_posts if p.role in (roles or ROLES)})


def works(user: object) -> bool:
    """Whether this person works on requests at all. The system administrator reads none."""
    return people.of(user).has(*ROLES)


def may_open_list(user: Any) -> Answer:
    return works(user) or No(_("This page is for who works on requests about services."))


def may(user: Any, request: ServiceRequest, verb: str) -> Answer:
    """Whether this person may do this now; the answer no says why in one sentence."""
    if request.organisation_id not in own(user):
        return No(_("Only the body whose service it is works on it."))
    if request.status not in AT[verb]:
        now = Status(request.status).label
        return No(_("This is not done while the request is “%(now)s”.") % {"now": now})
    if verb == "withhold" and request.released_at is None:
        return No(_("Nothing of it was released."))
    return YES


def check_may(user: Any, request: ServiceRequest, verb: str) -> None:
    must(may(user, request, verb))


# --- services -----------------------------------------------------------------------------------------------------
def bodies(user: object, *roles: str) -> list[Organisation]:
    """The bodies for which this person holds one of the posts, as they stand today."""
    found = {p.organisation_id: p.organisation for p in people.of(user).all_posts if p.role in (roles or LEAD)}
    return sorted(found.values(), key=lambda o: o.name)


def may_keep_services(user: Any) -> Answer:
    return bool(own(user, *LEAD)) or No(_("The leader of a body publishes its services."))


def may_keep(user: Any, organisation: Organisation) -> Answer:
    if organisation.pk in own(user, *LEAD):
        return YES
    return No(_("Only the leader of %(who)s publishes its services.") % {"who": organisation.short_name})


def check_may_keep(user: Any, organisation: Organisation) -> None:
    must(may_keep(user, organisation))


def check_may_keep_service(user: Any, service: Service) -> None:
    must(may_keep(user, service.organisation))


# --- imports and keys ---------------------------------------------------------------------------------------------
def may_import(user: Any) -> Answer:
    return bool(own(user, *DESK)) or No(_("Reception officers and leaders import requests."))


def check_may_import(user: Any, organisation: Organisation) -> None:
    answer = organisation.pk in own(user, *DESK)
    must(answer or No(_("Only the desk of %(who)s imports for it.") % {"who": organisation.short_name}))


def may_issue_keys(user: Any) -> Answer:
    if people.of(user).has(Role.ADMINISTRATOR):
        return YES
    return No(_("Only the system administrator issues keys."))


def check_may_issue_keys(user: Any) -> None:
    must(may_issue_keys(user))
