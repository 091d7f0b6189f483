"""Who may do what with a programme: focal officers of the parties draft, number and plan; leaders sign; others read."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.foundation.things.kit import YES, No, must, today

from . import queries
from .models import AnnualPlan, PlanRow, Programme
from .states import WRITING, PlanStatus, Status

Answer = bool | No


def _focal(by: object, programme: Programme) -> Answer:
    if queries.of_the_programme(by, programme, Role.FOCAL_OFFICER):
        return YES
    return No(_("Only a focal officer of one of the parties may do this."))


# --- the programme ------------------------------------------------------------------------------------------------
def may_create(by: object, programme: Programme | None = None) -> Answer:
    """Whether the person may open a new programme; with the parties known, also whether one of them is theirs."""
    if not acting_of(by).has(Role.FOCAL_OFFICER):
        return No(_("Only a focal officer of a party may open a programme."))
    if programme is not None and not _focal(by, programme):
        return No(_("Name your own organisation, or the one it belongs to, among the parties or the focal units."))
    return YES


def may_read(by: object, programme: Programme) -> Answer:
    if queries.visible_to(by).filter(pk=programme.pk).exists():
        return YES
    return No(_("A draft is read by the programme's own parties only."))


def may_work_on(by: object, programme: Programme) -> Answer:
    """Whether the person may open the workspace page of the programme."""
    if queries.is_insider(by, programme):
        return YES
    return No(_("A draft is read by the programme's own parties only."))


def may_edit(by: object, programme: Programme) -> Answer:
    """The facts and the words: by a focal officer, while the programme is being drafted or amended."""
    if programme.status not in WRITING:
        return No(
            {
                Status.GATHERING: _("Views are being gathered on these words; close the gathering first."),
                Status.NUMBERED: _("The paper is numbered; withdraw it before changing a word."),
                Status.SIGNING: _("The paper is being signed; withdraw it before changing a word."),
                Status.IN_FORCE: _("The programme is in force; open an amendment to change it."),
                Status.ENDED: _("The programme has ended; nothing in it changes any more."),
            }[Status(programme.status)]
        )
    return _focal(by, programme)


def may_edit_facts(by: object, programme: Programme) -> Answer:
    """Title, parties, window and grounds are those that were signed: an amendment changes the words only."""
    if programme.in_force_version_id is not None:
        return No(_("These facts were signed; an amendment changes the words."))
    return may_edit(by, programme)


def may_number(by: object, programme: Programme) -> Answer:
    return may_edit(by, programme)


def may_send(by: object, programme: Programme) -> Answer:
    """Freeze the numbered paper and send it to be signed."""
    if programme.status != Status.NUMBERED:
        return No(_("Only a numbered paper is frozen and sent to be signed."))
    return _focal(by, programme)


def may_take_in_signed(by: object, programme: Programme) -> Answer:
    if programme.status != Status.DRAFT and programme.status != Status.AMENDING:
        return No(_("Only a draft can be taken in as signed on paper."))
    return _focal(by, programme)


def may_withdraw(by: object, programme: Programme) -> Answer:
    if programme.status not in {Status.NUMBERED, Status.SIGNING}:
        return No(_("There is no paper on its way to signature."))
    return _focal(by, programme)


def may_close_gathering(by: object, programme: Programme) -> Answer:
    if programme.status != Status.GATHERING:
        return No(_("No views are being gathered."))
    return _focal(by, programme)


def may_amend(by: object, programme: Programme) -> Answer:
    if programme.status == Status.ENDED:
        return No(_("The programme has ended; nothing in it changes any more."))
    if programme.status != Status.IN_FORCE:
        return No(_("An amendment can be opened once the programme is in force and no other amendment is open."))
    return _focal(by, programme)


def may_drop_amendment(by: object, programme: Programme) -> Answer:
    if programme.status != Status.AMENDING:
        return No(_("No amendment is open."))
    return _focal(by, programme)


def may_end(by: object, programme: Programme) -> Answer:
    if programme.status != Status.IN_FORCE:
        return No(_("Only a programme in force, without an open amendment, can be ended."))
    if programme.until >= today():
        return No(_("The programme runs until %(day)s.") % {"day": f"{programme.until:%d/%m/%Y}"})
    return _focal(by, programme)


def may_seed(by: object, programme: Programme) -> Answer:
    """Whether the person may open the programme that follows on this one."""
    if programme.in_force_version_id is None:
        return No(_("Only a signed programme hands something on to the next."))
    return _focal(by, programme)


# --- the year -----------------------------------------------------------------------------------------------------
def may_plan(by: object, programme: Programme) -> Answer:
    """Lay the focus and the plan of a year."""
    if programme.status == Status.ENDED:
        return No(_("The programme has ended; no year of it can be planned any more."))
    if programme.in_force_version_id is None:
        return No(_("A year can be planned once the programme is signed."))
    return _focal(by, programme)


def may_edit_plan(by: object, plan: AnnualPlan) -> Answer:
    if plan.status != PlanStatus.DRAFT:
        return No(
            _("The plan is signed; its rows no longer change.")
            if plan.status == PlanStatus.SIGNED
            else _("The plan is numbered; withdraw it before changing a row.")
        )
    return _focal(by, plan.programme)


def may_number_plan(by: object, plan: AnnualPlan) -> Answer:
    """Number the plan and send it to be signed: once it has a row."""
    if answer := may_edit_plan(by, plan):
        return YES if plan.rows.filter(dropped=False).exists() else No(_("The plan has no row yet."))
    return answer


def may_send_plan(by: object, plan: AnnualPlan) -> Answer:
    if plan.status != PlanStatus.NUMBERED:
        return No(_("Only a numbered paper is frozen and sent to be signed."))
    return _focal(by, plan.programme)


def may_withdraw_plan(by: object, plan: AnnualPlan) -> Answer:
    if plan.status not in {PlanStatus.NUMBERED, PlanStatus.SIGNING}:
        return No(_("There is no paper on its way to signature."))
    return _focal(by, plan.programme)


def may_cascade(by: object, row: PlanRow) -> Answer:
    """Give the work of a row to organisations: once the plan is signed, by a focal officer."""
    if row.plan.status != PlanStatus.SIGNED:
        return No(_("Work is given out once the plan is signed."))
    return _focal(by, row.plan.programme)


def may_order(obj: Programme | AnnualPlan | PlanRow) -> Answer:
    """Whether tasks may be given because of it: a programme in force, a plan that is signed."""
    if isinstance(obj, Programme):
        return YES if obj.is_binding else No(_("Work is given out while the programme is in force."))
    plan = obj.plan if isinstance(obj, PlanRow) else obj
    return YES if plan.status == PlanStatus.SIGNED else No(_("Work is given out once the plan is signed."))


def _check(name: str) -> Any:
    def check(by: object, obj: Any) -> None:
        must(globals()[name](by, obj))

    return check


check_may_edit = _check("may_edit")
check_may_edit_facts = _check("may_edit_facts")
check_may_number = _check("may_number")
check_may_send = _check("may_send")
check_may_send_plan = _check("may_send_plan")
check_may_take_in_signed = _check("may_take_in_signed")
check_may_withdraw = _check("may_withdraw")
check_may_amend = _check("may_amend")
check_may_drop_amendment = _check("may_drop_amendment")
check_may_end = _check("may_end")
check_may_close_gathering = _check("may_close_gathering")
check_may_plan = _check("may_plan")
check_may_edit_plan = _check("may_edit_plan")
check_may_number_plan = _check("may_number_plan")
check_may_withdraw_plan = _check("may_withdraw_plan")
check_may_cascade = _check("may_cascade")
check_may_create = _check("may_create")
check_may_seed = _check("may_seed")
