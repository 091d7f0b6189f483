"""What officials correct in the grouping: each a record entry, each undoable, none computed away by what comes later."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused

from .. import permissions
from ..models import Correction, Group, Moved, Opinion
from ..states import Gathered
from ._facts import hold, line

Kind = Correction.Kind


def _fetch(*groups: Group) -> list[Group]:
    """The groups again, under the posting's lock."""
    hold(groups[0].posting)
    rows = {g.pk: g for g in Group.objects.select_related("thing", "posting__thing", "posting__organiser").filter(
        pk__in=[g.pk for g in groups])}  # fmt: skip
    return [rows[g.pk] for g in groups]


def _same_place(one: Group, other: Group) -> None:
    if (one.posting_id, one.clause_id) != (other.posting_id, other.clause_id):
        raise Refused(_("Only groups on the same clause go together."), field="target")
    if one.pk == other.pk:
        raise Refused(_("This is the group itself."), field="target")


@transaction.atomic
def name(group: Group, *, name: str, by: User) -> Correction:
    """Say in an official's words what the opinions of a group mean."""
    (group,) = _fetch(group)
    permissions.check(permissions.may_correct(by, group))
    name = line(name, 300)
    if not name:
        raise Refused(_("Write what these opinions mean."), field="name")
    made = Correction.objects.create(
        posting=group.posting, kind=Kind.NAME, target=group, before=group.name, after=name, by=by
    )
    group.name = name
    group.save(update_fields=["name"])
    record.append("opinions.name", subject=group.thing, by=by, data={"before": made.before, "after": name})
    return made


@transaction.atomic
def merge(group: Group, target: Group, *, by: User) -> Correction:
    """All opinions of a group join another; what comes later and would belong to it follows."""
    group, target = _fetch(group, target)
    _same_place(group, target)
    if group.gathered != Gathered.LIKE or target.gathered != Gathered.LIKE:
        raise Refused(_("Single voices are moved one by one, not merged."), field="target")
    for one in (group, target):
        permissions.check(permissions.may_correct(by, one))
    made = _shift(Kind.MERGE, group, target, group.opinions.all(), by, by_hand=False)
    group.merged_into = target
    group.save(update_fields=["merged_into"])
    record.append("opinions.merge", subject=group.thing, by=by, data={"into": target.pk, "opinions": made.count})
    return made


@transaction.atomic
def move(group: Group, opinions: Iterable[Opinion], target: Group | None, *, name: str = "", by: User) -> Correction:
    """Move opinions of a group to another, or split them off as a group of their own (`target=None`, with its name).

    Opinions whose letter goes whole take along whatever of that letter still arrives.
    """
    chosen = {o.pk for o in opinions}
    group, *others = _fetch(group, *([target] if target else []))
    permissions.check(permissions.may_correct(by, group))
    rows = group.opinions.filter(pk__in=chosen, withdrawn_at=None)
    if not chosen or not rows.exists():
        raise Refused(_("Choose at least one opinion."), field="opinions")
    kind = Kind.MOVE if others else Kind.SPLIT
    if others:
        to = others[0]
        _same_place(group, to)
        permissions.check(permissions.may_correct(by, to))
    else:
        first = rows.order_by("pk").first()
        to = Group.objects.create(
            posting=group.posting, clause=group.clause, stance=group.stance, gathered=Gathered.LIKE, sample=first,
            name=line(name, 300),
        )  # fmt: skip
    made = _shift(kind, group, to, rows, by, by_hand=True)
    record.append("opinions.move", subject=group.thing, by=by, data={"to": to.pk, "opinions": made.count})
    return made


def _shift(kind: str, group: Group, to: Group, rows: "Iterable[Opinion]", by: User, *, by_hand: bool) -> Correction:
    made = Correction.objects.create(posting=group.posting, kind=kind, source=group, target=to, by=by)
    found = list(rows.values_list("pk", "by_hand"))  # type: ignore[attr-defined]
    Moved.objects.bulk_create(
        [Moved(correction=made, opinion_id=pk, was=group, was_by_hand=hand) for pk, hand in found], batch_size=5000
    )
    values = {"group": to} | ({"by_hand": True} if by_hand else {})
    Opinion.objects.filter(pk__in=[pk for pk, _hand in found]).update(**values)
    made.count = len(found)
    made.save(update_fields=["count"])
    _forget_proposals(group, to)
    return made


def _forget_proposals(*groups: Group) -> None:
    """A proposal on a group that changed waits for another look: it is no longer what its proposer had before them."""
    for group in groups:
        group.revision += 1
        group.code, group.reason, group.wording, group.base, group.after, group.proposed_by = "", "", "", "", None, None
        group.save(update_fields=["revision", "code", "reason", "wording", "base", "after", "proposed_by"])


@transaction.atomic
def undo(correction: Correction, *, by: User) -> int:
    """Put back what a correction moved and what still stands where it put it, with what followed it since; how many."""
    hold(correction.posting)
    correction = Correction.objects.select_related("target__thing", "target__posting__organiser", "source").get(
        pk=correction.pk
    )
    if correction.undone_at:
        raise Refused(_("This was undone already."))
    target, source = correction.target, correction.source
    for group in (target, source):
        if group is not None and group.approved_at:
            raise Refused(_("This group is decided."))
    permissions.check(permissions.may_group(by, target.posting))
    back = 0
    if correction.kind == Kind.NAME:
        if target.name == correction.after:
            target.name = correction.before
            target.save(update_fields=["name"])
    else:
        assert source is not None
        back = _put_back(correction, source, target)
    correction.undone_at, correction.undone_by = timezone.now(), by
    correction.save(update_fields=["undone_at", "undone_by"])
    record.append(
        "opinions.undo", subject=target.thing, by=by, data={"kind": correction.kind, "of": correction.pk, "back": back}
    )
    return back


def _put_back(correction: Correction, source: Group, target: Group) -> int:
    if source.merged_into_id == target.pk and correction.kind == Kind.MERGE:
        source.merged_into = None
        source.save(update_fields=["merged_into"])
    rows = list(correction.moved.filter(opinion__group=target).values_list("opinion", "opinion__letter", "was_by_hand"))
    letters = {letter for _pk, letter, _hand in rows if letter is not None}
    moved = correction.moved.values("opinion")
    followed = Opinion.objects.filter(group=target, letter__in=letters, by_hand=False).exclude(pk__in=moved)
    back = followed.update(group=source)
    for hand in (False, True):
        ids = [pk for pk, _letter, was in rows if was is hand]
        back += Opinion.objects.filter(pk__in=ids).update(group=source, by_hand=hand)
    _forget_proposals(source, target)
    return back
