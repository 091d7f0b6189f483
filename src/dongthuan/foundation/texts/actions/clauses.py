"""One clause of a draft: added, reworded, moved, deleted. Each asks whether the person may, and whether what they saw is
still what stands there."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock
from dongthuan.foundation.things.models import Thing
from dongthuan.lib.outline import KINDS

from .. import permissions, queries, rules
from ..models import Clause, ClauseVersion, Version
from .rows import Draft, check_size, checked_number, cleaned, drafts_from, refresh_headings


@transaction.atomic
def edit_clause(
    row: ClauseVersion,
    *,
    seen: str,
    number: str,
    title: str,
    text: str,
    source: Thing | None = None,
    by: User,
) -> ClauseVersion:
    """Change number, title and words. `seen` is the hash of what the person had before them."""
    version, row = _open(row.version, row, by)
    if row.hash != seen:
        raise Refused(_("Someone changed this clause meanwhile. Compare with what it says now, then save again."))
    before = {"number": row.number, "title": row.title, "text": row.text}
    draft = Draft(-1, row.kind, checked_number(number), "", "")
    row.number, row.title, row.text = draft.number, cleaned(" ".join(title.split()), draft), cleaned(text, draft)
    if not (row.number or row.title or row.text):
        raise Refused(_("Write the words of the clause, or delete it."), field="text")
    row.source = source
    _save(row, "number", "title", "text", "source")
    check_size(drafts_from(version))
    refresh_headings(version)
    after = {"number": row.number, "title": row.title, "text": row.text}
    data = {"version": version.number, **{k: [before[k], after[k]] for k in after if before[k] != after[k]}}
    record.append("texts.edit_clause", subject=row.clause.thing, by=by, data=data)
    return row


@transaction.atomic
def add_clause(
    version: Version,
    *,
    kind: str,
    title: str,
    text: str,
    number: str = "",
    after: ClauseVersion | None = None,
    inside: ClauseVersion | None = None,
    by: User,
) -> ClauseVersion:
    """Add a clause after a sibling, or as the first one inside another. Without a number it is counted in, and those
    that follow are counted on."""
    version, _none = _open(version, None, by)
    if kind not in KINDS:
        raise Refused(_("“%(kind)s” is not a kind of provision.") % {"kind": kind}, field="kind")
    parent, position = _place(version, after, inside)
    draft = Draft(-1, kind, checked_number(number), "", "")
    draft.title, draft.text = cleaned(" ".join(title.split()), draft), cleaned(text, draft)
    if not (draft.title or draft.text):
        raise Refused(_("Write the words of the clause."), field="text")
    _make_room(version, parent, position)
    clause = Clause(text_id=version.text_id)
    clause.save()
    row = ClauseVersion(version=version, clause=clause, parent=parent, position=position, kind=kind,
                        number=draft.number, title=draft.title, text=draft.text)  # fmt: skip
    row.hash = rules.clause_hash(kind, row.number, row.title, row.text)
    row.save()
    if not draft.number:
        renumber(version, kind, parent, like=after.number if after and after.kind == kind else "")
        row.refresh_from_db()
    check_size(drafts_from(version))
    refresh_headings(version)
    data = {"version": version.number, "kind": kind, "number": row.number, "title": row.title, "text": row.text}
    record.append("texts.add_clause", subject=clause.thing, by=by, data=data)
    return row


@transaction.atomic
def move_clause(
    row: ClauseVersion,
    *,
    after: ClauseVersion | None = None,
    inside: ClauseVersion | None = None,
    count_on: bool = True,
    by: User,
) -> ClauseVersion:
    """Move a clause with all that stands under it; with `count_on` the numbers follow the new order."""
    version, row = _open(row.version, row, by)
    own = _family(row)
    if {p.pk for p in (after, inside) if p is not None} & own:
        raise Refused(_("A clause cannot be put after or into itself."), field="target")
    old_parent, old_position = row.parent, row.position
    parent, position = _place(version, after, inside)
    _make_room(version, parent, position)
    row.refresh_from_db(fields=["position"])
    row.parent, row.position = parent, position
    row.save(update_fields=["parent", "position"])
    _close_gaps(version)
    if count_on:
        for family in {old_parent.pk if old_parent else None, parent.pk if parent else None}:
            renumber(version, row.kind, ClauseVersion.objects.filter(pk=family).first() if family else None)
    refresh_headings(version)
    row.refresh_from_db()
    data = {
        "version": version.number,
        "from": [_clause_of(old_parent), old_position],
        "to": [_clause_of(parent), row.position],
    }
    record.append("texts.move_clause", subject=row.clause.thing, by=by, data=data)
    return row


@transaction.atomic
def delete_clause(row: ClauseVersion, *, seen: str, count_on: bool = True, by: User) -> Version:
    """Delete a clause with all that stands under it from this draft. Its identity and its history stay."""
    version, row = _open(row.version, row, by)
    if row.hash != seen:
        raise Refused(_("Someone changed this clause meanwhile. Compare with what it says now, then save again."))
    parent, kind, clause = row.parent, row.kind, row.clause
    family = _family(row)
    data = {
        "version": version.number,
        "number": row.number,
        "title": row.title,
        "text": row.text,
        "under": len(family) - 1,
    }
    ClauseVersion.objects.filter(pk__in=family).update(parent=None)
    ClauseVersion.objects.filter(pk__in=family).delete()
    _close_gaps(version)
    if count_on:
        renumber(version, kind, parent)
    refresh_headings(version)
    record.append("texts.delete_clause", subject=clause.thing, by=by, data=data)
    return version


# --- shared -------------------------------------------------------------------------------------------------------
def renumber(version: Version, kind: str, parent: ClauseVersion | None, *, like: str = "") -> None:
    """Count the provisions of a kind anew: articles through the whole text, others among their siblings."""
    if kind == "dieu":
        rows = [p.row for p in queries.reading(version) if p.row.kind == "dieu"]
    else:
        siblings = ClauseVersion.objects.filter(version=version, parent=parent, kind=kind)
        rows = list(siblings.order_by("position"))
    style = like or next((r.number for r in rows if r.number), "") or rules.first_number(kind)
    if kind == "gach":
        numbers: list[str] | None = [r.number or style for r in rows]
    else:
        numbers = rules.numbers_like(style, len(rows), kind)
    if numbers is None:
        return
    for row, number in zip(rows, numbers, strict=True):
        if row.number != number:
            row.number = number
            _save(row, "number")


def _save(row: ClauseVersion, *fields: str) -> None:
    row.hash = rules.clause_hash(row.kind, row.number, row.title, row.text)
    row.save(update_fields=[*fields, "hash"])


def _open(version: Version, row: ClauseVersion | None, by: Any) -> tuple[Version, Any]:
    """Lock the version, ask whether the person may, and read the row as it stands now."""
    version = lock(version)
    permissions.check_may_edit(by, version)
    if row is None:
        return version, None
    fresh = ClauseVersion.objects.select_related("clause__thing", "parent").filter(pk=row.pk, version=version).first()
    if fresh is None:
        raise Refused(_("This clause was deleted from the draft meanwhile."))
    return version, fresh


def _place(
    version: Version, after: ClauseVersion | None, inside: ClauseVersion | None
) -> tuple[ClauseVersion | None, int]:
    beside = after or inside
    if beside is None:
        return None, 1
    fresh = ClauseVersion.objects.select_related("parent").filter(pk=beside.pk, version=version).first()
    if fresh is None:
        raise Refused(_("The clause to put it beside was deleted from the draft meanwhile."), field="target")
    return (fresh.parent, fresh.position + 1) if after else (fresh, 1)


def _make_room(version: Version, parent: ClauseVersion | None, position: int) -> None:
    later = ClauseVersion.objects.filter(version=version, parent=parent, position__gte=position)
    later.update(position=F("position") + 1)


def _close_gaps(version: Version) -> None:
    counts: dict[int | None, int] = {}
    moved = []
    for row in ClauseVersion.objects.filter(version=version).order_by("position", "pk"):
        counts[row.parent_id] = counts.get(row.parent_id, 0) + 1
        if row.position != counts[row.parent_id]:
            row.position = counts[row.parent_id]
            moved.append(row)
    ClauseVersion.objects.bulk_update(moved, ["position"])


def _family(row: ClauseVersion) -> set[int]:
    """The row and all that stands under it."""
    whole = queries.reading(row.version)
    return {p.row.pk for p in whole if p.row.pk == row.pk or any(a.row.pk == row.pk for a in p.above)}


def _clause_of(row: ClauseVersion | None) -> int | None:
    return row.clause_id if row else None
