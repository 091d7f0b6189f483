"""The numbers of a decided case, for the periodic forms."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused

from ..models import Petition, Result
from ..results import DONE, KEYS, PARTS, WHOLE
from ._facts import begin


@transaction.atomic
def note_result(petition: Petition, *, by: User, **numbers: Any) -> Result:
    """Note what the decision orders (`state_money=…`) and what of it was carried out (`done_state_money=…`)."""
    petition = begin(petition, "note_result", by)
    ordered = _taken({k: numbers.get(k) for k in KEYS}, "")
    done = _taken({k: numbers.get(f"done_{k}") for k in DONE}, "done_")
    for key, value in done.items():
        if value > ordered.get(key, Decimal(0)):
            raise Refused(_("More was carried out than was ordered."), field=f"done_{key}")
    made, _new = Result.objects.update_or_create(
        petition=petition,
        defaults={"ordered": {k: str(v) for k, v in ordered.items()}, "done": {k: str(v) for k, v in done.items()}},
    )
    record.append(
        "petitions.note_result", subject=petition.thing, by=by, data={"ordered": made.ordered, "done": made.done}
    )
    return made


def _taken(given: dict[str, Any], prefix: str) -> dict[str, Decimal]:
    found = {k: Decimal(v) for k, v in given.items() if v}
    for key, value in found.items():
        if value < 0 or (key in WHOLE and value != int(value)):
            raise Refused(_("This is a number of persons, cases or organisations."), field=f"{prefix}{key}")
    for part, whole in PARTS:
        if found.get(part, Decimal(0)) > found.get(whole, Decimal(0)):
            raise Refused(_("There are no more officials than persons."), field=f"{prefix}{part}")
    return found
