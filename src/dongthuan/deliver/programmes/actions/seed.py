"""What one programme hands to the next: lessons are decided, pieces are carried over with the way back kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.actions.clauses import renumber
from dongthuan.foundation.texts.actions.rows import refresh_headings
from dongthuan.foundation.texts.kit import Addition
from dongthuan.foundation.texts.models import ClauseVersion, Version
from dongthuan.foundation.things.kit import Refused, lock
from dongthuan.foundation.things.models import Thing

from .. import permissions
from ..models import Lesson, Programme, Seed
from ..workbook import fold

# Under which heading of the usual outline a carried piece comes to stand (law note 1.2).
PLACES = {
    Seed.Kind.CLAUSE: ("nội dung phối hợp",),
    Seed.Kind.LESSON: ("mục đích, yêu cầu", "nguyên tắc", "quy định chung"),
    Seed.Kind.TASK: ("tổ chức thực hiện", "điều khoản thi hành"),
}


@dataclass(frozen=True)
class Piece:
    """Something to carry over: what it is, where it came from, the words it brings into the new draft."""

    kind: str  # of Seed.Kind
    source: Thing
    words: str
    title: str = ""
    parts: tuple[Addition, ...] = ()  # the points under it


@transaction.atomic
def add_lesson(programme: Programme, *, text: str, source: Thing | None = None, by: User) -> Lesson:
    """Decide that something is a lesson (bài học kinh nghiệm) to be carried on. The same words are one lesson."""
    programme = lock(programme)
    permissions.check_may_seed(by, programme)
    words = " ".join(text.split())
    if not words:
        raise Refused(_("Write the lesson."), field="text")
    known = next((x for x in programme.lessons.all() if fold(x.text) == fold(words)), None)
    if known is not None:
        return known
    lesson = Lesson.objects.create(programme=programme, text=words, source=source)
    record.append("programmes.add_lesson", subject=programme.thing, by=by, data={"lesson": lesson.pk, "text": words})
    return lesson


@transaction.atomic
def carry_over(programme: Programme, *, pieces: Sequence[Piece], by: User) -> list[Seed]:
    """Carry pieces of the programme before into this draft, each with the way back to where it came from.

    A piece that was carried already is left as it is, so doing it twice changes nothing.
    """
    programme = lock(programme)
    permissions.check_may_edit(by, programme)
    had = set(programme.seeds.values_list("source_id", flat=True))
    fresh = [p for p in {p.source.pk: p for p in pieces}.values() if p.source.pk not in had]
    if not fresh:
        return list(programme.seeds.all())
    base = programme.text.versions.order_by("-number").first()
    additions = _additions(base, fresh)
    note = f"Mang sang từ {programme.predecessor.short_title}" if programme.predecessor else "Mang sang"
    version = texts.new_version(programme.text, additions, base=base, note=note, by=by)
    if any(a.kind == "dieu" for a in additions):  # articles are counted through the whole text
        renumber(version, "dieu", None)
        refresh_headings(version)
    stands = {row.source_id: row.clause for row in version.clauses.exclude(source=None).select_related("clause")}
    Seed.objects.bulk_create(
        Seed(programme=programme, kind=p.kind, source=p.source, clause=stands.get(p.source.pk)) for p in fresh
    )
    record.append("programmes.carry_over", subject=programme.thing, by=by, data={"count": len(fresh)})
    return list(programme.seeds.all())


def _additions(base: Version, pieces: Sequence[Piece]) -> list[Addition]:
    """Each piece as a provision under its heading, numbered on from its siblings."""
    rows = list(base.clauses.select_related("clause").order_by("position", "pk"))
    articles = any(r.kind == "dieu" for r in rows)
    counts: dict[int | None, int] = {}
    found: list[Addition] = []
    for piece in pieces:
        head = _head(rows, piece.kind)
        siblings = [r for r in rows if head is not None and r.parent_id == head.pk]
        key = head.pk if head else None
        counts[key] = counts.get(key, len(siblings)) + 1
        kind = siblings[-1].kind if siblings else "dieu" if articles else "so"
        found.append(Addition(
            kind=kind, number=str(counts[key]), title=piece.title if kind == "dieu" else "", text=piece.words,
            inside=head.clause if head else None, source=piece.source, parts=piece.parts,
        ))  # fmt: skip
    return found


def _head(rows: list[ClauseVersion], kind: str) -> ClauseVersion | None:
    heads = [r for r in rows if r.parent_id is None]
    for words in PLACES[Seed.Kind(kind)]:
        for row in heads:
            if fold(words) in fold(f"{row.title} {row.text}"):
                return row
    return heads[-1] if heads else None
