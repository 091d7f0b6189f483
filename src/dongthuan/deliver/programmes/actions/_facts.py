"""The facts of a programme: what none can do without, and how they are written; the one way its status moves."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import states
from ..models import Basis, Party, Programme
from ..states import Status


class PartyFacts(TypedDict):
    organisation: Organisation
    focal_org: Organisation | None
    leads: bool


def move(
    programme: Programme, to: Status, verb: str, check: Any, by: User | None, *, note: str = "", **data: Any
) -> Programme:
    """Lock, check the person and the way, move, record."""
    programme = lock(programme)
    if check is not None:
        check(by, programme)
    states.check_move(programme.status, to)
    programme.status = to
    programme.save(update_fields=["status"])
    record.append(verb, subject=programme.thing, by=by, note=note, data=data)
    return programme


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Write the reason."), field="reason")


def check_facts(title: str, short_title: str, since: date, until: date, parties: Sequence[PartyFacts]) -> Organisation:
    """Refuse what no programme can be; answer who leads."""
    if not title.strip():
        raise Refused(_("Write the title."), field="title")
    if not short_title.strip():
        raise Refused(_("Write the short title."), field="short_title")
    if until < since:
        raise Refused(_("The last day may not come before the first."), field="until")
    if (until - since).days > 366 * 15:
        raise Refused(_("A programme of more than fifteen years: check the dates."), field="until")
    if len(parties) < 2:
        raise Refused(_("A programme has at least two parties."), field="party_2")
    if len({p["organisation"].pk for p in parties}) < len(parties):
        raise Refused(_("The same organisation stands twice among the parties."), field="party_2")
    leads = [p["organisation"] for p in parties if p["leads"]]
    if len(leads) != 1:
        raise Refused(_("Say which one of the parties leads."), field="lead")
    for n, party in enumerate(parties, 1):
        if not party["organisation"].in_force_on(since):
            raise Refused(
                _("%(name)s did not exist on %(day)s, when the programme begins.")
                % {"name": party["organisation"].name, "day": f"{since:%d/%m/%Y}"},
                field=f"party_{n}",
            )
    return leads[0]


def system_of(lead: Organisation) -> str:
    """A joint paper takes the layout of the body that leads (law note 7.3)."""
    return Programme.System.PARTY if lead.kind == Organisation.Kind.PARTY_BODY else Programme.System.STATE


def write_parties(programme: Programme, parties: Sequence[PartyFacts], bases: Sequence[str]) -> None:
    programme.parties.all().delete()
    programme.bases.all().delete()
    Party.objects.bulk_create(Party(programme=programme, order=n, **p) for n, p in enumerate(parties, 1))
    Basis.objects.bulk_create(
        Basis(programme=programme, order=n, text=text.strip()) for n, text in enumerate(bases, 1) if text.strip()
    )


def facts_data(programme: Programme) -> dict[str, Any]:
    fields = ("kind", "title", "short_title", "since", "until", "predecessor_id", "system")
    parties = [[p.organisation_id, p.focal_org_id, p.leads] for p in programme.parties.all()]
    bases = [b.text for b in programme.bases.all()]
    return {**{f: getattr(programme, f) for f in fields}, "parties": parties, "bases": bases}


def authority_of(title: str) -> tuple[str, ...]:
    """A title as printed over an old signature; "/" parts its lines: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"."""
    return tuple(line.strip().upper() for line in title.split(" / ") if line.strip())


def set_symbol(paper: Paper, symbol: str) -> Paper:
    """An old paper keeps the symbol it was printed with."""
    if symbol.strip():
        paper.symbol = symbol.strip()
        paper.save(update_fields=["symbol"])
    return paper
