"""Who may open a conversation, look after it, and take part. Taking part needs no account."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must, today

from .models import Conversation, Statement
from .states import StatementStatus, Status

Reply = bool | No
ROLES = (Role.FOCAL_OFFICER, Role.DEPARTMENT_OFFICER)


def bodies(user: Any) -> list[Organisation]:
    """The organisations in whose name this person opens conversations, as they stand today."""
    found = {p.organisation_id: p.organisation for p in people.of(user).all_posts if p.role in ROLES}
    return sorted(found.values(), key=lambda o: o.name)


def own(user: Any) -> set[int]:
    """Those, with the bodies whose place they took."""
    return people.of(user).lineage({o.pk for o in bodies(user)})


def works(user: Any) -> bool:
    return people.of(user).has(*ROLES)


def may_open_desk(user: Any) -> Reply:
    return works(user) or No(_("Focal officers and department officers look after conversations."))


def may_open(user: Any, organiser: Organisation) -> Reply:
    if organiser.pk in {o.pk for o in bodies(user)}:
        return YES
    return No(_("Only a focal or department officer of %(who)s opens one for it.") % {"who": organiser.short_name})


def may_manage(user: Any, conversation: Conversation) -> Reply:
    """The officers of the body that opened it."""
    if conversation.organiser_id in own(user):
        return YES
    return No(_("Only the officers of %(who)s look after it.") % {"who": conversation.organiser.short_name})


def may_change(user: Any, conversation: Conversation) -> Reply:
    """Add statements, bring in ballots, move its end, close it: while it is open."""
    if not (managing := may_manage(user, conversation)):
        return managing
    return conversation.status == Status.OPEN or No(_("This conversation is closed; its map is final."))


def may_release(user: Any, statement: Statement) -> Reply:
    if not (changing := may_change(user, statement.conversation)):
        return changing
    return statement.status != StatementStatus.RELEASED or No(_("This statement is shown already."))


def may_refuse(user: Any, statement: Statement) -> Reply:
    """Also after it was shown, and after the close: what should not have been shown is taken away."""
    if not (managing := may_manage(user, statement.conversation)):
        return managing
    return statement.status != StatementStatus.REFUSED or No(_("This statement was refused already."))


def may_take_part(conversation: Conversation) -> Reply:
    """Anyone, on its days."""
    if conversation.status == Status.CLOSED or today() > conversation.closes:
        return No(_("This conversation has ended; votes are no longer taken."))
    if today() < conversation.opens:
        return No(_("It opens on %(day)s.") % {"day": f"{conversation.opens:%d/%m/%Y}"})
    return YES


# --- the same, refusing -------------------------------------------------------------------------------------------
def check_may_open(user: Any, organiser: Organisation) -> None:
    must(may_open(user, organiser))


def check_may_change(user: Any, conversation: Conversation) -> None:
    must(may_change(user, conversation))


def check_may_release(user: Any, statement: Statement) -> None:
    must(may_release(user, statement))


def check_may_refuse(user: Any, statement: Statement) -> None:
    must(may_refuse(user, statement))


def check_may_take_part(conversation: Conversation) -> None:
    must(may_take_part(conversation))
