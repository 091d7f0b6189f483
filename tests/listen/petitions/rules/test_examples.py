"""The worked examples of the law pack, as a table: each with the reasoning a legal officer would write beside it."""

from datetime import date
from itertools import pairwise

import pytest

from dongthuan.foundation.law import shipped
from dongthuan.listen.petitions.rules import deadline


def d(text: str) -> date:
    return date.fromisoformat(text)


# (example, rule, trigger, case, nominal, due)
EXAMPLES = [
    ("E01", "TCD-01", "2026-02-09", {}, "2026-03-02", "2026-03-02"),  # Tết 16–20/2 off
    ("E02", "TCD-01", "2024-04-22", {}, "2024-05-08", "2024-05-08"),  # 29/4 swapped, Saturday 4/5 worked
    ("E03", "TC-01", "2025-04-22", {}, "2025-05-05", "2025-05-05"),  # Saturday 26/4 worked
    ("E04", "TC-01/verify", "2025-01-20", {}, "2025-02-10", "2025-02-10"),  # Tết 27–31/1
    ("E05", "TC-02", "2025-12-30", {}, "2026-01-08", "2026-01-08"),  # 1/1 holiday, 2/1 swapped off
    ("E06", "KN-02", "2025-01-20", {}, "2025-01-30", "2025-02-03"),  # 30–31/1 Tết, weekend
    ("E07", "KN-03", "2026-08-19", {}, "2026-08-27", "2026-08-27"),  # Saturday 22/8 worked
    ("E08", "KN-04", "2025-07-31", {}, "2025-08-30", "2025-09-03"),  # Saturday, Sunday, 1–2/9
    ("E09", "KN-04", "2026-01-05", {"complex": True}, "2026-02-19", "2026-02-23"),
    ("E10", "KN-04", "2026-07-20", {"remote": True}, "2026-09-03", "2026-09-03"),  # holidays inside do not extend
    ("E11a", "KN-02", "2026-06-30", {}, "2026-07-10", "2026-07-10"),
    ("E11b", "KN-03", "2026-07-01", {}, "2026-07-10", "2026-07-10"),
    ("E12", "KN-07", "2024-03-15", {}, "2024-04-29", "2024-05-02"),  # swapped off, 30/4, 1/5
    ("E13", "KN-07", "2026-06-22", {"complex": True, "remote": True}, "2026-08-31", "2026-09-03"),
    ("E14", "KN-05", "2025-04-29", {}, "2025-05-07", "2025-05-07"),
    ("E15", "KN-06", "2026-01-19", {}, "2026-02-18", "2026-02-23"),
    ("E16", "KN-01", "2025-11-18", {}, "2026-02-16", "2026-02-23"),
    ("E17", "TC-05", "2025-12-19", {"extensions": 1}, "2026-02-17", "2026-02-23"),
    ("E18", "TC-05", "2026-06-03", {"extensions": 2}, "2026-09-01", "2026-09-03"),
    ("E19", "TC-04", "2022-08-29", {}, "2022-09-07", "2022-09-07"),
    ("E20", "TC-10", "2023-04-25", {}, "2023-05-09", "2023-05-09"),
    ("E21", "TCD-04", "2026-02-24", {}, "2026-02-10", "2026-02-10"),  # counted back over Tết
    ("E22", "TC-11", "2021-04-10", {}, "2021-04-30", "2021-05-04"),
    ("E23", "TCD-06", "2026-08-28", {}, "2026-09-07", "2026-09-07"),
    ("E24", "KN-11", "2026-09-07", {}, "2026-09-02", "2026-08-28"),  # back over 2/9, 1/9, 31/8, the weekend
    ("E25", "KN-21", "2025-02-15", {}, "2026-02-15", "2026-02-23"),
    ("KN-04 suspended", "KN-04", "2026-07-06", {"suspended": [(d("2026-07-16"), d("2026-08-03"))]}, "2026-08-23", "2026-08-24"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "trigger", "case", "nominal", "due"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_worked_example(name, rule, trigger, case, nominal, due):
    found = deadline(rule, d(trigger), shipped(), **case)
    assert (found.nominal.isoformat(), found.due.isoformat()) == (nominal, due)
    assert not found.provisional


@pytest.mark.parametrize(("name", "rule", "trigger", "case", "nominal", "due"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_the_arithmetic_ends_where_the_deadline_does(name, rule, trigger, case, nominal, due):
    """The printed days count to the limit's number and end on the due day; each skipped one says why."""
    found = deadline(rule, d(trigger), shipped(), **case)
    lines = found.arithmetic()
    numbers = [line.number for line in lines if line.number is not None]
    spent = (found.nominal - found.trigger).days if found.unit in {"y", "m"} else found.counted
    assert numbers == list(range(1, spent + 1))
    assert lines[0].day == found.trigger
    assert lines[-1].day == found.due
    assert lines[-1].mark == "due"
    assert all(line.reason for line in lines)
    step = {(b.day - a.day).days for a, b in pairwise(lines)}
    assert step == ({-1} if found.kind == "backward" else {1})  # no day is left out
