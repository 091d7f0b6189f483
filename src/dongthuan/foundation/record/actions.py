"""Writing to the record."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from dongthuan.foundation.things.models import Thing

from . import chain
from .models import Chain, Entry

SYSTEM = "hệ thống"


class Actor(Protocol):
    pk: Any

    def record_name(self) -> str: ...

    def record_post(self) -> str: ...


# The head of the chain, begun if there is none yet, locked until the transaction ends: all in one statement.
HEAD = """
INSERT INTO record_chain (subject_id, length, head) VALUES (%s, 0, %s)
ON CONFLICT (subject_id) DO UPDATE SET length = record_chain.length RETURNING length, head
"""

# The line and the chain's new head. Plain SQL: every act of everyone passes here, and most of the time went into making it.
LINE = """
WITH head AS (UPDATE record_chain SET length = %(seq)s, head = %(hash)s WHERE subject_id = %(subject)s)
INSERT INTO record_entry (subject_id, seq, verb, at, actor_id, actor_name, actor_post, note, data, prev, hash)
VALUES (%(subject)s, %(seq)s, %(verb)s, %(at)s, %(actor_id)s, %(actor_name)s, %(actor_post)s, %(note)s, %(data)s::jsonb, %(prev)s,
        %(hash)s) RETURNING id
"""


def append(verb: str, *, subject: Thing, by: Actor | None, data: dict[str, Any] | None = None, note: str = "") -> Entry:
    """Append one line to the subject's chain, in the caller's transaction. `by=None` is the system itself."""
    written = json.dumps(data or {}, cls=DjangoJSONEncoder)
    plain = json.loads(written)
    actor = [by.pk, by.record_name(), by.record_post()] if by is not None else [None, SYSTEM, ""]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(HEAD, [subject.pk, bytes(32)])
        length, prev = cursor.fetchone()
        prev, seq, at = bytes(prev), length + 1, timezone.now()
        hash_ = chain.line_hash(prev, subject=subject.pk, seq=seq, verb=verb, at=at, actor=actor, note=note, data=plain)
        values = {
            "seq": seq, "verb": verb, "at": at, "actor_id": actor[0], "actor_name": actor[1], "actor_post": actor[2],
            "note": note, "prev": prev, "hash": hash_,
        }  # fmt: skip
        cursor.execute(LINE, {**values, "subject": subject.pk, "data": written})
        return Entry(pk=cursor.fetchone()[0], subject=subject, data=plain, **values)


Data = dict[str, Any]


def append_many(
    verb: str, entries: Mapping[Thing, Data] | Iterable[tuple[Thing, Data]], *, by: Actor | None, note: str = ""
) -> list[Entry]:
    """A line for each subject and its data, for one act that touched them all: a handful of queries, however many."""
    pairs = list(entries.items() if isinstance(entries, Mapping) else entries)
    with transaction.atomic(savepoint=False):
        Chain.objects.bulk_create([Chain(subject=s) for s, _data in pairs], ignore_conflicts=True)
        # Locked in one order, so that two such acts over the same subjects wait for each other and never deadlock.
        heads = {
            c.pk: c
            for c in Chain.objects.select_for_update().filter(pk__in=[s.pk for s, _data in pairs]).order_by("pk")
        }
        actor = [by.pk, by.record_name(), by.record_post()] if by is not None else [None, SYSTEM, ""]
        at, lines = timezone.now(), []
        for subject, data in pairs:
            head, plain = heads[subject.pk], json.loads(json.dumps(data, cls=DjangoJSONEncoder))
            prev, seq = bytes(head.head), head.length + 1
            hash_ = chain.line_hash(
                prev, subject=subject.pk, seq=seq, verb=verb, at=at, actor=actor, note=note, data=plain
            )
            lines.append(Entry(
                subject=subject, seq=seq, verb=verb, at=at, actor_id=actor[0], actor_name=actor[1],
                actor_post=actor[2], note=note, data=plain, prev=prev, hash=hash_,
            ))  # fmt: skip
            head.length, head.head = seq, hash_
        _move_heads(heads.values())
        return Entry.objects.bulk_create(lines)


def _move_heads(heads: Iterable[Chain]) -> None:
    """In one statement whose work grows with their number; a CASE for each would grow with its square."""
    rows = [(c.pk, c.length, bytes(c.head)) for c in heads]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_chain c SET length = n.length, head = n.head "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) n(id, length, head) WHERE c.subject_id = n.id",
            [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []],
        )
