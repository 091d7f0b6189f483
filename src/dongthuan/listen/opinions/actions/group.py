"""Placing opinions in groups. What was placed, by the machine or by hand, stays where it stands."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record

from .. import permissions
from ..grouping import LIKE, PLAIN, SINGLE, Bucket, Homes, Said, buckets, place
from ..models import Group, Posting
from ..states import Gathered, Status
from ._facts import hold

PUT = """
UPDATE opinions_opinion o SET letter = v.letter, group_id = v.target
FROM (SELECT unnest(%s::bigint[]) AS id, unnest(%s::bigint[]) AS letter, unnest(%s::bigint[]) AS target) v
WHERE o.id = v.id AND (o.letter IS DISTINCT FROM v.letter OR o.group_id IS DISTINCT FROM v.target)
"""
# What is new and reads word for word as what stands in a group of like voices on the same clause, with the same stance: where most
# of those stand, of equals the older group; what says nothing but its stance: the clause's group of those.
JOIN = """
WITH fresh AS (
  SELECT id, clause_id, stance, text_key, lower(words) AS words, lower(wording) AS wording FROM opinions_opinion
  WHERE posting_id = %(posting)s AND group_id IS NULL AND withdrawn_at IS NULL ORDER BY id LIMIT %(most)s
), homes AS (
  SELECT f.id, o.group_id, min(o.letter) AS letter, count(*) AS n
  FROM fresh f JOIN opinions_opinion o ON o.posting_id = %(posting)s AND o.text_key = f.text_key
    AND o.clause_id IS NOT DISTINCT FROM f.clause_id AND o.stance = f.stance AND o.withdrawn_at IS NULL
    AND lower(o.words) = f.words AND lower(o.wording) = f.wording
  JOIN opinions_group g ON g.id = o.group_id AND g.gathered = 'like' AND g.merged_into_id IS NULL
  WHERE f.words <> '' OR f.wording <> '' GROUP BY f.id, o.group_id
  UNION ALL
  SELECT f.id, g.id, NULL, 1 FROM fresh f JOIN opinions_group g ON g.posting_id = %(posting)s AND g.gathered = 'plain'
    AND g.clause_id IS NOT DISTINCT FROM f.clause_id AND g.stance = f.stance WHERE f.words = '' AND f.wording = ''
), best AS (SELECT DISTINCT ON (id) id, group_id, letter FROM homes ORDER BY id, n DESC, group_id)
UPDATE opinions_opinion o SET group_id = best.group_id, letter = best.letter FROM best WHERE o.id = best.id
"""
MOST = 20_000  # opinions that join at once


@transaction.atomic
def join_known(posting: Posting, *, by: User | None) -> int:
    """Let new opinions of a known wording stand where it stands, between two groupings; how many did. All else waits for the
    engine, which leaves them there."""
    posting = hold(posting)
    if posting.status != Status.OPEN or posting.grouped_at is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(JOIN, {"posting": posting.pk, "most": MOST})
        joined = cursor.rowcount
    if joined:
        record.append("opinions.join_known", subject=posting.thing, by=by, data={"joined": joined})
    return joined


@transaction.atomic
def regroup(posting: Posting, *, by: User | None) -> int:
    """Find the letters anew and place what has no place; how many opinions were placed. `by=None`: the nightly round."""
    posting = hold(posting)
    if by is not None:
        permissions.check(permissions.may_group(by, posting))
    if posting.status not in (Status.OPEN, Status.DECIDING):
        return 0
    known = {g.pk: g for g in posting.groups.all()}
    homes = Homes(
        frozenset(pk for pk, g in known.items() if g.gathered == Gathered.SINGLE),
        frozenset(pk for pk, g in known.items() if g.code),
    )
    made: dict[Any, Group] = {
        (g.clause_id, g.stance, g.gathered): g for g in known.values() if g.gathered != Gathered.LIKE
    }
    where: dict[int, int] = {}
    found = buckets(_rows(posting))
    homes.see(found)
    letter_of = {row.pk: bucket.letter for bucket in found for row in bucket.rows}
    stood = {row.pk: row.group for bucket in found for row in bucket.rows}
    for bucket in found:
        target, moving = place(bucket, homes)
        if not moving:
            continue
        if target in (LIKE, SINGLE, PLAIN):
            target = _group(posting, bucket, str(target), made).pk
        where |= dict.fromkeys(moving, _end(int(target), known))
    ids = list(letter_of)
    with connection.cursor() as cursor:
        cursor.execute(PUT, [ids, [letter_of[i] for i in ids], [where.get(i, stood[i]) for i in ids]])
    posting.grouped_at = timezone.now()
    posting.save(update_fields=["grouped_at"])
    if where:
        record.append("opinions.regroup", subject=posting.thing, by=by, data={"placed": len(where)})
    return len(where)


@transaction.atomic
def ask_to_group(posting: Posting, *, by: User) -> None:
    """Have the opinions that came in grouped, by a job: among many it takes longer than a page may wait."""
    posting = hold(posting)
    permissions.check(permissions.may_group(by, posting))
    have_grouped(posting)
    record.append("opinions.ask_to_group", subject=posting.thing, by=by)


def have_grouped(posting: Posting) -> None:
    from ..jobs import regroup as job  # the jobs know the actions

    enqueue(job, key=f"opinions.regroup:{posting.pk}", posting=posting.pk)


def _rows(posting: Posting) -> list[Said]:
    values = posting.opinions.filter(withdrawn_at=None).order_by("pk").values_list(
        "pk", "clause", "stance", "words", "wording", "group", "by_hand"
    )  # fmt: skip
    return [
        Said(pk, clause, stance, f"{words}\n{wording}".strip(), group, hand)
        for pk, clause, stance, words, wording, group, hand in values
    ]


def _group(posting: Posting, bucket: Bucket, kind: str, made: dict[Any, Group]) -> Group:
    """A new group of this meaning, or the clause's one of single voices or of those without words."""
    key = bucket.meaning if kind == LIKE else (bucket.clause, bucket.stance, kind)
    if key not in made:
        made[key] = Group.objects.create(
            posting=posting, clause_id=bucket.clause, stance=bucket.stance, gathered=kind,
            sample_id=bucket.letter if kind == LIKE else None,
        )  # fmt: skip
    return made[key]


def _end(pk: int, known: dict[int, Group]) -> int:
    """Where the officials' merging leads."""
    while (group := known.get(pk)) and group.merged_into_id:
        pk = group.merged_into_id
    return pk
