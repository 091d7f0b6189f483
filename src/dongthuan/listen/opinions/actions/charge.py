"""Handing groups to departments; text blocks for reasons."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import charges, permissions, queries
from ..models import Block, Charge, Group, Posting
from ._facts import LONG, hold, line


@transaction.atomic
def charge(
    posting: Posting, *, groups: Sequence[Group], organisation: Organisation, due: date, whole_clause: bool = False, by: User
) -> list[Charge]:  # fmt: skip
    """Give groups to a department until a day; `whole_clause`: and whatever group still comes to stand on their clauses."""
    posting = hold(posting)
    permissions.check(permissions.may_group(by, posting))
    chosen = list(
        posting.groups.filter(pk__in=[g.pk for g in groups], approved_at=None, merged_into=None).order_by("pk")
    )
    if not chosen:
        raise Refused(_("Choose at least one group that is not decided."))
    if not queries.departments(posting).filter(pk=organisation.pk).exists():
        raise Refused(_("Only %(who)s and the bodies under it can be given groups.") % {"who": posting.organiser.short_name},
                      field="organisation")  # fmt: skip
    if due < today():
        raise Refused(_("This day has passed."), field="due")
    clauses: set[int | None] = {g.clause_id for g in chosen} if whole_clause else set()
    others = [g for g in chosen if g.clause_id not in clauses]
    now = timezone.now()
    before = Charge.objects.filter(posting=posting, ended_at=None)
    before.filter(group__in=chosen).update(ended_at=now)
    for clause in clauses:
        before.filter(group=None, clause=clause).update(ended_at=now)
    values = {"posting": posting, "organisation": organisation, "due": due, "by": by}
    made = Charge.objects.bulk_create(
        [Charge(clause_id=clause, **values) for clause in sorted(clauses, key=lambda c: c or 0)]
        + [Charge(group=g, clause_id=g.clause_id, **values) for g in others]
    )
    charges.told(posting, organisation, due, len(chosen))
    record.append(
        "opinions.charge", subject=posting.thing, by=by,
        data={"groups": [g.pk for g in chosen], "clauses": len(clauses), "organisation": organisation.name, "due": due},
    )  # fmt: skip
    return made


# --- text blocks ----------------------------------------------------------------------------------------------------
def _words(title: str, text: str) -> tuple[str, str]:
    title, text = line(title, 120), clean_text(text).strip()
    if not title:
        raise Refused(_("Write a title."), field="title")
    if not text or len(text) > LONG:
        raise Refused(_("Write the text of the block."), field="text")
    return title, text


def _once(organisation: Organisation, title: str, but: Block | None = None) -> None:
    rows = Block.objects.filter(organisation=organisation, title=title, retired_at=None)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise Refused(_("There is a text block of this title."), field="title")


@transaction.atomic
def write_block(*, organisation: Organisation, title: str, text: str, by: User) -> Block:
    """Keep a reason for use again, in the name of a body."""
    permissions.check(permissions.may_keep_blocks(by, organisation))
    title, text = _words(title, text)
    _once(organisation, title)
    block = Block.objects.create(organisation=organisation, title=title, text=text, by=by)
    record.append("opinions.write_block", subject=block.thing, by=by, data={"title": title, "text": text})
    return block


@transaction.atomic
def change_block(block: Block, *, title: str, text: str, by: User) -> Block:
    """Word it anew; what was decided with it stays as it is."""
    block = lock(block)
    permissions.check(permissions.may_keep_blocks(by, block.organisation))
    title, text = _words(title, text)
    _once(block.organisation, title, but=block)
    block.title, block.text = title, text
    block.save(update_fields=["title", "text"])
    record.append("opinions.change_block", subject=block.thing, by=by, data={"title": title, "text": text})
    return block


@transaction.atomic
def retire_block(block: Block, *, by: User) -> Block:
    """It is offered no more."""
    block = lock(block)
    permissions.check(permissions.may_keep_blocks(by, block.organisation))
    if block.retired_at is None:
        block.retired_at = timezone.now()
        block.save(update_fields=["retired_at"])
        record.append("opinions.retire_block", subject=block.thing, by=by, data={"title": block.title})
    return block
