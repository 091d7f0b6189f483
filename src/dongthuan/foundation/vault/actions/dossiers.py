"""Opening a dossier, handing it over, protection, and keeping out whom it is about."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.models import Thing

from .. import vouchers
from ..kit import HandOver, on_hand_over
from ..models import Dossier, Exclusion


@transaction.atomic
def open_dossier(
    thing: Thing, *, handler: Organisation, protected: bool = False, bodies: Iterable[Organisation] = (),
    persons: Iterable[User] = (), by: Any,
) -> Dossier:  # fmt: skip
    """Give the thing a dossier in the vault, handled by a body; `bodies` and `persons` are those it is about.

    Refused if the body is one of them, lies below one, or is headed by one of the persons. `by=None`: a citizen sent it.
    """
    told = {"bodies": [o.pk for o in bodies], "persons": [p.pk for p in persons]}
    pk = vouchers.value("open", by=by, thing=thing.pk, handler=handler.pk, protected=protected, **told)
    record.append(
        "vault.open_dossier", subject=thing, by=by, data={"handler": handler.short_name, "protected": protected}
    )
    return Dossier.objects.get(pk=pk)


@transaction.atomic
def hand_over(
    dossier: Dossier, to: Organisation, *, basis: str, about: User | None = None, by: Any
) -> Dossier:  # fmt: skip
    """Another body handles it from now on, on a basis in law ("LTC 24.2"). All grants and open requests end with the old
    one's handling; the heads of both are told (journeys), and it stands on the page of the dossier. `about`: it is about this
    person, who heads the old body: kept out in the same breath, and told nothing.

    Who may decide it is asked where it is decided: a dossier goes with its case, never by itself.
    """
    before = dossier.handler
    vouchers.call("hand_over", by=by, dossier=dossier.pk, handler=to.pk)
    data = {"from": before.short_name, "to": to.short_name, "basis": basis}
    entry = record.append("vault.hand_over", subject=dossier.thing, by=by, data=data)
    dossier = Dossier.objects.get(pk=dossier.pk)
    if about:
        exclude(dossier, person=about, by=by)
    on_hand_over.tell(HandOver(dossier, before, dossier.handler, basis, entry.pk))
    return dossier


@transaction.atomic
def protect(dossier: Dossier, *, basis: str, by: Any) -> Dossier:
    """The law's protection applies (LTC 47, decided under LTC 51): from now on identity is seen by two only."""
    vouchers.call("protect", by=by, dossier=dossier.pk, on=True)
    record.append("vault.protect", subject=dossier.thing, by=by, data={"basis": basis})
    return Dossier.objects.get(pk=dossier.pk)


@transaction.atomic
def end_protection(dossier: Dossier, *, basis: str, by: Any) -> Dossier:
    """The protection ended by decision (LTC 54.2). The head of the handling body only."""
    vouchers.call("protect", by=by, dossier=dossier.pk, on=False)
    record.append("vault.end_protection", subject=dossier.thing, by=by, data={"basis": basis})
    return Dossier.objects.get(pk=dossier.pk)


@transaction.atomic
def exclude(
    dossier: Dossier, *, organisation: Organisation | None = None, person: User | None = None, by: Any
) -> Exclusion:
    """Keep an organisation or a person out, because the denunciation is about them; grants they hold end.

    An organisation takes along all below it and its successor, a person the bodies they head. The body that handles the
    dossier must not be among them: hand it over first. Who was excluded is not written into the record.
    """
    body, who = (organisation.pk if organisation else None), (person.pk if person else None)
    pk = vouchers.value("exclude", by=by, dossier=dossier.pk, body=body, person=who)
    record.append("vault.exclude", subject=dossier.thing, by=by)
    return Exclusion.objects.get(pk=pk)


@transaction.atomic
def lift_exclusion(exclusion: Exclusion, *, why: str, by: Any) -> Exclusion:
    """It was entered by mistake. The head of the handling body only, with a reason."""
    vouchers.call("lift", by=by, exclusion=exclusion.pk, why=why)
    record.append("vault.lift_exclusion", subject=exclusion.dossier.thing, by=by)
    return Exclusion.objects.get(pk=exclusion.pk)
