"""Who writes, freezes and reads reports: the focal officers of the parties write, their leaders sign, insiders read."""

from django.utils.translation import gettext as _

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import YES, No, must, today

from .models import Conference, Report
from .states import Status

Answer = bool | No


def may_write(by: object, programme: Programme) -> Answer:
    """Open a report or a conference of the programme."""
    if programme.in_force_version_id is None:
        return No(_("A programme is reviewed once it is signed."))
    if programmes.of_the_programme(by, programme, Role.FOCAL_OFFICER):
        return YES
    return No(_("Only a focal officer of one of the parties may do this."))


def may_edit(by: object, report: Report) -> Answer:
    """Write over the skeleton, compute anew, declare figures, freeze."""
    if report.status == Status.SIGNED:
        return No(_("The report is signed; nothing in it changes any more."))
    if report.status == Status.FROZEN:
        return No(_("The report is frozen and waits for its signatures."))
    return may_write(by, report.programme)


def may_take_in(by: object, report: Report) -> Answer:
    """Take a draft in as signed with ink. The figures of a period that still runs would be those of half of it."""
    may = may_edit(by, report)
    if may and report.until > today():
        return No(
            _("The period ends on %(day)s; its report cannot have been signed yet.")
            % {"day": f"{report.until:%d/%m/%Y}"}
        )
    return may


def may_unfreeze(by: object, report: Report) -> Answer:
    if report.status != Status.FROZEN:
        return No(_("Only a frozen report that is not yet signed can be opened again."))
    return may_write(by, report.programme)


def may_edit_conference(by: object, conference: Conference) -> Answer:
    return may_write(by, conference.programme)


def check_may_write(by: object, programme: Programme) -> None:
    must(may_write(by, programme))


def check_may_edit(by: object, report: Report) -> None:
    must(may_edit(by, report))


def check_may_take_in(by: object, report: Report) -> None:
    must(may_take_in(by, report))


def check_may_edit_conference(by: object, conference: Conference) -> None:
    must(may_edit_conference(by, conference))


def check_may_unfreeze(by: object, report: Report) -> None:
    must(may_unfreeze(by, report))
