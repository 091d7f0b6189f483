"""The same petition twice: at this body (`queries.like`), at another, or sealed in the vault. Each is linked, none is lost."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.vault import queries as vault
from dongthuan.lib.vietnamese import fold

from . import queries
from .models import Copy, Petition, Statement
from .models.words import phone_key

MOST = 8
READ = 200  # of which so many are shown that are not one's own
AGREE = {"name": _("same name"), "phone": _("same telephone"), "id": _("same identity number")}
KINDS = {"full_name": "name", "phone": "phone", "id_number": "id"}


# --- sealed: only whoever holds the grant for the identity learns of it ------------------------------------------------
@dataclass(frozen=True)
class Hit:
    """A sealed case that agrees, and in what; nothing of what is sealed."""

    petition: Petition
    agrees: tuple[Any, ...]


def _hits(user: Any, found: dict[int, list[str]]) -> list[Hit]:
    if not found:
        return []
    rows = queries.visible_to(user).filter(sealed=True, dossier__in=found).order_by("-pk")[:MOST]
    return [Hit(p, tuple(AGREE.get(k, k) for k in found[p.dossier_id or 0])) for p in rows]


def typed(user: Any, person: dict[str, str]) -> list[Hit]:
    """While a denunciation is taken in: sealed cases of the same sender. The values are compared by keyed digests alone."""
    values = [(KINDS[name], value) for name, value in person.items() if name in KINDS and value]
    return _hits(user, vault.match(values, by=user))


def sealed_before(user: Any, petition: Petition) -> list[Hit]:
    """On a sealed case's page: other sealed cases whose sender agrees."""
    if not petition.sealed or petition.dossier is None:
        return []
    return [h for h in _hits(user, vault.siblings(petition.dossier, by=user)) if h.petition.pk != petition.pk]


# --- sent to several bodies --------------------------------------------------------------------------------------------
def _elsewhere(name: str, phone: str, text: str) -> QuerySet[Petition]:
    """Plain cases of the same sender: the same name with the same telephone, or with the same decision complained of."""
    key, digits = fold(name).strip()[:120], phone_key(phone)
    same = Q(petitioners__phone_key=digits) if len(digits) >= 8 else Q(pk__in=[])
    for number in queries.numbers(text):
        same |= Q(folded__contains=number)
    if not key:
        return Petition.objects.none()
    return Petition.objects.filter(same, petitioners__key=key, sealed=False).distinct()  # read from the name's index on


def elsewhere_typed(user: Any, *, name: str, phone: str, text: str) -> list[Petition]:
    """While the desk types: the same sender's petition at another body. Shown by number, body, day and state alone."""
    rows = list(_elsewhere(name, phone, text).select_related("organisation").order_by("-pk")[:READ])
    own = set(queries.visible_to(user).filter(pk__in=[p.pk for p in rows]).values_list("pk", flat=True))
    return [p for p in rows if p.pk not in own][:MOST]


def elsewhere(petition: Petition) -> QuerySet[Petition]:
    """Cases of other bodies that this one is likely a copy of, not linked yet."""
    statement = Statement.objects.filter(petition=petition).first()
    person = petition.petitioners.first()
    if petition.sealed or statement is None or person is None:
        return Petition.objects.none()
    rows = _elsewhere(person.full_name, person.phone, f"{statement.against} {statement.content}")
    rows = rows.exclude(organisation=petition.organisation_id).exclude(pk__in=kin(petition))
    return rows.exclude(pk__in=[p.pk for p in copies(petition)]).select_related("organisation").order_by("-pk")


def kin(petition: Petition) -> list[int]:
    """What it was made from and what was made from it is no copy: the case went on there."""
    found, todo = {petition.pk}, [petition.pk]
    while todo:
        near = Petition.objects.filter(Q(children__in=todo) | Q(parent__in=todo)).values_list("pk", flat=True)
        todo = [pk for pk in set(near) if pk not in found]
        found.update(todo)
    return sorted(found)


def copies(petition: Petition) -> list[Petition]:
    """The linked copies at other bodies."""
    pairs = Copy.objects.filter(Q(petition=petition) | Q(other=petition)).select_related(
        "petition__organisation", "other__organisation"
    )
    return [c.other if c.petition_id == petition.pk else c.petition for c in pairs]
