"""Reads about cases. The first argument is who asks."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import asked, today
from dongthuan.lib.vietnamese import fold

from . import codes, sealed, search
from .finding import Found
from .kinds import Kind, Link
from .models import Clock, Petition, Petitioner, Step
from .models.clock import NOT_OWED
from .models.petition import OPEN
from .models.words import phone_key
from .permissions import own
from .rights import DESK
from .states import ENDED, OWNERS

DUTIES = Q(ended_on__isnull=True) & ~Q(purpose__in=NOT_OWED)
HEADS = [Link.SECOND, Link.CONTINUED]
CODE = re.compile(r"[A-Za-z]{1,4}\d{2}-\d{1,9}")


# --- who sees what -----------------------------------------------------------------------------------------------
def visible_to(user: Any) -> QuerySet[Petition]:
    """The cases of the bodies this person works for; a sealed one only for desk, head and who was named for it.

    A superior also sees the first case of a second complaint it got. Never: the system administrator; and of a
    denunciation, whoever it is about and their body, whatever post they hold.
    """
    mine = own(user)
    if not mine:
        return Petition.objects.none()
    seen, desk = Q(organisation__in=mine), own(user, *DESK)
    if not mine <= desk:
        seen &= Q(sealed=False) | Q(organisation__in=desk) | Q(officer=user) | Q(reader=user)
    if heads := _heads(mine):
        seen |= Q(pk__in=heads, sealed=False)
    rows = Petition.objects.filter(seen)
    # What is kept from this person is asked first: it is nearly always nothing, and the lists then keep their index.
    kept = _kept_from(user)
    return rows.exclude(dossier__isnull=False, dossier__in=kept) if kept else rows


def asked_first(user: Any) -> tuple[tuple[int, ...], ...]:
    """What `visible_to` has to know before it can say whose cases are seen."""
    bodies = own(user)
    return (tuple(_heads(bodies)), tuple(_kept_from(user))) if bodies else ()


def _kept_from(user: Any) -> list[int]:
    return asked(("petitions.kept", user.pk), lambda: list(sealed.kept_from(user).values_list("pk", flat=True)))


def _heads(mine: set[int]) -> list[int]:
    """The first cases of what these bodies got as a superior. Asked first: they are few, and the lists then keep their index."""
    rows = Petition.objects.filter(organisation__in=mine, link__in=HEADS, parent__isnull=False).order_by()
    return asked(("petitions.heads", *sorted(mine)), lambda: list(rows.values_list("parent", flat=True).distinct()))


def listing(user: Any) -> QuerySet[Petition]:
    """For lists, with what a row draws and nothing else: the sixty other columns took a tenth of the page."""
    drawn = ("code", "kind", "title", "status", "received_on", "due")
    names = ("organisation__short_name", "officer__full_name", "officer__is_sample")
    return visible_to(user).select_related("organisation", "officer").only(*drawn, *names)


def narrowed(rows: QuerySet[Petition], params: Any, user: Any) -> QuerySet[Petition] | Found:
    """The list as filters and search box narrow it. `user`: whose list it is; the search reads only their bodies."""
    kind, show, words = params.get("kind", ""), params.get("show", ""), params.get("q", "").strip()
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    if show == "late":
        rows = rows.filter(status__in=OPEN, due__lt=today())
    elif show == "open":
        rows = rows.filter(status__in=OPEN)
    elif show == "ended":
        rows = rows.filter(status__in=sorted(ENDED))
    elif show == "red":
        rows = red_list(rows)
    return found_by(rows, words, user) if words else rows


def found_by(rows: QuerySet[Petition], words: str, user: Any) -> QuerySet[Petition] | Found:
    """By number, or by all words in any order, with or without marks. Sealed cases are found by number only."""
    if CODE.fullmatch(words):
        return rows.filter(code=words.upper())
    wanted, bodies = search.words_of(words)[: search.MOST], bodies_of(user)
    return Found(rows, wanted, bodies) if wanted and bodies else rows.none()


def bodies_of(user: Any) -> set[int]:
    """The bodies at which the cases are that this person may see."""
    mine = own(user)
    return mine | set(Petition.objects.filter(pk__in=_heads(mine)).values_list("organisation", flat=True))


def red_list(rows: QuerySet[Petition]) -> QuerySet[Petition]:
    """Not handled for so long that it is a ground for dismissal (TCD-08, NĐ 154 Điều 41)."""
    return rows.filter(alarm_on__lte=today())


def kind_counts(rows: QuerySet[Petition]) -> dict[str, int]:
    found = dict(rows.order_by().values_list("kind").annotate(n=Count("*")))  # of rows: so that the index alone answers
    return {"": sum(found.values()), **found}


# --- what waits ----------------------------------------------------------------------------------------------------
def _owned(who: str) -> list[str]:
    return [s for s, owner in OWNERS.items() if owner == who and s in OPEN]


TO_DO = Q(status__in=[*_owned("reception officer"), *_owned("solver"), *_owned("leader")])


def to_do(user: Any) -> QuerySet[Petition]:
    """Open cases whose next step is this person's: the desk's, the solver's, the leader's."""
    mine, desk, leads = own(user), own(user, Role.RECEPTION_OFFICER), own(user, Role.LEADER)
    found = Q(officer=user, status__in=_owned("solver"))
    if desk:
        found |= _at(desk, mine) & Q(status__in=_owned("reception officer"))
    if leads:
        found |= _at(leads, mine) & (Q(status__in=_owned("leader")) | Q(officer=None, status__in=_owned("solver")))
    return visible_to(user).filter(found)


def _at(bodies: set[int], mine: set[int]) -> Q:
    """At these bodies. What `visible_to` says already is not said again: PostgreSQL would expect a tenth of a tenth, and sort
    all instead of walking to the first. It is not said where a first case at another body is seen."""
    return Q() if bodies == mine and not _heads(mine) else Q(organisation__in=bodies)


def waiting(user: Any) -> QuerySet[Petition]:
    """Cases of one's desk whose sender is to act."""
    desk = own(user, Role.RECEPTION_OFFICER)
    return visible_to(user).filter(status="awaiting", organisation__in=desk) if desk else Petition.objects.none()


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


def mine(user: Any) -> QuerySet[Petition]:
    """The cases that this person sent while signed in, or added by their code; the newest first."""
    rows = Petition.objects.filter(holders__owner=codes.owner_of(user))
    return rows.select_related("organisation", "same_as").order_by("-received_on", "-pk")


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
    bodies = bodies_of(user)
    for number in numbers(text):
        for pk in rows.filter(search.holds([number[: search.LONGEST]], bodies)).values_list("pk", flat=True)[:50]:
            score[pk] = score.get(pk, 0) + 2
    wanted = _words(text)
    for row in rows.filter(pk__in=list(score)).only("pk", "folded"):
        common = len(wanted & set(search.words_of(row.folded)))
        score[row.pk] += 2 if wanted and common * 2 >= len(wanted) else 0
    best = sorted(score, key=lambda pk: (-score[pk], -pk))[:8]
    found = rows.select_related("organisation", "officer").in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def numbers(text: str) -> set[str]:
    """The numbers of decisions that the words name, without marks and blanks."""
    return {re.sub(r"\s", "", n) for n in NUMBER.findall(fold(text))}


def _words(text: str) -> set[str]:
    return {w for w in search.words_of(text) if len(w) > 3}


def _add(score: dict[int, int], persons: Iterable[Any], points: int) -> None:
    for pk in persons.values_list("petition_id", flat=True)[:50]:  # type: ignore[attr-defined]
        score[pk] = score.get(pk, 0) + points
