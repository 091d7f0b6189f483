"""A changed calendar moves exactly the clocks it touches, and excuses nobody by itself."""

from datetime import date

import pytest

from dongthuan.foundation.calendar.models import SpecialDay, WorkingYear
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import Clock, ClockChange

from . import making
from .making import on

pytestmark = pytest.mark.django_db


def day_off(day: date) -> None:
    """The calendar as it stands after a notice, without its listeners."""
    SpecialDay.objects.create(
        year=WorkingYear.objects.get(year=day.year), day=day, kind="off", name="nghỉ", notice="thử"
    )


def test_a_new_day_off_moves_the_clocks_that_end_on_it_and_records_old_and_new(world):
    moves, stays = making.accepted(world), making.classified(world)
    before = stays.clocks.get(rule="KN-03").due
    day_off(date(2026, 8, 5))
    assert actions.reckon_again(reason="thông báo thử", by=None) == 1
    assert moves.clocks.get(rule="KN-04").due == date(2026, 8, 6)
    moves.refresh_from_db()
    assert moves.due == date(2026, 8, 6)
    assert stays.clocks.get(rule="KN-03").due == before
    entry = Entry.objects.get(verb="petitions.reckon_again")
    assert (entry.data["old"], entry.data["new"], entry.data["reason"]) == ("2026-08-05", "2026-08-06", "thông báo thử")
    assert actions.reckon_again(reason="lần nữa", by=None) == 0


def test_a_late_case_stays_late_until_a_leader_decides(world):
    p = making.accepted(world)
    with on(date(2026, 8, 6)):
        day_off(date(2026, 8, 5))
        actions.reckon_again(reason="thông báo muộn", by=None)
        assert p.clocks.get(rule="KN-04").due == date(2026, 8, 5)
        change = ClockChange.objects.get(held=True)
        with pytest.raises(Refused):
            actions.excuse(change, by=world.users["solver"])
        clock = actions.excuse(change, by=world.users["leader_commune"])
        assert clock.due == date(2026, 8, 6)
        with pytest.raises(Refused):
            actions.excuse(change, by=world.users["leader_commune"])
    assert not Clock.objects.filter(pk=clock.pk, due=date(2026, 8, 5)).exists()
