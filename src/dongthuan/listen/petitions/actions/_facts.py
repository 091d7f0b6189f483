"""What every action on a case does: lock, ask, move, note, record."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import clocks, letters, permissions, states
from ..models import Petition, Step


def begin(petition: Petition, verb: str, by: User | None) -> Petition:
    """The case, locked, if this person may do this now."""
    petition = lock(petition)
    permissions.check_may(by, petition, verb)
    return petition


def day_of(on: date | None, since: date | None, what: str = "on") -> date:
    """The day of an act: today unless said; never ahead, never before what it follows."""
    on = on or today()
    if on > today():
        raise Refused(_("This day is still to come."), field=what)
    if since and on < since:
        raise Refused(_("This day lies before %(day)s, which comes first.") % {"day": f"{since:%d/%m/%Y}"}, field=what)
    return on


def move(petition: Petition, to: str, **fields: Any) -> None:
    """Move the case along the table, with the days that go with it."""
    states.check_move(petition.status, to)
    petition.status = to
    for name, value in fields.items():
        setattr(petition, name, value)
    petition.save()


def finish(petition: Petition, to: str, product: str, on: date, number: str = "") -> None:
    """Move to an end, which has its product."""
    move(petition, to, product=product, product_number=line(number, 80), ended_on=on)


def line(text: str, limit: int) -> str:
    return " ".join(words(text).split())[:limit]


def words(text: str) -> str:
    try:
        return clean_text(text).strip()
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def done(
    verb: str, petition: Petition, *, by: User | None, on: date, ground: str = "", number: str = "", text: str = "",
    data: dict[str, Any] | None = None, **more: Any,
) -> Step:  # fmt: skip
    """Note the step and write it into the record. Of a sealed case no words are kept: they belong in the vault."""
    text = "" if petition.sealed else words(text)
    step = Step.objects.create(
        petition=petition,
        verb=verb.split(".")[1],
        on=on,
        ground=ground,
        number=line(number, 80),
        text=text,
        by=by,
        **more,
    )
    letters.bind(step)
    facts = {"on": on, "ground": ground, "number": step.number, **(data or {})}
    record.append(verb, subject=petition.thing, by=by, data={k: v for k, v in facts.items() if v not in ("", None)})
    clocks.settle(petition)
    return step


def next_code(day: date) -> str:
    """The next case number: no name, no meaning but the year it came in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('petitions_code')")
        return f"NH{day:%y}-{cursor.fetchone()[0]:06d}"
