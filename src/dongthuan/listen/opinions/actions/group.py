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
