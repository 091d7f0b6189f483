"""Reads of the vault. What they answer holds no content, except `reveal`, whose look is written down before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Question, today
from dongthuan.foundation.things.models import Thing
from dongthuan.lib.redaction import marks_for, redact, suggested

from . import crypto, index, vouchers
from .keys import KeysMissing
from .models import Dossier, Grant, Ground, Item, Look, Redaction, Request
from .sealed import Sealed


# --- whom it is about -------------------------------------------------------------------------------------------------
def outside(user: Any) -> QuerySet[Thing]:
    """The things kept from this person, because a denunciation is about them, their body, or one above it.

    Every `visible_to` of a kind that may have a dossier takes these away: `.exclude(thing__in=vault.queries.outside(user))`.
    """
    if getattr(user, "pk", None) is None:
        return Thing.objects.none()
    return _outside(user.pk, today())


def _outside(person: int, day: date) -> QuerySet[Thing]:
    return Thing.objects.filter(pk__in=RawSQL("SELECT public.vault_outside(%s, %s)", (person, day)))


def is_excluded(user: Any, thing: Thing) -> bool:
    """Whether the thing is kept from this person."""
    return outside(user).filter(pk=thing.pk).exists()


def outside_bodies(thing: Thing) -> QuerySet[Organisation]:
    """The organisations a thing is kept from: no transfer, assignment or copy goes to them."""
    return Organisation.objects.filter(pk__in=RawSQL("SELECT public.vault_outside_bodies(%s, %s)", (thing.pk, today())))


def is_body_excluded(organisation: Organisation, thing: Thing) -> bool:
    return outside_bodies(thing).filter(pk=organisation.pk).exists()


# --- who may look -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class May:
    """What a person may do with one piece. `granted`: may look; `takes_two`: with a second person; `second`: may be it."""

    excluded: bool = True
    granted: bool = False
    takes_two: bool = True
    second: bool = False


def may(user: Any, item: Item) -> May:
    if getattr(user, "pk", None) is None:
        return May()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.vault_may(%s, %s, %s)", [item.pk, user.pk, today()])
        row = cursor.fetchone()
    return May(*row) if row else May()


def takes_two(user: Any, item: Item) -> bool:
    """Whether a second person must approve this person's look."""
    return may(user, item).takes_two


def headed(user: Any) -> frozenset[int]:
    """The organisations this person heads today, by a post or a delegation of one."""
    return frozenset(p.organisation_id for p in people.of(user).all_posts if p.rank == Post.Rank.HEAD)


def holds(user: Any, dossier: Dossier, part: str) -> bool:
    """Whether the person holds a grant for the part, through a post held today."""
    return grants_of(user).filter(dossier=dossier, part=part).exists()


def grants_of(user: Any) -> QuerySet[Grant]:
    """The person's grants in force today."""
    return _grants(getattr(user, "pk", None) or 0, today(), _posts(user))


def _posts(user: Any) -> list[int]:
    return [post.pk for post in people.of(user).all_posts]


def _grants(person: int, day: date, posts: Collection[int]) -> QuerySet[Grant]:
    open_ = Q(ended_at__isnull=True) & (Q(until__isnull=True) | Q(until__gte=day))
    return Grant.objects.filter(open_, person=person, post__in=posts)


def _visible(person: int, day: date, bodies: Collection[int], posts: Collection[int]) -> QuerySet[Dossier]:
    held = Exists(_grants(person, day, posts).filter(dossier=OuterRef("pk")))
    rows = Dossier.objects.filter(Q(handler__in=bodies) | held)
    return rows.exclude(thing__in=_outside(person, day))


def visible_to(user: Any) -> QuerySet[Dossier]:
    """Dossiers of bodies this person heads, and those in which they hold a grant; never one that is about them."""
    if not people.of(user).is_staff:
        return Dossier.objects.none()
    return _visible(user.pk, today(), headed(user), _posts(user)).select_related("thing", "handler")


HOLDS = Question(
    lambda person, day, posts: _grants(person, day, posts).order_by().values_list("pk")[:1],
    person=int, day=date, posts=list,
)  # fmt: skip
SEES = Question(
    lambda person, day, bodies, posts: _visible(person, day, bodies, posts).order_by().values_list("pk")[:1],
    person=int, day=date, bodies=list, posts=list,
)  # fmt: skip


def sees_any(user: Any) -> bool:
    """Whether `visible_to` holds anything."""
    day, bodies, posts = today(), headed(user), _posts(user)
    if not (bodies or HOLDS(person=user.pk, day=day, posts=posts)):
        return False  # nearly everyone, on every page: the navigation asks
    return bool(SEES(person=user.pk, day=day, bodies=list(bodies), posts=posts))


def grounds() -> QuerySet[Ground]:
    """The grounds in force today."""
    day = today()
    return Ground.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


def looks_at(user: Any, dossier: Dossier) -> QuerySet[Look]:
    """Every look, for the head of the handling body; of anyone else their own. Newest first."""
    rows = Look.objects.filter(item__dossier=dossier).select_related("item", "person", "second", "ground")
    return rows if dossier.handler_id in headed(user) else rows.filter(person=user.pk)


def requests_in(user: Any, dossier: Dossier) -> QuerySet[Request]:
    """Requests this person made or may answer."""
    rows = Request.objects.filter(item__dossier=dossier).select_related("item", "person", "second", "ground")
    if dossier.handler_id in headed(user):
        return rows
    items = [item.pk for item in dossier.items.all() if may(user, item).second]
    return rows.filter(Q(person=user.pk) | Q(item__in=items))


def seconds(request: Request) -> list[User]:
    """Who may be told that a request waits for them: heads of the handling body and holders of the same grants."""
    dossier = request.item.dossier
    near = User.objects.filter(pk__in=dossier.grants.filter(ended_at__isnull=True).values("person"))
    return [
        u for u in {*people.heads(dossier.handler), *near} if u.pk != request.person_id and may(u, request.item).second
    ]


# --- reading ----------------------------------------------------------------------------------------------------------
def reveal(look: Look, *, by: Any) -> Sealed:
    """What was looked at, for fifteen minutes and for who looked; refused in the transaction that wrote the look."""
    try:
        return _taken(look, by)
    except KeysMissing:  # the keys may have been changed between our asking and our opening: they are read anew
        return _taken(look, by)


def without(
    look: Look, *, passages: Iterable[str] = (), marks: Iterable[tuple[int, int]] = (), by: Any
) -> tuple[str, int]:
    """What was looked at without the passages, the marked places and the numbers of persons; and how many gaps.

    It is kept nowhere: what is not yet read to the end may still name somebody.
    """
    text = reveal(look, by=by).reveal_text()
    return redact(text, [*marks, *marks_for(text, passages), *suggested(text)])


def _taken(look: Look, by: Any) -> Sealed:
    rows = vouchers.call("take", by=by, look=look.pk)
    if not rows:
        raise crypto.Swapped(
            "This sealed piece is not where it was put. Tell the administrator: compare with a backup."
        )
    thing, part, uid, data_key, master, wrapped, ciphertext = rows[0]
    key = vouchers.ring().key(master, settings.VAULT_KEYS)
    return crypto.open_(bytes(wrapped), bytes(ciphertext), crypto.Place(thing, part, uid, data_key), master, key)


def match(values: Iterable[tuple[str, str]], *, by: Any) -> dict[int, list[str]]:
    """Thing id → kinds that agree, among dossiers whose identity this person may see; to anyone else nothing."""
    found = index.pairs(values)
    if not found or getattr(by, "pk", None) is None:
        return {}
    ring = vouchers.ring()
    keys = ring.indexes.values()  # two while a rotation runs
    macs = [index.mac(key, kind, value).hex() for key in keys for kind, value in found]
    return _hits(vouchers.call("match", by=by, held=ring, macs=macs))


def siblings(thing: Thing, *, by: Any) -> dict[int, list[str]]:
    """Thing id → kinds that agree, of dossiers sealed before or after this one; nothing unless both identities are theirs to see."""
    if getattr(by, "pk", None) is None:
        return {}
    return _hits(vouchers.call("siblings", by=by, thing=thing.pk))


def _hits(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    hits: dict[int, list[str]] = {}
    for thing, kind in rows:
        hits.setdefault(thing, []).append(kind)
    return {thing: sorted(kinds) for thing, kinds in hits.items()}


def newest(thing: Thing, part: str) -> Item | None:
    """The piece of this name that was sealed last: what was written anew takes the place of what was there before."""
    return Item.objects.filter(dossier__thing=thing, name=part).order_by("-pk").first()


def redacted(thing: Thing, part: str = "content") -> str | None:
    """The released copy that papers and exports use, None while there is none of the piece as it reads now."""
    item = newest(thing, part)
    row = Redaction.objects.filter(item=item).first() if item else None
    return row.text if row else None


def copies(dossier: Dossier) -> list[Redaction]:
    """The newest released copy of each piece that has one, in the order in which the pieces were sealed."""
    rows = Redaction.objects.filter(dossier=dossier).select_related("item").order_by("item_id", "-pk")
    return list(rows.distinct("item_id"))
