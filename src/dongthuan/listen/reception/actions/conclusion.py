"""After a leader's session: the conclusion notice, what it asks of whom, the end."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import papers, permissions, states
from ..models import Commitment, Session
from ..states import SessionStatus


@transaction.atomic
def conclude(session: Session, *, conclusion: str, commitments: Iterable[Mapping[str, Any]] = (), by: User) -> Session:
    """Conclude: the notice (thông báo kết luận, NĐ 154/2026/NĐ-CP Điều 25) is drafted, to be numbered and signed.

    Each commitment: {"organisation", "what", "due", "contact"}.
    """
    session = lock(session)
    permissions.check(permissions.may_conclude(by, session))
    states.check_session(session.status, SessionStatus.CONCLUDED)
    if not conclusion.strip():
        raise Refused(_("Write the conclusion."), field="conclusion")
    rows = list(commitments)
    for row in rows:
        if row["due"] < session.day:
            raise Refused(_("A body is given time after the session, not before it."), field="due")
        Commitment.objects.create(session=session, **row)
    session.status, session.conclusion, session.concluded_on = SessionStatus.CONCLUDED, conclusion, today()
    session.save(update_fields=["status", "conclusion", "concluded_on"])
    papers.draft_conclusion(session, by=by)
    record.append("reception.conclude", subject=session.thing, by=by, data={"commitments": len(rows)})
    return session


@transaction.atomic
def send_conclusion(session: Session, *, by: User) -> Session:
    """The notice went to the bodies it names; from here on it is followed up."""
    session = lock(session)
    permissions.check(permissions.may_send_conclusion(by, session))
    states.check_session(session.status, SessionStatus.FOLLOW_UP)
    session.status, session.sent_on = SessionStatus.FOLLOW_UP, today()
    session.save(update_fields=["status", "sent_on"])
    record.append("reception.send_conclusion", subject=session.thing, by=by)
    return session


@transaction.atomic
def report_commitment(commitment: Commitment, *, result: str, by: User) -> Commitment:
    """What came of what the conclusion asked for."""
    commitment = lock(commitment)
    permissions.check(permissions.may_report(by, commitment))
    if not result.strip():
        raise Refused(_("Say what came of it."), field="result")
    commitment.result, commitment.done_on = result, today()
    commitment.save(update_fields=["result", "done_on"])
    data = {"result": result, "commitment": commitment.pk}
    record.append("reception.report_commitment", subject=commitment.session.thing, by=by, data=data)
    return commitment


@transaction.atomic
def close(session: Session, *, by: User) -> Session:
    """Every body answered, every visitor told."""
    session = lock(session)
    permissions.check(permissions.may_close(by, session))
    states.check_session(session.status, SessionStatus.ANSWERED)
    session.status = SessionStatus.ANSWERED
    session.save(update_fields=["status"])
    record.append("reception.close", subject=session.thing, by=by)
    return session
