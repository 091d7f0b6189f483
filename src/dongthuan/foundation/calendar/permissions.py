"""Who may change the working calendar. Everybody may read it. `by=None` is the system itself."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, must

Answer = bool | No


def may_change(by: Any) -> Answer:
    """A change moves the deadlines of open cases, so it is the work of a focal officer, with the notice in hand."""
    if by is None or people.of(by).has(Role.FOCAL_OFFICER):
        return YES
    return No(_("Only a focal officer changes the working calendar."))


def check_may_change(by: Any) -> None:
    must(may_change(by))
