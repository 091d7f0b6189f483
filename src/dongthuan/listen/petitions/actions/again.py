"""To the superior: a second complaint, a continued denunciation. A new case; the first says where it went."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused, today

from .. import clocks, sealed, telling
from ..kinds import Kind, Link
from ..models import Petition
from ..states import Status
from ._facts import begin, day_of, done, move
from .intake import copy_case
from .receive import refold


@transaction.atomic
def complain_again(
    petition: Petition, *, to: Organisation, on: date | None = None, late_reason: str = "", by: User
) -> Petition:
    """A second complaint (LKN 33): after the first decision, or when the first time limit has run out unsolved."""
    petition = begin(petition, "complain_again", by)
    on = day_of(on, petition.received_on)
    if petition.instance == 2:
        raise Refused(_("After the second decision there is no further complaint; there is the court."))
    if petition.status != Status.KN_SENT and not _overdue(petition, on):
        raise Refused(_("The first time limit has not run out."))
    right = petition.clocks.filter(ended_on=None, purpose="right").first()
    if right and on > right.due and not late_reason.strip():
        raise Refused(
            _("The right ended on %(day)s: say what good reason there is (LKN 9, 33).")
            % {"day": f"{right.due:%d/%m/%Y}"},
            field="late_reason",
        )
    made = _next(petition, to, on, Link.SECOND, by, discipline=petition.discipline)
    clocks.end(petition, on)
    move(petition, Status.KN_SECOND)
    done("petitions.complain_again", petition, by=by, on=on, text=late_reason, data={"to": to.name, "code": made.code})
    return made


@transaction.atomic
def denounce_again(petition: Petition, *, to: Organisation, on: date | None = None, by: User) -> Petition:
    """A continued denunciation to the direct superior (LTC 37, 38): concluded and not agreed with, or overdue."""
    petition = begin(petition, "denounce_again", by)
    on = day_of(on, petition.received_on)
    if petition.status != Status.TC_FOLLOWED and not _overdue(petition, on):
        raise Refused(_("The time limit has not run out."))
    sealed.check_may_get(petition, to)
    made = _next(petition, to, on, Link.CONTINUED, by)
    clocks.end(petition, on)
    move(petition, Status.TC_CONTINUED)
    done("petitions.denounce_again", petition, by=by, on=on, data={"code": made.code})
    return made


def _overdue(petition: Petition, on: date) -> bool:
    return petition.clocks.filter(ended_on=None, purpose="solve", suspended_on=None, due__lt=on).exists()


def _next(petition: Petition, to: Organisation, on: date, link: Link, by: User, **fields: Any) -> Petition:
    """The superior's case: registered and classified as the first was, with its own clocks from this day."""
    if not to.in_force_on(today()):
        raise Refused(_("%(who)s has ended.") % {"who": to.short_name}, field="to")
    if to.pk == petition.organisation_id:
        raise Refused(_("It goes to the superior, not to the body that had it."), field="to")
    made = copy_case(petition, to, link, by=by, received_on=on, instance=2, **fields)
    made.kind, made.field = petition.kind, petition.field
    if petition.kind == Kind.COMPLAINT:
        made.title = petition.title
    move(made, Status.REGISTERED)
    move(made, Status.CLASSIFIED)
    refold(made)
    clocks.on_receipt(made, today())
    clocks.on_classified(made, today())
    clocks.settle(made)
    telling.received(made)
    return made
