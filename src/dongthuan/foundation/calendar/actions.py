"""Changing the working calendar: each change names its notice, is recorded on its year, and is told to whom it concerns."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.law import Confidence
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from . import permissions, queries
from .kit import Change, tell
from .models import SpecialDay, WorkingYear

Kind = SpecialDay.Kind
SATURDAY = 5


@contextmanager
def _changing(reason: str, by: Any) -> Iterator[None]:
    """One change at a time, so that before and after are what they say; whoever asked is told within the transaction."""
    list(WorkingYear.objects.select_for_update().order_by("year"))
    before = queries.working_calendar()
    yield
    tell(Change(before, queries.working_calendar(), reason, by))


@transaction.atomic
def set_day(*, day: date, kind: str, name: str, notice: str, source: str = "", by: Any) -> SpecialDay:
    """Enter a day off, or a weekend day that is worked, or correct one; `notice` is the paper that says so."""
    permissions.check_may_change(by)
    with _changing(f"{name} {day:%d/%m/%Y} ({notice})", by):
        special, old = _put(day, kind, name, notice, source)
        data = {"day": day, "kind": kind, "name": name, "notice": notice, "old": old}
        record.append("calendar.set_day", subject=special.year.thing, by=by, data=data)
    return special


@transaction.atomic
def swap_days(*, off: date, worked: date, notice: str, source: str = "", by: Any) -> SpecialDay:
    """Swap a weekday for a weekend day by notice (hoán đổi ngày làm việc): the one is off, the other worked."""
    permissions.check_may_change(by)
    if off.weekday() >= SATURDAY:
        raise Refused(_("%(day)s is not a weekday.") % {"day": f"{off:%d/%m/%Y}"}, field="off")
    with _changing(f"hoán đổi {off:%d/%m/%Y} và {worked:%d/%m/%Y} ({notice})", by):
        special, _old = _put(off, Kind.OFF, f"nghỉ hoán đổi, làm bù {worked:%d/%m/%Y}", notice, source)
        _put(worked, Kind.WORKED, f"làm bù cho {off:%d/%m/%Y}", notice, source, field="worked")
        data = {"off": off, "worked": worked, "notice": notice}
        record.append("calendar.swap_days", subject=special.year.thing, by=by, data=data)
    return special


def _put(
    day: date, kind: str, name: str, notice: str, source: str, field: str = "day"
) -> tuple[SpecialDay, dict[str, str]]:
    if kind == Kind.WORKED and day.weekday() < SATURDAY:
        raise Refused(_("Only a Saturday or a Sunday is worked in exchange."), field=field)
    if not 1990 <= day.year <= 2200:
        raise Refused(_("The year must lie between 1990 and 2200."), field=field)
    year = WorkingYear.objects.filter(year=day.year).first() or WorkingYear.objects.create(year=day.year)
    before = SpecialDay.objects.filter(day=day).first()
    old = {"kind": before.kind, "name": before.name, "notice": before.notice} if before else {}
    values = {
        "kind": kind,
        "name": name,
        "notice": notice,
        "source": source,
        "confidence": Confidence.TEXT,
        "year": year,
    }
    return SpecialDay.objects.update_or_create(day=day, defaults=values)[0], old


@transaction.atomic
def remove_day(special: SpecialDay, *, reason: str, by: Any) -> None:
    """Take a day away that was entered wrongly or whose notice was withdrawn: it is again what its weekday says."""
    permissions.check_may_change(by)
    with _changing(f"bỏ {special.name} {special.day:%d/%m/%Y}: {reason}", by):
        special = lock(special)
        year = special.year
        data = {"day": special.day, "kind": special.kind, "name": special.name, "notice": special.notice}
        special.delete()
        record.append("calendar.remove_day", subject=year.thing, by=by, data=data | {"reason": reason})


@transaction.atomic
def announce_year(year: int, *, notices: str, by: Any) -> WorkingYear:
    """The notices of the year were read and its days entered: from now on its deadlines are no longer provisional."""
    permissions.check_may_change(by)
    with _changing(f"đã có thông báo nghỉ lễ năm {year} ({notices})", by):
        if not notices.strip():
            raise Refused(_("A year is announced by a notice."), field="notices")
        if not WorkingYear.objects.filter(year=year - 1, announced=True).exists():
            raise Refused(_("First announce %(year)s: the calendar is known without a gap.") % {"year": year - 1})
        found, _new = WorkingYear.objects.get_or_create(year=year)
        found.announced, found.notices = True, notices.strip()
        found.save(update_fields=["announced", "notices"])
        record.append("calendar.announce_year", subject=found.thing, by=by, data={"year": year, "notices": notices})
    return found


@transaction.atomic
def withdraw_year(year: WorkingYear, *, reason: str, by: Any) -> WorkingYear:
    """Announced by mistake: the year's deadlines are provisional again. Only the last announced year."""
    permissions.check_may_change(by)
    with _changing(f"rút xác nhận lịch năm {year.year}: {reason}", by):
        year = lock(year)
        others = WorkingYear.objects.filter(announced=True).exclude(pk=year.pk)
        if not year.announced or others.filter(year__gt=year.year).exists() or not others.exists():
            raise Refused(_("Only the last announced year is withdrawn, and one must remain."))
        year.announced = False
        year.save(update_fields=["announced"])
        record.append("calendar.withdraw_year", subject=year.thing, by=by, data={"year": year.year, "reason": reason})
    return year
