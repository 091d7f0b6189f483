"""Parties through mergers, and who belongs to a programme."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.foundation.things.kit import today

from ..models import Party, Programme


def standing_on(organisation: Organisation, day: date) -> Organisation:
    """The body that stands in this one's place on the day: itself, or its successor once it has ended."""
    here, seen = organisation, {organisation.pk}
    while here.until and here.until < day and here.successor_id and here.successor_id not in seen:
        here = here.successor  # type: ignore[assignment]
        seen.add(here.pk)
    return here


@dataclass(frozen=True)
class PartyOn:
    """A party as it stands on a day: who signs now, and in whose place."""

    party: Party
    organisation: Organisation
    focal: Organisation | None

    @property
    def leads(self) -> bool:
        return self.party.leads

    @property
    def succeeded(self) -> Organisation | None:
        """The body whose place it took, if any."""
        return self.party.organisation if self.party.organisation_id != self.organisation.pk else None


def parties_on(programme: Programme, day: date | None = None) -> list[PartyOn]:
    """The parties of the day, in their order. After a merger the successor takes its predecessor's place."""
    day = day or today()
    rows = programme.parties.select_related("organisation__successor", "focal_org__successor")
    return [
        PartyOn(p, standing_on(p.organisation, day), standing_on(p.focal_org, day) if p.focal_org else None)
        for p in rows
    ]


def lead_on(programme: Programme, day: date | None = None) -> PartyOn | None:
    parties = parties_on(programme, day)
    return next((p for p in parties if p.leads), parties[0] if parties else None)


def own_organisations(user: object, *roles: str) -> set[int]:
    """Where the person works on cases (an administrator's post counts for nothing), with the bodies these stand under
    and those whose place they took."""
    mine = acting_of(user)
    posts = [p for p in mine.all_posts if p.role != Role.ADMINISTRATOR and (not roles or p.role in roles)]
    above = {p.organisation.parent_id for p in posts if p.organisation.level == Organisation.Level.DEPARTMENT}
    return mine.lineage({p.organisation_id for p in posts} | above)


def of_the_programme(user: object, programme: Programme, *roles: str) -> bool:
    """Whether the person belongs to a party of the programme or its focal unit (with one of the roles, if named)."""
    own = own_organisations(user, *roles)
    return bool(own) and programme.parties.filter(Q(organisation_id__in=own) | Q(focal_org_id__in=own)).exists()
