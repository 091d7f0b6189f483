"""Solving: verification, dialogue, suspension, extension, termination, the second reader's view."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, today

from .. import clocks, grounds, telling
from ..kinds import Kind
from ..models import Clock, Petition, Reading
from ..states import Status
from ._facts import begin, day_of, done, move, words


@transaction.atomic
def verify(petition: Petition, *, on: date | None = None, text: str = "", by: User) -> Petition:
    """Begin the verification (xác minh)."""
    petition = begin(petition, "verify", by)
    on = day_of(on, petition.accepted_on)
    move(petition, Status.KN_VERIFYING if petition.kind == Kind.COMPLAINT else Status.TC_VERIFYING)
    done("petitions.verify", petition, by=by, on=on, text=text)
    return petition


@transaction.atomic
def notify(petition: Petition, *, on: date | None = None, by: User) -> Petition:
    """The denouncer was told of the acceptance, the denounced of what is denounced (LTC 29.3; forms 05 and 06)."""
    petition = begin(petition, "notify", by)
    on = day_of(on, petition.accepted_on)
    if not petition.clocks.filter(ended_on=None, purpose=Clock.Purpose.NOTIFY).exists():
        raise Refused(_("Both were told already."))
    clocks.meet(petition, on, Clock.Purpose.NOTIFY)
    done("petitions.notify", petition, by=by, on=on)
    return petition


@transaction.atomic
def hold_dialogue(
    petition: Petition, *, on: date | None = None, absent: bool = False, text: str = "", minutes: Any = None, by: User
) -> Petition:
    """The dialogue (đối thoại) with its minutes. Who stays away without a good reason does not stop it from 01/07/2026."""
    petition = begin(petition, "hold_dialogue", by)
    on = day_of(on, petition.accepted_on)
    if absent and not clocks.first_that_holds(on, "KN-11"):  # NĐ 155 Điều 11 brought both
        raise Refused(_("On this day the law did not let the case go on without its sender."), field="absent")
    if minutes is None and not words(text):
        raise Refused(_("A dialogue needs its minutes: the signed file, or what was said."), field="minutes")
    file = files.store(minutes, thing=petition.thing, by=by, field="minutes") if minutes is not None else None
    move(petition, Status.KN_DIALOGUE, dialogue_on=on)
    done("petitions.hold_dialogue", petition, by=by, on=on, text=text, file=file, data={"absent": absent})
    return petition


@transaction.atomic
def give_reading(petition: Petition, *, agrees: bool, text: str = "", by: User) -> Reading:
    """The second reader's view, before it is decided."""
    petition = begin(petition, "give_reading", by)
    if petition.reader_id != by.pk:
        raise Refused(_("Only the second reader of this case gives this view."))
    text = "" if petition.sealed else words(text)
    if not agrees and not text and not petition.sealed:
        raise Refused(_("Say why you do not agree."), field="text")
    reading = Reading.objects.create(petition=petition, agrees=agrees, text=text, by=by, on=today())
    record.append("petitions.give_reading", subject=petition.thing, by=by, data={"agrees": agrees})
    return reading


@transaction.atomic
def suspend(petition: Petition, *, ground: str, number: str, on: date | None = None, by: User) -> Petition:
    """Suspend (tạm đình chỉ): the clock stops at the end of this day (LKN 11a, from 01/07/2026; LTC 34)."""
    petition = begin(petition, "suspend", by)
    on = day_of(on, petition.accepted_on)
    complaint = petition.kind == Kind.COMPLAINT
    grounds.check("suspend", ground, on, petition.kind)
    if not number.strip():
        raise Refused(_("Give the number of the decision."), field="number")
    petition.before = petition.status
    move(petition, Status.KN_SUSPENDED if complaint else Status.TC_SUSPENDED, suspended_on=on)
    clocks.suspend(petition, on)
    clocks.send_paper(petition, on)
    done("petitions.suspend", petition, by=by, on=on, ground=ground, number=number)
    return petition


@transaction.atomic
def resume(petition: Petition, *, number: str, on: date | None = None, by: User) -> Petition:
    """Resume as soon as the ground ends: the clock goes on the day after this decision."""
    petition = begin(petition, "resume", by)
    on = day_of(on, petition.suspended_on)
    if not number.strip():
        raise Refused(_("Give the number of the decision."), field="number")
    move(petition, petition.before, suspended_on=None)
    clocks.resume(petition, on)
    clocks.meet(petition, on, "send")
    clocks.send_paper(petition, on, resumed=True)
    done("petitions.resume", petition, by=by, on=on, number=number)
    return petition


@transaction.atomic
def extend(petition: Petition, *, complex: Iterable[str], number: str, on: date | None = None, by: User) -> Petition:
    """Extend, only before the running limit ends and only as often as the law lets.

    A complaint once, because it is complex (LKN 28, 37); a denunciation once when complex, twice when especially so (≥ 2
    criteria), by written decision (LTC 30; NĐ 31 Điều 3).
    """
    petition = begin(petition, "extend", by)
    on = day_of(on, petition.accepted_on)
    running = petition.clocks.filter(ended_on=None, purpose=Clock.Purpose.SOLVE).first()
    if running is None:
        raise Refused(_("No limit for solving is running."))
    if on > running.due:
        raise Refused(
            _("The limit ended on %(day)s; it can no longer be extended.") % {"day": f"{running.due:%d/%m/%Y}"}
        )
    codes = sorted({grounds.check("complex", c, on, petition.kind).code for c in complex} | set(petition.grounds))
    if not codes:
        raise Refused(_("Say what makes it complex."), field="complex")
    if not number.strip():
        raise Refused(_("Give the number of the decision."), field="number")
    most = 1 if petition.kind == Kind.COMPLAINT or len(codes) < 2 else 2
    if petition.extensions >= most or (petition.kind == Kind.COMPLAINT and petition.complex):
        raise Refused(_("The law lets this limit be extended no further."))
    petition.grounds, petition.extensions = codes, petition.extensions + 1
    petition.complex = petition.kind == Kind.COMPLAINT or petition.complex
    petition.save(update_fields=["grounds", "extensions", "complex"])
    clock = clocks.extend(petition)
    done("petitions.extend", petition, by=by, on=on, number=number, data={"due": clock.due, "grounds": codes})
    return petition


@transaction.atomic
def terminate(petition: Petition, *, ground: str, number: str, on: date | None = None, by: User) -> Petition:
    """Terminate (đình chỉ): withdrawn as a whole, or no one is left whose case it is (LKN 11a.2; LTC 34.3)."""
    petition = begin(petition, "terminate", by)
    on = day_of(on, petition.accepted_on)
    complaint = petition.kind == Kind.COMPLAINT
    found = grounds.check("terminate", ground, on, petition.kind)
    if found.withdrawn and not petition.withdrawals.filter(status="effected", whole=True).exists():
        raise Refused(_("A withdrawal takes effect by a signed form or minutes; note that first."), field="ground")
    if not number.strip():
        raise Refused(_("Give the number of the decision."), field="number")
    clocks.end(petition, on)
    move(petition, Status.KN_TERMINATED if complaint else Status.TC_TERMINATED, suspended_on=None)
    clocks.send_paper(petition, on)
    done("petitions.terminate", petition, by=by, on=on, ground=ground, number=number)
    telling.terminated(petition)
    return petition
