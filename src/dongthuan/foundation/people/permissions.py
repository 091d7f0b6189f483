"""Who may keep accounts, assign, delegate and confirm a recovery. `by=None` is the system itself (a demo, a journey)."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.things.kit import YES, No, must

from . import queries
from .models import Delegation, KeyRecovery, User
from .states import Status

Answer = bool | No


def may_manage(by: Any) -> Answer:
    """Accounts and assignments are kept by the system administrator."""
    if by is None or queries.of(by).has(Role.ADMINISTRATOR):
        return YES
    return No(_("Only the system administrator keeps accounts and assignments."))


def may_delegate(by: Any, post: Post) -> Answer:
    """Who holds a leading post delegates it; an administrator may enter what was decided on paper."""
    if post.rank == Post.Rank.OFFICER:
        return No(_("Only the post of a head or a deputy is delegated."))
    if may_manage(by) or post in queries.of(by).posts:
        return YES
    return No(_("Only who holds this post, or the system administrator, delegates it."))


def may_revoke(by: Any, delegation: Delegation) -> Answer:
    return may_delegate(by, delegation.post)


def may_request_recovery(by: Any, user: User) -> Answer:
    if not may_manage(by):
        return No(_("Only the system administrator asks for the recovery of an account."))
    if by is not None and by.pk == user.pk:
        return No(_("Nobody recovers their own key; ask another administrator."))
    return YES


def may_confirm_recovery(by: Any, recovery: KeyRecovery) -> Answer:
    """The second person: another administrator, or the head of an organisation in which the owner holds a post."""
    if recovery.status != Status.REQUESTED:
        return No(_("This recovery is already closed."))
    if by is None or by.pk == recovery.requested_by_id:
        return No(_("Who asked for the recovery does not confirm it; a second person does."))
    if by.pk == recovery.user_id:
        return No(_("Nobody recovers their own key."))
    if queries.of(by).has(Role.ADMINISTRATOR) or queries.is_head_of(by, recovery.user):
        return YES
    return No(_("Another administrator, or the head of the person's organisation, confirms a recovery."))


def may_withdraw_recovery(by: Any, recovery: KeyRecovery) -> Answer:
    if recovery.status != Status.REQUESTED:
        return No(_("This recovery is already closed."))
    return may_manage(by)


def may_see_recoveries(by: Any) -> Answer:
    """Administrators and heads: those who may be the second person."""
    if by is not None and (may_manage(by) or any(p.rank == Post.Rank.HEAD for p in queries.of(by).posts)):
        return YES
    return No(_("Only administrators and heads of organisations confirm recoveries."))


def check_may_manage(by: Any) -> None:
    must(may_manage(by))
