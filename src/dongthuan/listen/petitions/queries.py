"""Reads about cases. The first argument is who asks."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import today
from dongthuan.lib.vietnamese import fold

from . import codes, sealed
from .kinds import Kind, Link
from .models import Clock, Petition, Petitioner, Step
from .models.petition import OPEN
from .models.words import phone_key
from .permissions import own
from .rights import DESK
from .states import OWNERS

DUTIES = Q(ended_on__isnull=True) & ~Q(purpose__in=["right", "effect", "alarm"])
HEADS = [Link.SECOND, Link.CONTINUED]


# --- who sees what -----------------------------------------------------------------------------------------------
def visible_to(user: Any) -> QuerySet[Petition]:
    """The cases of the bodies this person works for; a sealed one only for desk, head and who was named for it.

    A superior also sees the first case of a second complaint it got. Never: the system administrator; and of a
    denunciation, whoever it is about and their body, whatever post they hold.
    """
    mine = own(user)
    if not mine:
        return Petition.objects.none()
    plain = Q(sealed=False) & (Q(organisation__in=mine) | Q(children__organisation__in=mine, children__link__in=HEADS))
    named = Q(officer=user) | Q(reader=user)
    hidden = Q(sealed=True) & (Q(organisation__in=own(user, *DESK)) | (named & Q(organisation__in=mine)))
    seen = Petition.objects.filter(Q(pk__in=Petition.objects.filter(plain).values("pk")) | hidden)
    return seen.exclude(dossier__isnull=False, dossier__in=sealed.kept_from(user))


def listing(user: Any) -> QuerySet[Petition]:
    """For lists, with what a row draws."""
    return visible_to(user).select_related("organisation", "officer")


def narrowed(rows: QuerySet[Petition], params: Any) -> QuerySet[Petition]:
    """The list as filters and search box narrow it."""
    kind, show, words = params.get("kind", ""), params.get("show", ""), params.get("q", "").strip()
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    if show == "late":
        rows = rows.filter(status__in=OPEN, due__lt=today())
    elif show == "open":
        rows = rows.filter(status__in=OPEN)
    elif show == "ended":
        rows = rows.exclude(status__in=OPEN)
    elif show == "red":
        rows = red_list(rows)
    if words:
        rows = rows.filter(found_by(words))
    return rows


def found_by(words: str) -> Q:
    """By number, or by all words in any order, with or without marks. Sealed cases are found by number only."""
    found = Q(code__iexact=words)
    every = Q()
    for word in fold(words).split()[:8]:
        every &= Q(folded__contains=word)
    return found | (every & Q(sealed=False))


def red_list(rows: QuerySet[Petition]) -> QuerySet[Petition]:
    """Not handled for so long that it is a ground for dismissal (TCD-08, NĐ 154 Điều 41)."""
    return rows.filter(status__in=OPEN, clocks__purpose="alarm", clocks__ended_on=None, clocks__due__lte=today())


def kind_counts(rows: QuerySet[Petition]) -> dict[str, int]:
    found = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    return {"": sum(found.values()), **found}


# --- what waits ----------------------------------------------------------------------------------------------------
def _owned(who: str) -> list[str]:
    return [s for s, owner in OWNERS.items() if owner == who and s in OPEN]


def to_do(user: Any) -> QuerySet[Petition]:
    """Open cases whose next step is this person's: the desk's, the solver's, the leader's."""
    desk = Q(organisation__in=own(user, Role.RECEPTION_OFFICER), status__in=_owned("reception officer"))
    solve = Q(officer=user, status__in=[*_owned("solver")])
    lead = Q(organisation__in=own(user, Role.LEADER)) & (
        Q(status__in=_owned("leader")) | Q(officer=None, status__in=_owned("solver"))
    )
    return visible_to(user).filter(desk | solve | lead)


def waiting(user: Any) -> QuerySet[Petition]:
    """Cases of one's desk whose sender is to act."""
    return visible_to(user).filter(status="awaiting", organisation__in=own(user, Role.RECEPTION_OFFICER))


def to_read(user: Any) -> QuerySet[Petition]:
    """Cases this person is the second reader of and has not read."""
    return visible_to(user).filter(reader=user, status__in=OPEN).exclude(readings__by=user)


# --- one case ------------------------------------------------------------------------------------------------------
def clocks_of(petition: Petition) -> list[Clock]:
    """Running first, by due day; then those that ended."""
    return list(petition.clocks.order_by(F("ended_on").asc(nulls_first=True), "due"))


def next_clock(petition: Petition) -> Clock | None:
    """The duty that is due first."""
    return petition.clocks.filter(DUTIES).order_by("due", "pk").first()


def steps_of(petition: Petition) -> QuerySet[Step]:
    return petition.steps.select_related("by", "file", "paper")


def last_step(petition: Petition, verb: str) -> Step | None:
    return petition.steps.filter(verb=verb).last()


def by_code(code: str) -> Petition | None:
    """The case of a receipt code, for whoever holds it; None for a code that is none."""
    if not codes.plain(code):
        return None
    rows = Petition.objects.select_related("organisation", "same_as__organisation", "statement")
    return rows.filter(receipt__code_hash=codes.hash_code(code)).first()


# --- duplicates ----------------------------------------------------------------------------------------------------
NUMBER = re.compile(r"\d{1,6}\s*/\s*[\w-]{2,}", re.U)


def like(user: Any, *, name: str = "", phone: str = "", text: str = "", but: int | None = None) -> list[Petition]:
    """Cases this person may see that look like the same petition: same sender, same decision complained of, same words.

    The best first; at most eight. Sealed cases never show here (the vault has its own index for who holds a grant).
    """
    rows = visible_to(user).filter(sealed=False)
    rows = rows.exclude(pk=but) if but else rows
    score: dict[int, int] = {}
    if key := fold(name).strip():
        _add(score, Petitioner.objects.filter(key=key, petition__in=rows), 3)
    digits = phone_key(phone)
    if len(digits) >= 8:
        _add(score, Petitioner.objects.filter(phone_key=digits, petition__in=rows), 3)
    for number in numbers(text):
        for pk in rows.filter(folded__contains=number).values_list("pk", flat=True)[:50]:
            score[pk] = score.get(pk, 0) + 2
    wanted = _words(text)
    for row in rows.filter(pk__in=list(score)).only("pk", "folded"):
        common = len(wanted & set(row.folded.split()))
        score[row.pk] += 2 if wanted and common * 2 >= len(wanted) else 0
    best = sorted(score, key=lambda pk: (-score[pk], -pk))[:8]
    found = listing(user).in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def numbers(text: str) -> set[str]:
    """The numbers of decisions that the words name, without marks and blanks."""
    return {re.sub(r"\s", "", n) for n in NUMBER.findall(fold(text))}


def _words(text: str) -> set[str]:
    return {w for w in fold(text).split() if len(w) > 3}


def _add(score: dict[int, int], persons: Iterable[Any], points: int) -> None:
    for pk in persons.values_list("petition_id", flat=True)[:50]:  # type: ignore[attr-defined]
        score[pk] = score.get(pk, 0) + points
