"""Whole versions: opened, redrafted, frozen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock
from dongthuan.foundation.things.models import Thing

from .. import permissions, queries, rules, states
from ..kit import Addition, Edit, Removal
from ..matching import Unit, match
from ..models import ClauseVersion, Text, Version
from ..states import Status
from .rows import (
    Draft,
    check_size,
    checked_number,
    cleaned,
    drafts_from,
    drafts_of,
    next_number,
    refresh_headings,
    write,
)

Nodes = Sequence[Mapping[str, Any]]
Changes = Sequence[Edit | Addition | Removal]


@transaction.atomic
def create_text(title: str, nodes: Nodes, *, by: User | None, owner: Thing | None = None, note: str = "") -> Text:
    """Begin a text with its first version (dự thảo lần 1). The owner's verb has asked who may."""
    try:
        title = clean_text(title).strip()
    except ValidationError as fault:
        raise Refused(fault.messages[0], field="title") from None
    if not title or len(title) > 500:
        raise Refused(_("The title of a text has between 1 and 500 characters."), field="title")
    drafts = drafts_of(nodes)
    text = Text.objects.create(title=title, owner=owner)
    version = Version.objects.create(text=text, number=1, note=note)
    write(version, drafts)
    record.append("texts.create_text", subject=text.thing, by=by, data={"title": title, "clauses": len(drafts)})
    return text


@transaction.atomic
def new_version(
    text: Text, words: Nodes | Changes | None, *, by: User | None, base: Version | None = None, note: str = ""
) -> Version:
    """Open the next version (dự thảo lần sau). The owner's verb has asked who may.

    `words`: nodes of lib.outline (a whole redraft, matched with `base` so that clauses keep their identity), or
    kit.Edit/Addition/Removal (changes to `base`, each with its source), or None (`base` as it is). `base` is the last
    version unless said.
    """
    version, data = _next(text, words, base, note)
    record.append("texts.new_version", subject=text.thing, by=by, data=data)
    return version


@transaction.atomic
def import_words(text: Text, nodes: Nodes, *, base: Version | None = None, note: str = "", by: User) -> Version:
    """Take a redraft in from a file or a pasted text as the next version."""
    permissions.check_may_edit_text(by, text)
    if not nodes:
        raise Refused(_("No words were found."), field="words")
    version, data = _next(text, nodes, base, note)
    record.append("texts.import_words", subject=text.thing, by=by, data=data)
    return version


@transaction.atomic
def restart(version: Version, *, by: User) -> Version:
    """Take an earlier version up again as the next draft; what came between stays readable."""
    permissions.check_may_edit_text(by, version.text)
    fresh, data = _next(version.text, None, version, "")
    record.append("texts.restart", subject=version.text.thing, by=by, data=data)
    return fresh


@transaction.atomic
def freeze(version: Version, *, by: User | None) -> Version:
    """Fix the words for signature: a hash per clause and one of the whole (rules.text_hash). The owner has asked who may."""
    version = lock(version)
    states.check_move(version.status, Status.FROZEN)
    whole = queries.reading(version)
    if not whole:
        raise Refused(_("A version without a word cannot be frozen."))
    for provision in whole:
        row = provision.row
        row.hash = rules.clause_hash(row.kind, row.number, row.title, row.text)
    ClauseVersion.objects.bulk_update([p.row for p in whole], ["hash"])
    version.canonical_hash = rules.text_hash((p.depth, p.row.hash) for p in whole)
    version.status, version.frozen_at = Status.FROZEN, timezone.now()
    version.save(update_fields=["status", "frozen_at", "canonical_hash"])
    refresh_headings(version)
    data = {"number": version.number, "hash": version.canonical_hash}
    record.append("texts.freeze", subject=version.text.thing, by=by, data=data)
    return version


def _next(text: Text, words: Any, base: Version | None, note: str) -> tuple[Version, dict[str, Any]]:
    text = lock(text)
    base = base or queries.latest(text)
    if base is not None and base.text_id != text.pk:
        raise Refused(_("The version to start from belongs to another text."))
    drafts = drafts_from(base)
    data: dict[str, Any] = {"base": base.number if base else None}
    if words is not None and any(isinstance(w, Edit | Addition | Removal) for w in words):
        drafts = changed(drafts, words)
    elif words is not None:
        old, drafts = drafts, drafts_of(words)
        pairs = match([_unit(d) for d in old], [_unit(d) for d in drafts])
        for n, o in pairs.items():
            drafts[n].clause = old[o].clause
            if (old[o].title, old[o].text) == (drafts[n].title, drafts[n].text):
                drafts[n].source_id = old[o].source_id
        data |= {"kept": len(pairs), "added": len(drafts) - len(pairs), "removed": len(old) - len(pairs)}
    check_size(drafts)
    version = Version.objects.create(text=text, number=next_number(text), note=note)
    write(version, drafts)
    return version, {"number": version.number, **data}


def _unit(draft: Draft) -> Unit:
    return Unit(draft.parent, draft.kind, draft.number, draft.title, draft.text)


def changed(drafts: list[Draft], changes: Changes) -> list[Draft]:
    """The provisions with the changes made; each changed one carries its source."""
    for change in changes:
        at = {d.clause.pk: i for i, d in enumerate(drafts) if d.clause is not None}
        if isinstance(change, Addition):
            drafts = _with(drafts, change, at)
            continue
        place = at.get(change.clause.pk)
        if place is None:
            raise Refused(_("The clause “%(name)s” does not stand in this version.") % {"name": change.clause.heading})
        if isinstance(change, Removal):
            drafts = _without(drafts, place)
            continue
        draft = drafts[place]
        draft.text = draft.text if change.text is None else cleaned(change.text, draft)
        draft.title = draft.title if change.title is None else cleaned(" ".join(change.title.split()), draft)
        draft.number = draft.number if change.number is None else checked_number(change.number)
        draft.source_id = change.source.pk if change.source else None
    return drafts


def _end(drafts: list[Draft], place: int) -> int:
    """Just past all that stands under a provision."""
    inside = {place}
    end = place + 1
    while end < len(drafts) and drafts[end].parent in inside:
        inside.add(end)
        end += 1
    return end


def _with(drafts: list[Draft], addition: Addition, at: dict[int, int]) -> list[Draft]:
    beside = addition.after or addition.inside
    if beside is not None and beside.pk not in at:
        raise Refused(_("The clause “%(name)s” does not stand in this version.") % {"name": beside.heading})
    place = len(drafts) if beside is None else _end(drafts, at[beside.pk])
    parent = -1
    if addition.after is not None:
        parent = drafts[at[addition.after.pk]].parent
    elif addition.inside is not None:
        parent = at[addition.inside.pk]
    fresh = _grown(addition, parent, place)
    for draft in drafts:
        draft.parent += len(fresh) if draft.parent >= place else 0
    return [*drafts[:place], *fresh, *drafts[place:]]


def _grown(addition: Addition, parent: int, place: int) -> list[Draft]:
    """The new provision, which comes to stand at this place, and its parts after it."""
    fresh = Draft(parent, addition.kind, checked_number(addition.number), " ".join(addition.title.split()), "")
    fresh.text = cleaned(addition.text, fresh)
    fresh.source_id = addition.source.pk if addition.source else None
    found = [fresh]
    for part in addition.parts:
        found += _grown(part, place, place + len(found))
    return found


def _without(drafts: list[Draft], place: int) -> list[Draft]:
    end = _end(drafts, place)
    for draft in drafts[end:]:
        draft.parent -= (end - place) if draft.parent >= end else 0
    return [*drafts[:place], *drafts[end:]]
