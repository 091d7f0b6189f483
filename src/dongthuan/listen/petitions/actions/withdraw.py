"""Withdrawing: announced with the code or at the desk, in effect only by a signed form or by minutes."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import permissions, telling
from ..kinds import Kind
from ..models import Petition, Withdrawal
from ..states import WithdrawalStatus
from ._facts import begin, day_of, words


@transaction.atomic
def announce_withdrawal(petition: Petition, *, whole: bool, text: str = "", by: User | None) -> Withdrawal:
    """Announce a withdrawal. `by=None`: whoever holds the code; it changes nothing until it is signed."""
    petition = lock(petition)
    if by is not None:
        permissions.check_may(by, petition, "announce_withdrawal")
    elif petition.kind not in (Kind.COMPLAINT, Kind.DENUNCIATION) or not petition.is_open:
        raise Refused(_("This case can no longer be withdrawn."))
    if petition.withdrawals.filter(status=WithdrawalStatus.ANNOUNCED).exists():
        raise Refused(_("A withdrawal has been announced already."))
    if petition.kind == Kind.DENUNCIATION and petition.decided_on:
        raise Refused(_("A denunciation is withdrawn only until its conclusion (LTC 33.1)."))
    text = "" if petition.sealed else words(text)
    if not whole and not text and not petition.sealed:
        raise Refused(_("Say which part is withdrawn."), field="text")
    made = Withdrawal.objects.create(petition=petition, whole=whole, text=text, announced_on=today())
    record.append("petitions.announce_withdrawal", subject=petition.thing, by=by, data={"whole": whole})
    telling.withdrawal(petition)
    return made


@transaction.atomic
def effect_withdrawal(
    withdrawal: Withdrawal, *, signature: str, signed_on: date | None = None, by: User
) -> Withdrawal:  # fmt: skip
    """It was signed (form or minutes): a part is gone; the whole lets the leader terminate the case."""
    petition = begin(withdrawal.petition, "effect_withdrawal", by)
    withdrawal = lock(withdrawal)
    _open(withdrawal)
    if signature not in ("form", "minutes"):
        raise Refused(_("A withdrawal takes effect only by a signed form or by minutes."), field="signature")
    withdrawal.signature, withdrawal.signed_on = signature, day_of(signed_on, petition.received_on, "signed_on")
    withdrawal.status = WithdrawalStatus.EFFECTED
    withdrawal.save()
    data = {"whole": withdrawal.whole, "signature": signature, "on": withdrawal.signed_on}
    record.append("petitions.effect_withdrawal", subject=petition.thing, by=by, data=data)
    return withdrawal


@transaction.atomic
def lapse_withdrawal(withdrawal: Withdrawal, *, by: User) -> Withdrawal:
    """Nobody signed: the announcement is put aside, the case goes on."""
    petition = begin(withdrawal.petition, "lapse_withdrawal", by)
    withdrawal = lock(withdrawal)
    _open(withdrawal)
    withdrawal.status = WithdrawalStatus.LAPSED
    withdrawal.save(update_fields=["status"])
    record.append("petitions.lapse_withdrawal", subject=petition.thing, by=by)
    return withdrawal


def _open(withdrawal: Withdrawal) -> None:
    if withdrawal.status != WithdrawalStatus.ANNOUNCED:
        raise Refused(_("This withdrawal was settled already."))
