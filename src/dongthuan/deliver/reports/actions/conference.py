"""Actions on conferences: calling one, inviting, who came, minutes."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions
from ..models import Conference, Delegate, Report


@transaction.atomic
def call_conference(
    programme: Programme, *, title: str, day: date, place: str, agenda: str = "", report: Report | None = None, by: User
) -> Conference:
    """Call the conference of a review or a signing (hội nghị sơ kết, tổng kết, ký kết)."""
    permissions.check_may_write(by, programme)
    conference = Conference.objects.create(
        programme=programme, title=title, day=day, place=place, agenda=agenda, report=report
    )
    record.append("reports.call_conference", subject=conference.thing, by=by, data={"day": day, "place": place})
    return conference


@transaction.atomic
def edit_conference(
    conference: Conference,
    *,
    title: str,
    day: date,
    place: str,
    agenda: str,
    report: Report | None,
    revision: int,
    by: User,
) -> Conference:
    """Change the facts and the agenda. Whoever saved in between is not overwritten."""
    conference = lock(conference)
    permissions.check_may_edit_conference(by, conference)
    if conference.revision != revision:
        raise Refused(_("Someone changed the conference in the meantime. Open it again and join both."))
    conference.title, conference.day, conference.place = title, day, place
    conference.agenda, conference.report, conference.revision = agenda, report, revision + 1
    conference.save()
    record.append("reports.edit_conference", subject=conference.thing, by=by, data={"day": day, "place": place})
    return conference


@transaction.atomic
def invite(conference: Conference, *, organisation: Organisation, title: str, name: str = "", by: User) -> Delegate:
    """Put a delegate on the list (đại biểu)."""
    conference = lock(conference)
    permissions.check_may_edit_conference(by, conference)
    try:
        with transaction.atomic():
            delegate = Delegate.objects.create(conference=conference, organisation=organisation, title=title, name=name)
    except IntegrityError:
        raise Refused(_("This delegate is on the list already."), field="title") from None
    record.append(
        "reports.invite",
        subject=conference.thing,
        by=by,
        data={"organisation": organisation.short_name, "title": title},
    )
    return delegate


@transaction.atomic
def mark_present(conference: Conference, *, present: Collection[int], by: User) -> Conference:
    """Note who came; the others of the list did not. From then on the conference was held."""
    conference = lock(conference)
    permissions.check_may_edit_conference(by, conference)
    for delegate in conference.delegates.all():
        delegate.present = delegate.pk in present
        delegate.save(update_fields=["present"])
    conference.held = True
    conference.save(update_fields=["held"])
    count = conference.delegates.filter(present=True).count()
    record.append("reports.mark_present", subject=conference.thing, by=by, data={"present": count})
    return conference


@transaction.atomic
def write_minutes(conference: Conference, *, minutes: str, revision: int, by: User) -> Conference:
    """Write the minutes (biên bản hội nghị). Whoever saved in between is not overwritten."""
    conference = lock(conference)
    permissions.check_may_edit_conference(by, conference)
    if conference.revision != revision:
        raise Refused(_("Someone changed the conference in the meantime. Open it again and join both."))
    conference.minutes, conference.revision = minutes, revision + 1
    conference.save(update_fields=["minutes", "revision"])
    record.append("reports.write_minutes", subject=conference.thing, by=by)
    return conference
