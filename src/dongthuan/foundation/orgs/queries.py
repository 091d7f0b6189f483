"""Reads about areas and organisations: what became of an area, and where its counted things stand today."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, OuterRef, QuerySet, When

from dongthuan.foundation.things.kit import Question, today
from dongthuan.lib.vietnamese import fold, holds

from .models import Area, AreaSuccession, Organisation, OrganisationName, Post, SheetImport
from .permissions import may_see

Part = AreaSuccession.Part
BEFORE = """
WITH RECURSIVE before(now, id) AS (
  SELECT o, o FROM unnest(%s::bigint[]) o
  UNION SELECT b.now, o.id FROM orgs_organisation o JOIN before b ON o.successor_id = b.id)
SELECT now, id FROM before
"""
AFTER = """
WITH RECURSIVE after(old, now, step) AS (
  SELECT o, o, 0 FROM unnest(%s::bigint[]) o
  UNION SELECT a.old, o.successor_id, step + 1 FROM orgs_organisation o JOIN after a ON o.id = a.now
  WHERE o.successor_id IS NOT NULL AND step < 20)
SELECT DISTINCT ON (old) old, now FROM after ORDER BY old, step DESC
"""
BY_RANK = Case(When(rank=Post.Rank.HEAD, then=0), When(rank=Post.Rank.DEPUTY, then=1), default=2)


def rank_of(field: str) -> Case:
    """For `order_by`: the levels from the province down, as every official list has them."""
    return Case(*(When(**{field: level}, then=place) for place, level in enumerate(Organisation.Level.values)))


def visible_to(user: Any) -> QuerySet[Organisation]:
    """Organisations are read by who holds a post."""
    return Organisation.objects.all() if may_see(user) else Organisation.objects.none()


def areas_visible_to(user: Any) -> QuerySet[Area]:
    return Area.objects.all() if may_see(user) else Area.objects.none()


def with_before(org_ids: Iterable[int]) -> dict[int, set[int]]:
    """The organisations and all whose place they took, each with those of `org_ids` that stand in its place. One query."""
    ids, found = sorted(set(org_ids)), defaultdict[int, set[int]](set)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(BEFORE, [ids])
            for now, old in cursor.fetchall():
                found[old].add(now)
    return dict(found)


def standing(org_ids: Iterable[int]) -> dict[int, int]:
    """Each organisation -> the one that stands in its place now, the end of its successions. One query."""
    with connection.cursor() as cursor:
        cursor.execute(AFTER, [sorted(set(org_ids))])
        return dict(cursor.fetchall())


NAMES = Question(lambda ids: OrganisationName.objects.filter(organisation__in=ids), ids=list)


def read_names(organisations: Collection[Organisation]) -> None:
    """Read the former names of all of them, as `prefetch_related("names")` does. One query, none if there are none."""
    found = defaultdict[int, list[OrganisationName]](list)
    for name in NAMES(ids=sorted({o.pk for o in organisations})) if organisations else ():
        found[name.organisation_id].append(name)
    for organisation in organisations:
        names = QuerySet(OrganisationName)
        names._result_cache, names._prefetch_done = found[organisation.pk], True  # type: ignore[attr-defined]
        organisation.__dict__.setdefault("_prefetched_objects_cache", {})["names"] = names


def unmapped(user: Any) -> QuerySet[Area]:
    """Areas that ended without anyone having said where they went; an officer enters it with its source."""
    ended = areas_visible_to(user).filter(until__isnull=False, in_scope=True)
    return ended.filter(~Exists(AreaSuccession.objects.filter(old=OuterRef("pk")))).select_related("parent")


def unshared(user: Any) -> QuerySet[AreaSuccession]:
    """Parts of split areas whose share nobody has entered yet ("chưa tách được")."""
    parts = AreaSuccession.objects.filter(part=Part.PARTIAL, share__isnull=True, old__in=areas_visible_to(user))
    return parts.select_related("old", "new").order_by("old__code", "new__code")


@dataclass(frozen=True)
class Carried:
    """Counted things on the areas of a day: those that found their area, and those nobody can place yet.

    `unassigned` is keyed by the area where the way ends: one without a known successor ("chưa rõ đơn vị kế thừa"), or
    a split one without sourced shares ("chưa tách được").
    """

    new: dict[Area, int] = field(default_factory=dict)
    unassigned: dict[Area, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.new.values()) + sum(self.unassigned.values())


def successions() -> dict[int, list[AreaSuccession]]:
    """All passages by their old area, in one query."""
    found: dict[int, list[AreaSuccession]] = defaultdict(list)
    for passage in AreaSuccession.objects.select_related("new").order_by("old_id", "new_id"):
        found[passage.old_id].append(passage)
    return found


def successors(area: Area, on: date | None = None) -> dict[Area, Fraction | None]:
    """The areas of that day (today by default) that hold what was this area, with the share of it; None: not known."""
    passages, day = successions(), on or today()
    found: dict[Area, Fraction | None] = {}

    def follow(here: Area, share: Fraction | None) -> None:
        if here.in_force_on(day):
            known = found.get(here, Fraction(0))
            found[here] = None if share is None or known is None else known + share
            return
        for passage in passages[here.pk]:
            part = Fraction(1) if passage.part == Part.FULL else fraction(passage.share)
            follow(passage.new, None if share is None or part is None else share * part)

    follow(area, Fraction(1))
    return found


def fraction(share: Decimal | None) -> Fraction | None:
    return None if share is None else Fraction(share)


def carry(counts: Mapping[Area, int], on: date | None = None) -> Carried:
    """Carry counted things to the areas of a day (today by default).

    They pass whole to the successor; of a split area only sourced shares pass. Whole things stay whole (largest
    remainder), and what goes in comes out: `Σ counts == Σ new + Σ unassigned`.
    """
    passages, day = successions(), on or today()
    new: dict[Area, int] = defaultdict(int)
    unassigned: dict[Area, int] = defaultdict(int)

    def pour(here: Area, number: int) -> None:
        if here.in_force_on(day):
            new[here] += number
            return
        ways = passages[here.pk]
        if len(ways) == 1 and ways[0].part == Part.FULL:
            pour(ways[0].new, number)
            return
        shared = [w for w in ways if w.share is not None]
        parts, left = split(number, [w.share for w in shared if w.share is not None])
        for way, part in zip(shared, parts, strict=True):
            pour(way.new, part)
        if left or not shared:
            unassigned[here] += left

    for area, number in counts.items():
        pour(area, number)
    return Carried(dict(new), dict(unassigned))


def split(number: int, shares: list[Decimal]) -> tuple[list[int], int]:
    """Whole things by shares, and what is left for the part without a share: largest remainder first, then the order."""
    exact = [Fraction(share) * number for share in shares]
    exact.append(number - sum(exact, Fraction(0)))
    whole = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: number - sum(whole)]:
        whole[i] += 1
    return whole[:-1], whole[-1]


def posts_of(organisation: Organisation, day: date | None = None) -> QuerySet[Post]:
    return organisation.posts.on(day or today()).order_by(BY_RANK, "title")


def sheets_visible_to(user: Any) -> QuerySet[SheetImport]:
    """A sheet between its steps is seen by who sent it."""
    return SheetImport.objects.filter(by_id=getattr(user, "pk", None) or 0)


def named_like(words: str) -> list[int]:
    """Organisations whose name of any day, short name, code or symbol holds the words; marks not typed do not count."""
    texts: dict[int, str] = {
        pk: " | ".join(parts)
        for pk, *parts in Organisation.objects.values_list("pk", "name", "short_name", "code", "symbol")
    }
    for pk, name in OrganisationName.objects.values_list("organisation_id", "name"):
        texts[pk] += f" | {name}"
    return [pk for pk, text in texts.items() if holds(text, words)]


def areas_named_like(words: str) -> list[int]:
    wanted = fold(words)
    rows = Area.objects.values_list("pk", "full_name", "code")
    return [pk for pk, name, code in rows if holds(name, words) or wanted == code]
