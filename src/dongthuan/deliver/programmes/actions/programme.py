"""A programme's facts: opened, changed, amended, ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.things.kit import Refused, lock, today
from dongthuan.lib import outline as outlines

from .. import permissions
from .. import skeleton as skeletons
from ..models import Programme
from ..states import Status
from ._facts import PartyFacts, check_facts, check_reason, facts_data, move, system_of, write_parties


@transaction.atomic
def create(
    *,
    kind: str,
    title: str,
    short_title: str,
    since: date,
    until: date,
    parties: Sequence[PartyFacts],
    bases: Sequence[str] = (),
    predecessor: Programme | None = None,
    nodes: Sequence[Any] | None = None,
    words: str = "",
    bare: bool = False,
    by: User,
) -> Programme:
    """Open a programme with its first words: `nodes`, else the outline of `words`, else the usual skeleton of its
    kind (`bare`: without matters that stand in for the real ones)."""
    permissions.check_may_create(by, None)
    lead = check_facts(title, short_title, since, until, parties)
    usual = skeletons.bare(kind) if bare else skeletons.SKELETONS[kind]
    tree = list(nodes) if nodes is not None else outlines.outline(words.strip() or usual)
    if not tree:
        raise Refused(_("The draft holds no words."), field="words")
    text = texts.create_text(title.strip(), tree, by=by)
    programme = Programme.objects.create(
        kind=kind, title=title.strip(), short_title=short_title.strip(), since=since, until=until, text=text,
        predecessor=predecessor, system=system_of(lead),
    )  # fmt: skip
    text.owner = programme.thing
    text.save(update_fields=["owner"])
    write_parties(programme, parties, bases)
    permissions.check_may_create(by, programme)
    data = {"kind": kind, "title": programme.title, "since": since, "until": until}
    record.append("programmes.create", subject=programme.thing, by=by, data=data)
    return programme


@transaction.atomic
def edit_facts(
    programme: Programme,
    *,
    revision: int,
    kind: str,
    title: str,
    short_title: str,
    since: date,
    until: date,
    parties: Sequence[PartyFacts],
    bases: Sequence[str] = (),
    predecessor: Programme | None = None,
    by: User,
) -> Programme:
    """Change the facts of a draft. `revision` is the one the person saw."""
    programme = lock(programme)
    permissions.check_may_edit_facts(by, programme)
    if programme.revision != revision:
        raise Refused(_("Someone changed these facts meanwhile. Compare with what they say now, then save again."))
    lead = check_facts(title, short_title, since, until, parties)
    if predecessor is not None and predecessor.pk == programme.pk:
        raise Refused(_("A programme cannot follow on itself."), field="predecessor")
    before = facts_data(programme)
    programme.kind, programme.title, programme.short_title = kind, title.strip(), short_title.strip()
    programme.since, programme.until, programme.predecessor = since, until, predecessor
    programme.system, programme.revision = system_of(lead), revision + 1
    programme.save()
    write_parties(programme, parties, bases)
    permissions.check_may_create(by, programme)  # nobody writes their own organisation out of the programme
    after = facts_data(programme)
    changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    record.append("programmes.edit_facts", subject=programme.thing, by=by, data=changed)
    return programme


@transaction.atomic
def start_gathering(programme: Programme, *, by: User) -> Programme:
    """Send the words out for the views of the units (lấy ý kiến); meanwhile they do not change."""
    return move(programme, Status.GATHERING, "programmes.start_gathering", permissions.check_may_edit, by)


@transaction.atomic
def close_gathering(programme: Programme, *, by: User) -> Programme:
    """The views are in and decided: the words may change again."""
    programme = lock(programme)
    back = Status.AMENDING if programme.in_force_version_id else Status.DRAFT
    return move(programme, back, "programmes.close_gathering", permissions.check_may_close_gathering, by)


@transaction.atomic
def amend(programme: Programme, *, by: User) -> Version:
    """Open an amendment (sửa đổi, bổ sung): a new version of the words in force, to be signed by all parties."""
    programme = move(programme, Status.AMENDING, "programmes.amend", permissions.check_may_amend, by)
    return texts.new_version(
        programme.text, None, base=programme.in_force_version, note="Dự thảo sửa đổi, bổ sung", by=by
    )


@transaction.atomic
def drop_amendment(programme: Programme, *, reason: str, by: User) -> Programme:
    """Give an amendment up; the words in force stay as they are."""
    check_reason(reason)
    check = permissions.check_may_drop_amendment
    return move(programme, Status.IN_FORCE, "programmes.drop_amendment", check, by, note=reason.strip())


@transaction.atomic
def end(programme: Programme, *, by: User | None) -> Programme:
    """The programme's window is over (hết hiệu lực). `by=None`: the system, on the day after the last."""
    if by is None:
        if programme.until >= today():
            raise Refused(_("The programme runs until %(day)s.") % {"day": f"{programme.until:%d/%m/%Y}"})
        return move(programme, Status.ENDED, "programmes.end", None, None)
    return move(programme, Status.ENDED, "programmes.end", permissions.check_may_end, by)
