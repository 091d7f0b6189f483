"""Who may change areas and organisations. `by=None` is the system itself (loading, a journey)."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import YES, No, must

from .models import Role

Answer = bool | No


def holds(by: Any, *roles: str) -> bool:
    """Whether the person holds one of the roles today; people stand above organisations, so only their shape is known."""
    acting = getattr(by, "acting", None)
    return acting is not None and acting.has(*roles)


def may_see(user: Any) -> Answer:
    """Areas and organisations are read by who holds a post."""
    acting = getattr(user, "acting", None)
    return YES if acting is not None and acting.is_staff else No(_("Only someone who holds a post reads this page."))


def may_manage(by: Any) -> Answer:
    """Organisations and posts are kept by the system administrator."""
    if by is None or holds(by, Role.ADMINISTRATOR):
        return YES
    return No(_("Only the system administrator changes organisations and posts."))


def may_enter_succession(by: Any) -> Answer:
    """What became of an area, and the share of a split one, are entered by a focal officer or an administrator."""
    if by is None or holds(by, Role.ADMINISTRATOR, Role.FOCAL_OFFICER):
        return YES
    return No(_("Only a focal officer of a party or the system administrator enters what became of an area."))


def check_may_manage(by: Any) -> None:
    must(may_manage(by))


def check_may_enter_succession(by: Any) -> None:
    must(may_enter_succession(by))
