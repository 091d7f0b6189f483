"""Who may do what with a task. The doer reports; only the issuer closes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import YES, No, kinds, object_of, today
from dongthuan.foundation.things.models import Thing

from . import bodies
from .models import ExtensionAsk, Obstacle, Progress, StopConsent, Task
from .states import AskStatus, ObstacleStatus, ReportStatus, Status

if TYPE_CHECKING:
    from dongthuan.foundation.people.models import User

Answer = bool | No


def is_doer(by: "User", task: Task) -> bool:
    return task.organisation_id in bodies.of(by).working


def is_issuer(by: "User", task: Task) -> bool:
    return task.issuer_id in bodies.of(by).working


def _open(task: Task) -> Answer:
    if task.is_open:
        return YES
    return No(_("This task is closed: %(status)s.") % {"status": Status(task.status).label.lower()})


def _doer(by: "User", task: Task) -> Answer:
    return is_doer(by, task) or No(_("Only %(who)s does this; it has the task.") % {"who": task.organisation})


def _issuer(by: "User", task: Task) -> Answer:
    return is_issuer(by, task) or No(
        _("The doer reports, the issuer closes: only %(who)s may do this.") % {"who": task.issuer}
    )


# --- giving ---------------------------------------------------------------------------------------------------------
def may_issue(by: "User", issuer: Organisation) -> Answer:
    if issuer.pk not in bodies.of(by).working:
        return No(_("Only an officer of %(who)s gives tasks in its name.") % {"who": issuer})
    if not issuer.in_force_on(today()):
        return No(_("%(who)s has ended; its successor gives the task.") % {"who": issuer})
    return YES


def may_order(because: Thing) -> Answer:
    """Whether tasks may be given because of it: a plan must be signed, a programme in force."""
    kind = kinds.get(because.kind)
    return kind.may_order(object_of(because)) if kind and kind.may_order else YES


def may_issue_any(by: "User") -> Answer:
    return bool(bodies.of(by).working) or No(_("Only officers of an organisation give tasks."))


def may_give_to(issuer: Organisation, organisations: Sequence[Organisation], day: date) -> Answer:
    """A province's body gives to anyone in force; a district or commune only to itself and to those under it."""
    ended = [o for o in organisations if not o.in_force_on(day)]
    if ended:
        return No(_("%(who)s does not exist on %(day)s.") % {"who": ended[0], "day": day.strftime("%d/%m/%Y")})
    if issuer.level in (Organisation.Level.PROVINCE, Organisation.Level.DEPARTMENT):
        return YES
    for organisation in organisations:
        if organisation.pk != issuer.pk and organisation.parent_id != issuer.pk:
            return No(_("%(who)s is not under %(issuer)s.") % {"who": organisation, "issuer": issuer})
    return YES


def may_issue_under(by: "User", parent: Task) -> Answer:
    """A part of a task is given on by the organisation that has the task."""
    return _first_no(_open(parent), _doer(by, parent))


def may_oversee(by: object) -> Answer:
    """See the overview: who oversees programmes, gives tasks for a party, or leads an organisation."""
    mine = bodies.of(by)
    return bool(mine.all_programmes or mine.speaking) or No(_("The overview is for leaders and focal officers."))


# --- doing and reporting --------------------------------------------------------------------------------------------
def may_start(by: "User", task: Task) -> Answer:
    return _first_no(_open(task), _doer(by, task))


def may_report(by: "User", task: Task) -> Answer:
    if task.status == Status.REPORTED:
        return No(_("A final report is waiting for %(who)s; it is answered first.") % {"who": task.issuer})
    return _first_no(_open(task), _doer(by, task))


def may_answer(by: "User", progress: Progress) -> Answer:
    """Accept a report or send it back."""
    if progress.status != ReportStatus.SENT:
        return No(_("This report has been answered already: %(status)s.")
                  % {"status": ReportStatus(progress.status).label.lower()})  # fmt: skip
    if progress.by_id == by.pk:
        return No(_("Who sent a report does not accept it: another officer of %(who)s does.")
                  % {"who": progress.task.issuer})  # fmt: skip
    return _first_no(_open(progress.task), _issuer(by, progress.task))


# --- the due date ---------------------------------------------------------------------------------------------------
def may_move_due(by: "User", task: Task) -> Answer:
    return _first_no(_open(task), _issuer(by, task))


def may_ask_extension(by: "User", task: Task) -> Answer:
    if task.extension_asks.filter(status=AskStatus.ASKED).exists():
        return No(_("A later due date has been asked for already; %(who)s answers it.") % {"who": task.issuer})
    return _first_no(_open(task), _doer(by, task))


def may_answer_extension(by: "User", ask: ExtensionAsk) -> Answer:
    if ask.status != AskStatus.ASKED:
        return No(_("This has been answered already: %(status)s.") % {"status": AskStatus(ask.status).label.lower()})
    if ask.by_id == by.pk:
        return No(_("Who asked does not answer: another officer of %(who)s does.") % {"who": ask.task.issuer})
    return _first_no(_open(ask.task), _issuer(by, ask.task))


# --- stopping -------------------------------------------------------------------------------------------------------
def may_ask_stop(by: "User", task: Task) -> Answer:
    if task.stop_asks.filter(status=AskStatus.ASKED).exists():
        return No(_("Stopping this task has been asked for already."))
    if is_doer(by, task):
        return _open(task)
    return _first_no(_open(task), _issuer(by, task))


def may_consent_stop(by: "User", consent: StopConsent) -> Answer:
    if consent.ask.status != AskStatus.ASKED or consent.consent is not None:
        return No(_("%(who)s has answered already.") % {"who": consent.organisation})
    speaking = consent.organisation_id in bodies.of(by).speaking
    issuing = consent.organisation_id == consent.task.issuer_id and is_issuer(by, consent.task)
    if not (speaking or issuing):
        return No(_("Only a focal officer or leader of %(who)s answers for it.") % {"who": consent.organisation})
    return _open(consent.task)


# --- obstacles ------------------------------------------------------------------------------------------------------
def may_add_obstacle(by: "User", task: Task) -> Answer:
    return _first_no(_open(task), _doer(by, task))


def may_escalate(by: "User", obstacle: Obstacle) -> Answer:
    if obstacle.status == ObstacleStatus.RESOLVED:
        return No(_("This obstacle is resolved."))
    if obstacle.escalated_to_id in bodies.of(by).working or is_issuer(by, obstacle.task):
        return YES
    return _doer(by, obstacle.task)


may_resolve = may_escalate


# --- who has it -----------------------------------------------------------------------------------------------------
def may_hand_over(by: "User", task: Task) -> Answer:
    return _first_no(_open(task), _doer(by, task))


def may_return(by: "User | None", task: Task) -> Answer:
    """Back to the issuer. The system itself does it on the day an organisation ends."""
    return _open(task) if by is None else _first_no(_open(task), _doer(by, task))


def may_reassign(by: "User", task: Task) -> Answer:
    return _first_no(_open(task), _issuer(by, task))


def _first_no(*answers: Answer) -> Answer:
    return next((a for a in answers if not a), YES)
