"""What programmes put on a focal officer's desk: drafts and papers that wait for the next step."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import DeskRow
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.models import User
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.web.kit import Tag

from . import queries
from .models import AnnualPlan, Programme
from .states import Status
from .tables import status_tag

MOVED_ON = [Status.DRAFT, Status.NUMBERED, Status.SIGNING]  # a plan's have the same names


def rows(user: User) -> Iterable[DeskRow]:
    """One line per programme or plan that its focal officers move on."""
    if not acting_of(user).has(Role.FOCAL_OFFICER):
        return
    mine = queries.insiders_see(user)
    for programme in mine.filter(status__in=[*MOVED_ON, Status.AMENDING]).select_related("thing"):
        yield row(programme, programme.short_title, reverse("programmes:detail", args=[programme.pk]))
    plans = AnnualPlan.objects.filter(programme__in=mine, status__in=MOVED_ON)
    for plan in plans.select_related("programme__thing"):
        what = _("Plan %(year)s, %(title)s") % {"year": plan.year, "title": plan.programme.short_title}
        yield row(plan, what, reverse("programmes:plan", args=[plan.pk]))


def row(obj: Programme | AnnualPlan, what: str, url: str) -> DeskRow:
    steps = {Status.NUMBERED: _("Freeze and send to be signed"), Status.SIGNING: _("See who has signed")}
    step = steps.get(Status(obj.status), _("Go on drafting"))
    group = obj.thing if isinstance(obj, Programme) else obj.programme.thing
    tag: Tag = status_tag(obj)
    return DeskRow(
        due=None,
        what=what,
        url=url,
        step=step,
        step_url=url,
        group=group,
        tag=tag,
        waiting=obj.status == Status.SIGNING,
    )
