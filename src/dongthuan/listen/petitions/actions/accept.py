"""Accepting or not: from this day the clock of solving runs. And who has the case in the office."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused

from .. import clocks, grounds, sealed, telling
from ..kinds import Kind, Product
from ..models import Petition
from ..states import Status
from ._facts import begin, day_of, done, finish, move


@transaction.atomic
def assign(petition: Petition, *, officer: User | None, reader: User | None = None, by: User) -> Petition:
    """Name the solver and, if wanted, the second reader. Who a denunciation is about is never named."""
    petition = begin(petition, "assign", by)
    if officer is None:
        raise Refused(_("Choose who solves it."), field="officer")
    if officer == reader:
        raise Refused(_("The second reader is another person than the solver."), field="reader")
    wanted = ((officer, (Role.SOLVER, Role.LEADER), "officer"), (reader, (Role.SECOND_READER, Role.LEADER), "reader"))
    for person, roles, field in wanted:
        if person and not people.acting(person).has(*roles, org=petition.organisation_id):
            raise Refused(
                _("%(who)s does not hold such a post in this body.") % {"who": person.shown_name()}, field=field
            )
        if person:
            sealed.check_may_have(petition, person, field)
    petition.officer, petition.reader = officer, reader
    petition.save(update_fields=["officer", "reader"])
    sealed.grant(petition, by=by)
    names = {"officer": officer.shown_name(), "reader": reader.shown_name() if reader else ""}
    record.append("petitions.assign", subject=petition.thing, by=by, data=names)
    telling.assigned(petition)
    return petition


@transaction.atomic
def accept(
    petition: Petition, *, on: date | None = None, number: str = "", complex: Iterable[str] = (), by: User
) -> Petition:  # fmt: skip
    """Accept the petition (thụ lý); from this day its statutory clock runs. `complex`: the criteria that make it so."""
    petition = begin(petition, "accept", by)
    on = day_of(on, petition.received_on)
    if not number.strip():
        raise Refused(_("Give the number of the notice or decision of acceptance."), field="number")
    if petition.officer_id is None:
        raise Refused(_("Name the solver first."))
    codes = [grounds.check("complex", c, on, petition.kind).code for c in complex]
    petition.complex, petition.grounds = bool(codes) and petition.kind == Kind.COMPLAINT, codes
    to = Status.KN_ACCEPTED if petition.kind == Kind.COMPLAINT else Status.TC_ACCEPTED
    move(petition, to, accepted_on=on)
    clocks.on_accepted(petition, on)
    done("petitions.accept", petition, by=by, on=on, number=number, data={"kind": petition.kind})
    telling.accepted(petition)
    return petition


@transaction.atomic
def not_accept(petition: Petition, *, ground: str, number: str, on: date | None = None, by: User) -> Petition:
    """Do not accept, by a coded ground, and tell why in writing (LKN 11, 27; LTC 24.1, 29)."""
    petition = begin(petition, "not_accept", by)
    grounds.check("not_accept", ground, petition.received_on, petition.kind)
    if not number.strip():
        raise Refused(_("Give the number of the notice."), field="number")
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "accept", "answer", "review")
    clocks.end(petition, on)
    to = Status.KN_NOT_ACCEPTED if petition.kind == Kind.COMPLAINT else Status.TC_NOT_ACCEPTED
    finish(petition, to, Product.NOT_ACCEPTED, on, number)
    done("petitions.not_accept", petition, by=by, on=on, ground=ground, number=number)
    return petition


@transaction.atomic
def not_handle(petition: Petition, *, ground: str, on: date | None = None, by: User) -> Petition:
    """Not handled under the Law on Denunciations (LTC 24.3, 25.1). What names a violator with evidence is inspected."""
    petition = begin(petition, "not_handle", by)
    grounds.check("not_handle", ground, petition.received_on, petition.kind)
    on = day_of(on, petition.received_on)
    clocks.meet(petition, on, "accept")
    clocks.end(petition, on, "accept", "transfer", "answer")
    move(petition, Status.TC_NOT_HANDLED)
    done("petitions.not_handle", petition, by=by, on=on, ground=ground)
    return petition


@transaction.atomic
def inspect(petition: Petition, *, number: str, on: date | None = None, by: User) -> Petition:
    """Clear violator, specific evidence: inspected or forwarded to who inspects (LTC 25.2; NĐ 31 Điều 20)."""
    petition = begin(petition, "inspect", by)
    on = day_of(on, petition.received_on)
    if not number.strip():
        raise Refused(_("Give the number of the paper."), field="number")
    move(petition, Status.TC_INSPECTION)
    done("petitions.inspect", petition, by=by, on=on, number=number)
    return petition
