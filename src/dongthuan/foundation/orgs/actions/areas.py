"""Areas: loading the official lists, and entering by hand, with its source, what the lists lack."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock
from dongthuan.foundation.things.models import Thing

from .. import permissions, sources
from ..models import Area, AreaSuccession

DAY = timedelta(days=1)
Part = AreaSuccession.Part


@transaction.atomic
def load_areas(*, by: Any = None) -> int:
    """Load Ninh Bình's units of 2021-11, 2025-03 and since 2025-07 with the map between them; loading again adds nothing.

    Returns how many areas were added.
    """
    permissions.check_may_manage(by)
    units, passages = sources.read()
    known = {(a.level, a.code, a.since): a for a in Area.objects.all()}
    if ("province", sources.PROVINCE, sources.TWO_TIERS) in known:  # never load over days that officers made exact
        return 0
    for level in Area.Level.values:
        batch = [u for u in units if u.level == level]
        things = Thing.objects.bulk_create([Thing(kind=Area.KIND) for _unit in batch])
        areas = [_make(unit, thing, known) for unit, thing in zip(batch, things, strict=True)]
        known |= {(a.level, a.code, a.since): a for a in Area.objects.bulk_create(areas)}
    AreaSuccession.objects.bulk_create(
        [AreaSuccession(old=known[p.old], new=known[p.new], part=p.part, source=p.source) for p in passages]
    )
    top = known["province", sources.PROVINCE, sources.TWO_TIERS]
    record.append("orgs.load_areas", subject=top.thing, by=by, data={"areas": len(units), "passages": len(passages)})
    return len(units)


def _make(unit: sources.Unit, thing: Thing, known: dict[sources.Key, Area]) -> Area:
    return Area(
        thing=thing, level=unit.level, code=unit.code, name=unit.name, full_name=unit.full_name, unit_type=unit.unit_type,
        parent=known[unit.parent] if unit.parent else None, since=unit.since, until=unit.until, basis=unit.basis,
        since_known=unit.since_known, until_known=unit.until_known, in_scope=unit.in_scope,
    )  # fmt: skip


@transaction.atomic
def enter_succession(
    old: Area, new: Area, *, part: str, on: date, source: str, share: Decimal | None = None, by: Any
) -> AreaSuccession:
    """Enter by hand what became of an area: from the day `on` it belongs, whole or in part, to `new`; with its source.

    The act gives the day, so bounds taken from the lists become exact. Where `new` is older than that day, its
    territory grew: its earlier self becomes an area of its own, because a code with another territory is another area.
    """
    permissions.check_may_enter_succession(by)
    old, new = lock(old), lock(new)
    if not source.strip():
        raise Refused(_("Name the paper that says so."), field="source")
    _check_pair(old, new, part)
    _end_on(old, on - DAY)
    _begin_on(new, on, source)
    old.basis = old.basis if old.basis.endswith(source) else f"{old.basis}; {source}".strip("; ")
    old.save(update_fields=["until", "until_known", "basis"])
    passage = AreaSuccession.objects.create(old=old, new=new, part=part, source=source)
    data = {"old": old.full_name, "new": new.full_name, "new_id": new.pk, "part": part, "on": on, "source": source}
    record.append("orgs.enter_succession", subject=old.thing, by=by, data=data)
    if share is not None:
        enter_share(passage, share, source=source, by=by)
        passage.refresh_from_db()
    return passage


def _check_pair(old: Area, new: Area, part: str) -> None:
    if old.pk == new.pk:
        raise Refused(_("An area does not succeed itself."), field="new")
    if old.level != new.level:
        raise Refused(_("%(new)s is not of the same level as %(old)s.") % {"new": new, "old": old}, field="new")
    there = list(AreaSuccession.objects.filter(old=old).select_related("new"))
    if any(p.new_id == new.pk for p in there):
        raise Refused(
            _("%(new)s already stands among the successors of %(old)s.") % {"new": new, "old": old}, field="new"
        )
    if there and (part == Part.FULL or any(p.part == Part.FULL for p in there)):
        names = ", ".join(p.new.full_name for p in there)
        raise Refused(_("%(old)s already passed to %(names)s.") % {"old": old, "names": names}, field="part")


def _end_on(old: Area, last: date) -> None:
    """Give the former area its exact last day, if only a bound of it was known."""
    if old.until == last:
        old.until_known = True
        return
    if old.until is not None and (old.until_known or last > old.until):
        raise Refused(
            _("%(area)s ended on %(day)s, so what follows begins the day after.")
            % {"area": old, "day": f"{old.until:%d/%m/%Y}"},
            field="on",
        )
    if last < old.since:
        raise Refused(_("%(area)s did not exist yet on that day.") % {"area": old}, field="on")
    old.until, old.until_known = last, True


def _begin_on(new: Area, on: date, source: str) -> None:
    """Make the successor begin on the day; if it is older, its earlier self becomes another area and passes to it."""
    if new.until is not None and new.until < on:
        raise Refused(_("%(area)s had already ended on that day.") % {"area": new}, field="new")
    if new.since == on:
        new.since_known = True
    elif new.since > on:
        if new.since_known:
            day = f"{new.since:%d/%m/%Y}"
            raise Refused(_("%(area)s began only on %(day)s.") % {"area": new, "day": day}, field="on")
        new.since, new.since_known = on, True
    else:
        _split_off_earlier(new, on, source)
        return
    new.save(update_fields=["since", "since_known"])


def _split_off_earlier(area: Area, on: date, source: str) -> Area:
    """The area before its territory grew: whoever pointed at it for its present keeps pointing at the present one."""
    first, first_known = area.since, area.since_known
    area.since, area.since_known = on, True
    area.save(update_fields=["since", "since_known"])
    earlier = Area.objects.create(
        code=area.code, level=area.level, name=area.name, full_name=area.full_name, unit_type=area.unit_type,
        parent=area.parent, in_scope=area.in_scope, since=first, since_known=first_known, until=on - DAY, basis=area.basis,
    )  # fmt: skip
    area.predecessions.update(new=earlier)
    AreaSuccession.objects.create(old=earlier, new=area, part=Part.FULL, source=source)
    return earlier


@transaction.atomic
def enter_share(passage: AreaSuccession, share: Decimal, *, source: str, by: Any) -> AreaSuccession:
    """Enter which share of a split area's counted things passed to one of its successors, with the paper that says so."""
    permissions.check_may_enter_succession(by)
    old = lock(passage.old)  # two officers entering shares of one area wait for each other
    passage = lock(passage)
    if not source.strip():
        raise Refused(_("Name the paper that says so."), field="source")
    if passage.part != Part.PARTIAL:
        raise Refused(_("%(old)s passed whole to %(new)s.") % {"old": old, "new": passage.new}, field="share")
    if not 0 < share <= 1:
        raise Refused(_("A share lies above 0 and at most at 1."), field="share")
    others = old.successions.exclude(pk=passage.pk).aggregate(sum=Sum("share"))["sum"] or Decimal(0)
    if others + share > 1:
        raise Refused(
            _("The shares of %(old)s would add up to %(sum)s, more than 1.")
            % {"old": old, "sum": f"{others + share:f}".replace(".", ",")},
            field="share",
        )
    before, passage.share, passage.source = passage.share, share, source
    passage.save(update_fields=["share", "source"])
    data = {"new": passage.new.full_name, "share": share, "before": before, "source": source}
    record.append("orgs.enter_share", subject=old.thing, by=by, data=data)
    return passage
