"""The law's tables beside the clocks: grounds, competence, mandatory items, periods of reports, the duty to receive."""

from datetime import date
from itertools import pairwise

import pytest

from dongthuan.foundation.law import LawError, NotInForce, shipped
from dongthuan.listen.petitions.rules import letters
from dongthuan.listen.petitions.rules.competence import COMPETENCE, PRINCIPLES, competent
from dongthuan.listen.petitions.rules.grounds import GROUNDS, OUTCOMES, PARTLY, ground, grounds
from dongthuan.listen.petitions.rules.instruments import INSTRUMENTS
from dongthuan.listen.petitions.rules.reception_duty import DELEGABLE, DUTIES, duty, representatives, tally
from dongthuan.listen.petitions.rules.reporting import FORMS, holding, period
from dongthuan.listen.petitions.rules.requirements import REQUIRED, missing, required

OLD, BETWEEN, NEW = date(2025, 6, 30), date(2026, 6, 30), date(2026, 7, 1)


# --- grounds ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("what", "family", "day", "codes"),
    [
        ("not_accepted", "KN", BETWEEN, [f"KN11.{n}" for n in range(1, 10)]),
        ("not_accepted", "KN", NEW, [f"KN11.{n}" for n in range(1, 10)]),
        ("suspended", "KN", BETWEEN, []),
        ("suspended", "KN", NEW, ["KNS.a", "KNS.b"]),
        ("terminated", "KN", BETWEEN, ["KNT.a"]),
        ("terminated", "KN", NEW, ["KNT.a", "KNT.b"]),
        ("complex", "KN", BETWEEN, []),
        ("complex", "KN", NEW, [f"KN3a.{x}" for x in "abcdđeg"]),
        ("complex", "TC", BETWEEN, [f"TC3.{x}" for x in "abcdđeg"]),
        ("very_complex", "TC", NEW, ["TC3.3"]),
        ("accept_if", "TC", NEW, ["TC29.a", "TC29.b", "TC29.c", "TC29.d", "TC29.x"]),
        ("not_handled", "TC", NEW, ["TC24.3", "TC25.1"]),
        ("suspended", "TC", OLD, ["TC34.1a", "TC34.1b"]),
        ("terminated", "TC", OLD, ["TC34.3a", "TC34.3b", "TC34.3c"]),
        ("continues_despite_withdrawal", "TC", OLD, ["TC33.3a", "TC33.3b", "TC33.3c"]),
        ("refused", "TCD", BETWEEN, [f"TCD9.{n}" for n in range(1, 5)]),
        ("refused", "TCD", NEW, [*(f"TCD9.{n}" for n in range(1, 5)), *(f"TCD4.1{x}" for x in "abcdđeghik")]),
        ("ineligible", "XLD", OLD, ["XLD.1", "XLD.2", "XLD.3"]),
        ("filed", "XLD", OLD, ["XLD.4", "XLD.5", "XLD.6"]),
    ],
)
def test_the_grounds_of_a_day(what, family, day, codes):
    assert [g.code for g in grounds(what, family, day)] == codes


def test_a_ground_has_one_wording_on_each_day():
    for day in (date(2015, 1, 5), OLD, BETWEEN, NEW):
        codes = [g.code for g in GROUNDS if g.holds(day)]
        assert len(codes) == len(set(codes))


def test_a_ground_is_asked_for_by_code_and_day():
    assert "văn bản" in ground("TCD4.1h", NEW).how
    assert "trực tiếp" in ground("TCD4.1g", NEW).how
    assert ground("KN11.6", BETWEEN).confidence == "text"
    assert ground("KN11.6", NEW).confidence != "text"  # the wording after Law 136/2025 was not seen
    with pytest.raises(LawError, match="chưa có hoặc không còn"):
        ground("KNS.a", BETWEEN)
    with pytest.raises(LawError, match="Không có căn cứ"):
        ground("KN12.1", NEW)


def test_one_code_for_partly_right_whatever_the_form_calls_it():
    """C9."""
    assert (OUTCOMES["KN"][PARTLY], OUTCOMES["TC"][PARTLY]) == ("đúng một phần", "có đúng, có sai")


# --- competence ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("matter", "who"),
    [
        ("KN1/commune", ["commune_chair"] * 3), ("KN1/district", ["district_chair", None, None]),
        ("KN2/commune", ["district_chair", "province_chair", "province_chair"]),
        ("KN2/district", ["province_chair", None, None]), ("KN1/unit", ["unit_head"] * 3),
        ("KN2/unit", ["department_head"] * 3), ("KN1/department", ["department_head"] * 3),
        ("KN2/department", ["province_chair"] * 3), ("KN1/province", ["province_chair"] * 3),
        ("KN2/province", ["minister"] * 3), ("KN1/discipline", ["issuer"] * 3),
        ("KN2/discipline", ["direct_superior"] * 3), ("TC/commune_staff", ["commune_chair"] * 3),
        ("TC/commune_head", ["district_chair", "province_chair", "province_chair"]),
        ("TC/unit_head", ["department_head"] * 3), ("TC/department_head", ["province_chair"] * 3),
        ("TC/province_head", ["prime_minister"] * 3), ("TC/field", ["field_manager"] * 3),
    ],
)  # fmt: skip
def test_who_is_competent_in_each_period(matter, who):
    found = [COMPETENCE[matter].get(day) for day in (OLD, BETWEEN, NEW)]
    assert [p and p.value.who for p in found] == who


def test_every_matter_is_tested_and_sourced():
    assert len(COMPETENCE) == 18
    assert all(p.basis and p.value.says for dated in COMPETENCE.values() for p in dated)
    assert len(PRINCIPLES) == 3
    assert "Tổng Thanh tra" in competent("TC/province_head", NEW).value.says
    with pytest.raises(NotInForce):
        competent("KN1/district", NEW)
    with pytest.raises(LawError, match="Không có loại việc"):
        competent("KN3/commune", NEW)


# --- mandatory items ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "day", "codes"),
    [
        ("KN", BETWEEN, "date name against content documents request signature"),
        ("KN", NEW, "date name against content documents request signature identity"),
        ("KN/second", BETWEEN, "date name against content documents request signature first_decision"),
        ("KN/joint", NEW, "date name against content documents request signature identity mandate"),
        ("KN/discipline", NEW, "date name content request signature"),
        ("KN/withdrawal", NEW, "withdrawn signature"),
        ("KN/authorisation", NEW, "date name scope certified"),
        ("KN/mandate", NEW, "date name scope signature"),
        ("TC", NEW, "date name contact violation accused signature"),
        ("TC/joint", NEW, "date name contact violation accused signature each"),
        ("TC/withdrawal", NEW, "date name contact withdrawn signature"),
        ("KNPA", NEW, "vietnamese date name signature content"),
        ("PAKN", NEW, "vietnamese content name reach"),
    ],
)
def test_what_a_paper_must_contain(kind, day, codes):
    assert [n.code for n in required(kind, day).value] == codes.split()


def test_every_kind_is_tested():
    assert len(REQUIRED) == 12
    with pytest.raises(LawError, match="Không có loại đơn"):
        required("XX", NEW)


def test_notarisation_lapses_in_2027():
    before, after = (required("KN/authorisation", day).value[-1].says for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert "công chứng" in before
    assert "công chứng" not in after


def test_what_is_missing_is_said_in_the_laws_order():
    assert [n.code for n in missing("TC", NEW, {"date", "violation", "signature"})] == ["name", "contact", "accused"]
    assert missing("TC", NEW, {"date", "name", "contact", "violation", "accused", "signature"}) == []


# --- reports ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "first", "last", "tables"),
    [
        ("Q1", "2025-12-15", "2026-03-14", False), ("Q2", "2026-03-15", "2026-06-14", True),
        ("Q3", "2026-06-15", "2026-09-14", True), ("Q4", "2026-09-15", "2026-12-14", True),
        ("6M", "2025-12-15", "2026-06-14", False), ("9M", "2025-12-15", "2026-09-14", False),
        ("YEAR", "2025-12-15", "2026-12-14", False), ("NA", "2025-08-01", "2026-07-31", False),
    ],
)  # fmt: skip
def test_periods_of_reports(kind, first, last, tables):
    found = period(kind, 2026)
    assert (found.first.isoformat(), found.last.isoformat(), found.tables_only) == (first, last, tables)
    assert holding(kind, found.first) == holding(kind, found.last) == found
    assert found.confidence != "text"


def test_the_quarters_are_the_year_without_gap_or_overlap():
    quarters = [period(f"Q{n}", 2026) for n in range(1, 5)]
    assert (quarters[0].first, quarters[-1].last) == (period("YEAR", 2026).first, period("YEAR", 2026).last)
    assert sum((q.last - q.first).days + 1 for q in quarters) == 365


def test_a_day_without_a_period_and_a_kind_without_one():
    assert holding("YEAR", date(2026, 12, 20)).year == 2027
    with pytest.raises(LawError, match="không thuộc kỳ"):
        holding("6M", date(2026, 8, 1))
    with pytest.raises(LawError, match="Không có kỳ"):
        period("Q5", 2026)
    assert len(FORMS) == 10


# --- the duty to receive ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("level", "day", "says"),
    [
        ("commune", BETWEEN, "ít nhất 1 ngày mỗi tuần"), ("commune", NEW, "ít nhất 2 ngày mỗi tháng"),
        ("district", OLD, "ít nhất 2 ngày mỗi tháng"), ("province", NEW, "ít nhất 1 ngày mỗi tháng"),
        ("department", NEW, "ít nhất 1 ngày mỗi tháng"), ("public_unit", BETWEEN, "ít nhất 1 ngày mỗi tháng"),
        ("public_unit", NEW, "ít nhất 1 ngày mỗi tháng"),
    ],
)  # fmt: skip
def test_how_often_a_head_receives(level, day, says):
    """C6: one news item says communes received once a month; the law says once a week."""
    assert duty(level, day).value.says == says


def test_the_district_owes_nothing_any_more():
    with pytest.raises(NotInForce):
        duty("district", date(2025, 7, 1))
    with pytest.raises(LawError, match="Không có cấp"):
        duty("nation", NEW)
    assert set(DUTIES) == {"commune", "district", "province", "department", "public_unit"}
    assert (DELEGABLE.on(BETWEEN).value, DELEGABLE.on(NEW).value) == (True, False)


def test_what_was_owed_and_held():
    held = [
        date(2026, 6, 2),
        date(2026, 6, 2),
        date(2026, 6, 16),
        date(2026, 7, 6),
        date(2026, 8, 3),
        date(2026, 8, 17),
    ]
    found = tally("commune", date(2026, 6, 1), date(2026, 8, 31), held)
    assert [(t.first.isoformat(), t.owed, t.held, t.missed) for t in found] == [
        ("2026-06-01", 1, 1, 0), ("2026-06-08", 1, 0, 1), ("2026-06-15", 1, 1, 0), ("2026-06-22", 1, 0, 1),
        ("2026-07-01", 2, 1, 1), ("2026-08-01", 2, 2, 0),
    ]  # fmt: skip


def test_weeks_that_are_not_whole_and_levels_that_ended_are_left_out():
    assert tally("district", date(2025, 5, 15), date(2025, 9, 30), [])[0].first == date(2025, 6, 1)
    assert len(tally("district", date(2025, 5, 15), date(2025, 9, 30), [])) == 1


def test_a_week_of_tet_owes_nothing():
    week = tally("commune", date(2026, 2, 16), date(2026, 2, 22), [], shipped())
    assert [(t.owed, t.missed) for t in week] == [(0, 0)]


@pytest.mark.parametrize(("visitors", "found"), [(4, None), (5, (1, 2)), (10, (1, 2)), (11, (1, 5))])
def test_representatives_of_a_delegation(visitors, found):
    """C5: LTCD 29 says above ten."""
    assert representatives(visitors) == found


# --- instruments --------------------------------------------------------------------------------------------------
def test_instruments_follow_one_another():
    held = {i.key: i for i in INSTRUMENTS}
    for old, new in (("NĐ 75/2012", "NĐ 124/2020"), ("NĐ 64/2014", "NĐ 154/2026"), ("TT 07/2014", "TT 05/2021")):
        assert (held[new].since - held[old].until).days == 1
    assert len(held) == len(INSTRUMENTS)


def test_forms_of_letters_follow_one_another():
    for code in {f.code for f in letters.FORMS}:
        rows = sorted((f for f in letters.FORMS if f.code == code), key=lambda f: f.since)
        for earlier, later in pairwise(rows):
            assert earlier.until is not None, code
            assert earlier.until < later.since, code
    assert letters.form("KN-TDC", date(2026, 7, 1)).label == "Mẫu 14a"
    assert letters.form("KN-QD1", date(2025, 12, 9)).grounds[-1] == "Căn cứ Nghị định 124/2020/NĐ-CP"
    with pytest.raises(LawError, match="không áp dụng ngày 30/06/2026"):
        letters.form("KN-TDC", date(2026, 6, 30))
    with pytest.raises(LawError, match="Không có mẫu"):
        letters.form("KN-XX", date(2026, 7, 1))
