"""Protection of who denounces (LTC 47–58). From the request on, nobody sees who they are without a second person."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused, lock
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault.models import Dossier, Part

from .. import states
from ..models import Petition, Protection
from ..rules import protection as law
from ..states import PROTECTED, ProtectionStatus
from ._facts import begin, day_of, done, line, words


def _dossier(petition: Petition) -> Dossier:
    if petition.dossier is None:
        raise Refused(_("Nothing of this case lies in the vault."))
    return Dossier.objects.get(thing=petition.dossier)


def _moved(petition: Petition, to: str) -> Protection:
    """The running protection of the case, on its way to another state."""
    found = petition.protections.filter(status__in=PROTECTED).first()
    if found is None:
        raise Refused(_("No protection was asked for."))
    found = lock(found)
    states.check_protection_move(found.status, to)
    found.status = to
    return found


def _measures(codes: Iterable[str]) -> list[str]:
    found = [m.code for m in law.MEASURES if m.code in set(codes)]
    if not found:
        raise Refused(_("Choose at least one measure."), field="measures")
    return found


def _number(number: str) -> str:
    if not (number := line(number, 80)):
        raise Refused(_("Give the number of the decision."), field="number")
    return number


@transaction.atomic
def request_protection(
    petition: Petition, *, plea: str, measures: Iterable[str], urgent: bool = False, on: date | None = None, by: User
) -> Protection:
    """Protection is asked for (LTC 50). Who it is for and why goes into the vault; looking takes two from now on."""
    petition = begin(petition, "request_protection", by)
    on = day_of(on, petition.received_on)
    dossier, wanted = _dossier(petition), _measures(measures)
    if not (plea := words(plea)):
        raise Refused(_("Write who is to be protected, and why."), field="plea")
    if petition.protections.filter(status__in=PROTECTED).exists():
        raise Refused(_("A protection runs already."))
    vault.protect(dossier, basis="LTC 47, 50", by=by)
    n = petition.protections.count() + 1
    vault.seal(petition.dossier, f"protection-{n}", plea, shows=[Part.IDENTITY, Part.CONTENT], by=by)
    made = Protection.objects.create(petition=petition, requested_on=on, measures=wanted, urgent=urgent)
    done("petitions.request_protection", petition, by=by, on=on, data={"measures": wanted})
    return made


@transaction.atomic
def decide_protection(
    petition: Petition, *, number: str, measures: Iterable[str], on: date | None = None, by: User
) -> Protection:
    """The decision to protect, with its measures (LTC 51, 52)."""
    petition = begin(petition, "decide_protection", by)
    found = _moved(petition, ProtectionStatus.DECIDED)
    found.decided_on, found.number, found.measures = (
        day_of(on, found.requested_on),
        _number(number),
        _measures(measures),
    )
    found.save()
    data = {"measures": found.measures}
    done("petitions.decide_protection", petition, by=by, on=found.decided_on, number=found.number, data=data)
    return found


@transaction.atomic
def refuse_protection(petition: Petition, *, number: str, on: date | None = None, by: User) -> Protection:
    """There is no ground to protect: told in writing with the reason (LTC 51). The head of the handling body only."""
    petition = begin(petition, "refuse_protection", by)
    found = _moved(petition, ProtectionStatus.REFUSED)
    found.decided_on, found.number = day_of(on, found.requested_on), _number(number)
    found.save()
    vault.end_protection(_dossier(petition), basis=found.number, by=by)
    done("petitions.refuse_protection", petition, by=by, on=found.decided_on, number=found.number)
    return found


@transaction.atomic
def apply_protection(petition: Petition, *, on: date | None = None, by: User) -> Protection:
    """The measures are in effect (LTC 53, 56–58)."""
    petition = begin(petition, "apply_protection", by)
    found = _moved(petition, ProtectionStatus.ACTIVE)
    found.save()
    done(
        "petitions.apply_protection",
        petition,
        by=by,
        on=day_of(on, found.decided_on),
        data={"measures": found.measures},
    )
    return found


@transaction.atomic
def change_protection(
    petition: Petition, *, number: str, measures: Iterable[str], on: date | None = None, by: User
) -> Protection:
    """Other measures by a new decision (LTC 54.1); they are then put into effect."""
    petition = begin(petition, "change_protection", by)
    found = _moved(petition, ProtectionStatus.CHANGED)
    on = day_of(on, found.decided_on)
    found.decided_on, found.number, found.measures = on, _number(number), _measures(measures)
    found.save()
    done("petitions.change_protection", petition, by=by, on=on, number=found.number, data={"measures": found.measures})
    return found


@transaction.atomic
def end_protection(petition: Petition, *, ground: str, number: str, on: date | None = None, by: User) -> Protection:
    """The protection ends by decision, on a ground of LTC 54.2. The head of the handling body only."""
    petition = begin(petition, "end_protection", by)
    found = _moved(petition, ProtectionStatus.ENDED)
    on = day_of(on, found.decided_on)
    if ground not in {i.code for i in law.ends(on)}:
        raise Refused(_("Choose a ground that the law knew on %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, field="ground")
    if (
        ground == law.CONCLUDED
        and petition.decided_on is None
        and petition.status not in ("tc_terminated", "closed", "archived")
    ):
        raise Refused(_("The denunciation is neither concluded nor terminated."), field="ground")
    found.ended_on, found.ground = on, ground
    found.save()
    vault.end_protection(_dossier(petition), basis=_number(number), by=by)
    done("petitions.end_protection", petition, by=by, on=on, ground=ground, number=number)
    return found
