"""Every row of the law by its ID: its limit, its life, what stands beside it; and what the law refuses."""

import subprocess
import sys
from datetime import date

import pytest

from dongthuan.foundation.law import Deadline, LawError, NotInForce, WorkingCalendar, shipped
from dongthuan.listen.petitions import rules
from dongthuan.listen.petitions.rules import NoCount, NoDayCount, all_rules, deadline, find

CALENDAR = shipped()


def d(text: str) -> date:
    return date.fromisoformat(text)


# rule → (limit with its unit and, unless a day to act, its kind, first day, last day). "–": no number of days.
ROWS = {
    "TCD-01": ("10 wd", "2014-07-01", None), "TCD-02": ("7 wd", "2014-07-01", None),
    "TCD-02/resolved": ("–", "2014-07-01", None), "TCD-03": ("5 wd", "2014-07-01", None),
    "TCD-04": ("5 wd backward", "2014-07-01", None), "TCD-05/schedule": ("10 wd backward", "2014-07-01", None),
    "TCD-05/absence": ("5 wd backward", "2014-07-01", None), "TCD-06": ("3 wd", "2026-07-01", None),
    "TCD-07/notify": ("5 wd backward", "2026-07-01", None), "TCD-07/test": ("1 wd backward", "2026-07-01", None),
    "TCD-07/connect": ("1 h backward", "2026-07-01", None), "TCD-08": ("45 d alarm", "2026-07-01", None),
    "TCD-09": ("–", "2021-11-15", None), "TCD-10": ("–", "2014-12-15", None),
    "KN-01": ("90 d", "2012-07-01", None), "KN-02": ("10 d", "2012-07-01", "2026-06-30"),
    "KN-03": ("7 wd", "2026-07-01", None), "KN-04": ("30 d 45 45 60", "2012-07-01", None),
    "KN-05": ("3 wd", "2012-07-01", None), "KN-06": ("30 d 30 45 45", "2012-07-01", None),
    "KN-07": ("45 d 60 60 70", "2012-07-01", None), "KN-08": ("7 d", "2012-07-01", None),
    "KN-09/publish": ("15 d", "2012-11-20", None), "KN-09/meeting": ("3 wd backward", "2012-11-20", None),
    "KN-09/posting": ("15 d minimum", "2012-11-20", None), "KN-09/web": ("15 d minimum", "2012-11-20", None),
    "KN-10": ("30 d effect 30 45 45", "2012-07-01", None), "KN-11": ("5 d backward", "2026-07-01", None),
    "KN-12": ("3 wd", "2026-07-01", None), "KN-13/resume": ("–", "2026-07-01", None),
    "KN-13/send": ("3 wd", "2026-07-01", None), "KN-14": ("–", "2012-07-01", None), "KN-15": ("7 d", "2012-07-01", None),
    "KN-16": ("30 d", "2012-07-01", None), "KN-17/first": ("15 d", "2012-07-01", None),
    "KN-17/second": ("10 d", "2012-07-01", None), "KN-17/dismissal": ("30 d", "2012-07-01", None),
    "KN-18/accept": ("10 d", "2012-07-01", "2026-06-30"), "KN-18/resolve": ("30 d 45 30 45", "2012-07-01", None),
    "KN-19/send": ("7 d", "2012-07-01", None), "KN-19/effect": ("30 d effect", "2012-07-01", None),
    "KN-20": ("7 d", "2012-07-01", None), "KN-21/known": ("1 y", "2016-07-01", None),
    "KN-21/decision": ("1 y", "2016-07-01", None), "KN-21/silence": ("1 y", "2016-07-01", None),
    "TC-01": ("7 wd", "2019-01-01", None), "TC-01/verify": ("10 wd", "2019-01-01", None),
    "TC-02": ("5 wd", "2019-01-01", None), "TC-03": ("–", "2019-01-01", None), "TC-04": ("5 wd", "2019-01-01", None),
    "TC-05": ("30 d", "2019-01-01", None), "TC-06": ("5 wd", "2019-01-01", None), "TC-07": ("5 wd", "2019-01-01", None),
    "TC-08": ("7 wd", "2019-01-01", None), "TC-09": ("5 wd", "2019-01-01", None),
    "TC-10/publish": ("7 wd", "2019-01-01", None), "TC-10/posting": ("15 d minimum", "2019-01-01", None),
    "TC-10/portal": ("15 d minimum", "2019-01-01", None), "TC-10/media": ("–", "2019-01-01", None),
    "TC-11": ("20 d", "2019-01-01", None), "TC-12/request": ("5 wd", "2019-01-01", None),
    "TC-12/report": ("5 wd", "2019-01-01", None), "TC-13": ("20 d", "2019-01-01", None),
    "TC-14": ("–", "2019-01-01", None), "TC-15": ("–", "2019-05-28", "2026-06-30"), "TC-16": ("–", "2019-01-01", None),
    "TC-17": ("–", "2019-01-01", None), "KP-01": ("10 wd", "2014-07-01", None), "KP-02": ("–", "2014-07-01", None),
    "KP-03": ("5 wd", "2008-03-03", None), "KP-04": ("–", "2008-03-03", None),
}  # fmt: skip


def told(rule: rules.Rule) -> str:
    limit = rule.limits.provisions[-1].value
    if isinstance(limit, NoCount):
        return "–"
    words = [str(limit.n), str(limit.unit)] + ([] if limit.kind == "act" else [str(limit.kind)])
    lengths = [limit.length(complex=c, remote=r) for c, r in ((True, False), (False, True), (True, True))]
    return " ".join(words + ([str(n) for n in lengths] if set(lengths) != {limit.n} else []))


def test_every_row_of_the_law_is_here_and_no_other():
    until = {r.id: r.limits.until and r.limits.until.isoformat() for r in all_rules()}
    assert {r.id: (told(r), r.limits.since.isoformat(), until[r.id]) for r in all_rules()} == ROWS


def test_rows_are_numbered_without_a_gap():
    counts = {"TCD": 10, "KN": 21, "TC": 17, "KP": 4}
    assert list(rules.rows()) == [f"{family}-{n:02}" for family, count in counts.items() for n in range(1, count + 1)]


def test_every_provision_names_its_article_and_who_acts():
    for rule in all_rules():
        assert rule.duty
        assert rule.trigger
        assert rule.who
        for provision in rule.limits:
            assert "Điều" in provision.basis or rule.id == "TCD-09"


@pytest.mark.parametrize(
    ("bare", "first"),
    [
        ("KN-17", "KN-17/first"), ("TC-12", "TC-12/request"), ("TCD-07", "TCD-07/notify"), ("TC-10", "TC-10/publish"),
        ("KN-18", "KN-18/accept"), ("KN-19", "KN-19/send"), ("TCD-05", "TCD-05/schedule"), ("kn-9/web", None),
    ],
)  # fmt: skip
def test_the_bare_id_means_the_first_limit(bare, first):
    if first is None:
        with pytest.raises(LawError):
            find(bare)
        return
    assert find(bare).id == first
    assert find(bare.lower()).id == first


def test_an_unknown_rule_names_the_nearest():
    with pytest.raises(LawError, match=r"KN-17/first, KN-17/second, KN-17/dismissal"):
        find("KN-17/third")
    with pytest.raises(LawError, match="KN-0"):
        find("KN-4")
    with pytest.raises(LawError, match="trống"):
        find(" ")


@pytest.mark.parametrize(
    ("rule", "day", "words"),
    [
        ("KN-02", "2026-07-01", "áp dụng KN-03"), ("KN-03", "2026-06-30", "áp dụng KN-02"),
        ("KN-18", "2026-07-01", "áp dụng KN-03"), ("KN-11", "2026-06-30", "không có số ngày (.*Điều 30.2)"),
        ("TCD-08", "2026-06-30", "không có mức báo động"), ("TC-05", "2018-12-31", "có hiệu lực từ 01/01/2019"),
        ("TC-15", "2026-07-01", "Nghị định 156/2026"), ("KN-12", "2026-06-30", "chưa cho tạm đình chỉ"),
    ],
)  # fmt: skip
def test_a_day_outside_a_rules_life_names_what_holds_then(rule, day, words):
    with pytest.raises(NotInForce, match=words):
        deadline(rule, d(day), CALENDAR)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("KP-02", "luật không ấn định.*Điều 18.4"), ("TC-03", "làm ngay.*Điều 24.1"), ("KN-13", "ra quyết định ngay"),
        ("TCD-09", "không thấy hạn riêng.*Thông tư 05/2021"), ("TCD-10", "một lần.*Điều 14.1"),
        ("KN-14", "còn lại.*Điều 35"), ("TC-14", "làm ngay.*Điều 27.1"), ("TC-16", "xử phạt.*Điều 42.2"),
        ("TC-17", "trước khi ra kết luận.*Điều 33.1"), ("KP-04", "Nghị định 20/2008.*Điều 14, 19"),
        ("TCD-02/resolved", "trả lời ngay"), ("TC-10/media", "2 lần"),
    ],
)  # fmt: skip
def test_a_row_without_a_day_count_says_so_with_its_source(rule, words):
    with pytest.raises(NoDayCount, match=words):
        deadline(rule, d("2026-07-06"), CALENDAR)


# --- complex, remote, extensions, suspensions ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "case", "days"),
    [
        ("KN-04", {"complex": True, "remote": True}, 60), ("KN-07", {"complex": True}, 60),
        ("KN-18/resolve", {"remote": True}, 30), ("KN-18/resolve", {"complex": True, "remote": True}, 45),
        ("TC-05", {"complex": True}, 30), ("TC-05", {"extensions": 1}, 60), ("TC-05", {"extensions": 2}, 90),
        ("KN-05", {"complex": True, "remote": True}, 3), ("KN-06", {"remote": True}, 45),
    ],
)  # fmt: skip
def test_the_limit_of_the_case(rule, case, days):
    assert deadline(rule, d("2026-07-06"), CALENDAR, **case).counted == days


SPAN = ((d("2026-07-16"), d("2026-08-03")),)


@pytest.mark.parametrize(
    ("rule", "case", "words"),
    [
        ("TC-05", {"extensions": 3}, "nhiều nhất 2 lần"), ("KN-04", {"extensions": 1}, "phức tạp có hạn riêng"),
        ("TCD-01", {"extensions": 1}, "không cho gia hạn"), ("TC-05", {"extensions": -1}, "âm"),
        ("KN-03", {"suspended": SPAN}, "không có quy định nào cho tạm đình chỉ"),
        ("KN-01", {"suspended": SPAN}, "trở ngại khách quan là việc khác"),
        ("TC-01", {"suspended": SPAN}, "không có quy định nào cho tạm đình chỉ"),
        ("KN-04", {"obstacles": SPAN}, "không có quy định nào cho trừ"),
        ("KN-01", {"obstacles": [(d("2026-08-03"), d("2026-07-16"))]}, "trước khi bắt đầu"),
        ("TC-05", {"suspended": [(d("2026-07-10"), d("2026-07-20")), (d("2026-07-15"), d("2026-07-16"))]}, "chồng lên"),
    ],
)  # fmt: skip
def test_what_no_law_allows_is_refused(rule, case, words):
    with pytest.raises(LawError, match=words):
        deadline(rule, d("2026-07-06"), CALENDAR, **case)


@pytest.mark.parametrize("rule", ["KN-04", "KN-07", "KN-18/resolve"])
def test_a_complaint_is_suspended_only_since_july_2026_also_one_accepted_before(rule):
    before, after = (d("2026-06-29"), d("2026-07-03")), (d("2026-07-01"), d("2026-07-05"))
    with pytest.raises(LawError, match="từ 01/07/2026"):
        deadline(rule, d("2026-06-22"), CALENDAR, suspended=[before])
    plain = deadline(rule, d("2026-06-22"), CALENDAR)
    stopped = deadline(rule, d("2026-06-22"), CALENDAR, suspended=[after])
    assert (stopped.nominal - plain.nominal).days == 4
    assert "Điều 11a" in stopped.basis
    assert (plain.confidence, stopped.confidence) == ("text", "infer")


def test_a_denunciation_is_suspended_since_2019():
    found = deadline("TC-05", d("2021-03-01"), CALENDAR, suspended=[(d("2021-03-10"), d("2021-03-20"))])
    assert found.nominal == d("2021-04-10")
    assert "Điều 34" in found.basis


def test_days_under_an_obstacle_do_not_count():
    """KN-01: the days themselves are left out, first and last included; days before the trigger change nothing."""
    free = deadline("KN-01", d("2026-03-02"), CALENDAR)
    hindered = deadline("KN-01", d("2026-03-02"), CALENDAR, obstacles=[(d("2026-03-10"), d("2026-03-19"))])
    assert (hindered.nominal - free.nominal).days == 10
    early = [(d("2026-02-20"), d("2026-03-04")), (d("2026-01-01"), d("2026-01-05"))]
    assert (deadline("KN-01", d("2026-03-02"), CALENDAR, obstacles=early).nominal - free.nominal).days == 2
    assert sum(line.mark == "suspended" for line in hindered.arithmetic()) == 10


def test_a_day_is_left_out_once_whatever_the_reasons():
    suspended, assessed = [(d("2026-07-10"), d("2026-07-20"))], [(d("2026-07-15"), d("2026-07-25"))]
    found = deadline("TC-05", d("2026-07-06"), CALENDAR, suspended=suspended, obstacles=assessed)
    assert found.nominal == d("2026-08-20")  # 30 days from 6 July, and 15 left out: 11–25 July


def test_what_is_left_while_the_clock_stands():
    assert rules.left("KN-04", d("2026-07-06"), d("2026-07-16"), CALENDAR) == 20
    assert rules.left("KN-04", d("2026-07-06"), d("2026-08-10"), CALENDAR, suspended=SPAN) == 13
    assert rules.left("KN-04", d("2026-07-06"), d("2026-12-31"), CALENDAR, complex=True) == 0


# --- conflicts of §12 ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("received", "due", "binding"),
    [
        ("2026-07-01", "2026-07-10", "Nghị định 124"),  # 7 working days come first
        ("2026-07-03", "2026-07-13", "Luật Khiếu nại"),  # 10 days come first: 13/7 before 14/7
        ("2026-08-26", "2026-09-07", "Luật Khiếu nại"),  # 5/9 rolls to 7/9; 7 working days end on 9/9
    ],
)
def test_c1_both_ways_the_earlier_day_binds_and_the_screen_warns(received, due, binding):
    found = deadline("KN-03", d(received), CALENDAR)
    assert found.due == d(due)
    assert found.basis.startswith(binding)
    assert found.warning.startswith("C1: ")
    assert found.arithmetic()[-1].day == found.due


def test_c2_the_day_of_receipt_decides_and_the_screen_warns():
    crossing, before = deadline("KN-02", d("2026-06-30"), CALENDAR), deadline("KN-02", d("2026-06-15"), CALENDAR)
    assert crossing.due == d("2026-07-10")
    assert "09/07/2026" in crossing.warning  # the other way: 7 working days
    assert "C2" in crossing.warning
    assert before.warning == ""
    assert "C2" in deadline("KN-18/accept", d("2026-06-30"), CALENDAR).warning


def test_c3_effect_never_closes_a_case_by_itself():
    found = deadline("KN-10", d("2026-03-02"), CALENDAR)
    assert (found.nominal, found.due) == (d("2026-04-01"), d("2026-04-02"))
    assert found.warning.startswith("C3: ")
    assert deadline("KN-10", d("2026-03-02"), CALENDAR, remote=True).due == d("2026-04-17")


def test_c4_the_law_prevails_over_the_circular():
    found = deadline("KN-02", d("2015-03-02"), CALENDAR)
    assert found.due == d("2015-03-12")
    assert found.warning.startswith("C4: ")
    assert deadline("KN-02", d("2021-03-01"), CALENDAR).warning == ""


def test_a_duty_before_the_law_that_makes_it_is_said():
    found = deadline("KN-11", d("2026-07-03"), CALENDAR)
    assert found.due == d("2026-06-26")
    assert "trước ngày quy định có hiệu lực" in found.warning


def test_online_reception_connects_on_the_day_itself():
    found = deadline("TCD-07/connect", d("2026-07-15"), CALENDAR)
    assert (found.nominal, found.due, found.length) == (d("2026-07-15"), d("2026-07-15"), "1 giờ")
    assert "giờ" in found.warning
    assert [line.mark for line in found.arithmetic()] == ["start"]


def test_the_red_alarm_rings_after_45_days_also_on_a_sunday():
    assert deadline("TCD-08", d("2026-07-09"), CALENDAR).due == d("2026-08-24")
    assert deadline("TCD-08", d("2026-07-08"), CALENDAR).due == d("2026-08-23")


# --- the value ----------------------------------------------------------------------------------------------------
def test_a_deadline_says_all_that_made_it_and_can_be_computed_again():
    found = deadline("KN-04", d("2026-07-06"), CALENDAR, suspended=SPAN)
    stored = found.as_dict()
    wanted = [
        "rule",
        "trigger",
        "nominal",
        "due",
        "counted",
        "basis",
        "rule_version",
        "calendar_version",
        "provisional",
        "warning",
    ]
    assert set(wanted) <= set(stored)
    assert stored["suspended"] == [["2026-07-16", "2026-08-03"]]
    assert rules.again(stored, CALENDAR) == found
    assert deadline("KN-04", d("2026-07-06"), CALENDAR, suspended=[list(SPAN[0])]) == found
    assert deadline("KN-17", d("2026-07-06"), CALENDAR).rule == "KN-17"  # as it was asked
    assert stored["calendar_version"] == CALENDAR.version


def test_a_deadline_without_its_calendar_prints_no_arithmetic():
    bare = Deadline("KN-04", d("2026-07-06"), d("2026-08-05"), d("2026-08-05"), 30, "", "", "", False, "")
    with pytest.raises(LawError, match="không mang theo lịch"):
        bare.arithmetic()


def test_versions_name_the_provision_and_the_whole():
    first = deadline("TC-04", d("2019-02-01"), CALENDAR).rule_version
    second = deadline("TC-04", d("2020-02-03"), CALENDAR).rule_version
    assert first.startswith("2019-01-01.")
    assert second.startswith("2019-05-28.")
    assert len(rules.version()) == 12


def test_the_years_without_a_notice_are_provisional():
    assert deadline("KN-04", d("2027-03-01"), CALENDAR).provisional
    known = WorkingCalendar(CALENDAR.days.values(), CALENDAR.known_from, d("2027-12-31"))
    assert not deadline("KN-04", d("2027-03-01"), known).provisional


def test_the_rules_load_without_django():
    """They are handed to lawyers and run on any machine that has Python."""
    code = (
        "import sys, dongthuan.listen.petitions.rules; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
