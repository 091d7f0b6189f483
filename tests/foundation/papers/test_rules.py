"""Worked tests 1-3 of the programme digest, as tables."""

from datetime import date

import pytest

from dongthuan.foundation.papers import formats, rules


@pytest.mark.parametrize(
    ("system", "kind", "organs", "n", "unit", "expected"),
    [
        ("state", "KH", ["UBND"], 15, "", "Số: 15/KH-UBND"),
        ("state", "KH", ["UBND"], 7, "", "Số: 07/KH-UBND"),
        ("state", "CV", ["UBND"], 12, "VX", "Số: 12/UBND-VX"),
        ("party", "CTr", ["BDVTU"], 9, "", "Số 09-CTr/BDVTU"),
        ("party", "CTr", ["BDVTU", "UBND"], 1, "", "Số 01-CTr/BDVTU-UBND"),
        ("state", "QCPH", ["UBND", "UBMTTQ"], 1, "", "Số: 01/QCPH/UBND-UBMTTQ"),
        ("state", "BC", ["UBND"], 214, "", "Số: 214/BC-UBND"),
        ("state", "KH", ["UBND"], None, "", "Số:       /KH-UBND"),
    ],
)
def test_number(system, kind, organs, n, unit, expected):
    assert rules.number_line(system, rules.number(system, kind, organs, n, unit)) == expected


@pytest.mark.parametrize(
    ("last", "year", "expected"),
    [(None, 2026, 1), ((2025, 214), 2026, 1), ((2026, 1), 2026, 2), ((2026, 99), 2026, 100)],
)
def test_series_starts_again_each_year(last, year, expected):
    assert rules.next_number(last, year) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 4, 2), "Ninh Bình, ngày 02 tháng 4 năm 2021"),
        (date(2026, 1, 15), "Ninh Bình, ngày 15 tháng 01 năm 2026"),
        (date(2025, 10, 5), "Ninh Bình, ngày 05 tháng 10 năm 2025"),
        (date(2025, 12, 10), "Ninh Bình, ngày 10 tháng 12 năm 2025"),
        (date(2024, 2, 29), "Ninh Bình, ngày 29 tháng 02 năm 2024"),
        (None, "Ninh Bình, ngày      tháng      năm       "),
    ],
)
def test_date(day, expected):
    assert rules.date_line("Ninh Bình", day) == expected


UBND = {"collective": "Ủy ban nhân dân", "head": "Chủ tịch"}


@pytest.mark.parametrize(
    ("system", "given", "expected"),
    [
        ("state", {**UBND, "signer": "Phó Chủ tịch"}, "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
        ("state", UBND, "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"),
        ("state", {"head": "Giám đốc", "signer": "Phó Giám đốc", "form": "KT"}, "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
        ("state", {**UBND, "signer": "Chánh Văn phòng", "form": "TL"}, "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"),
        ("state", {"head": "Giám đốc", "signer": "Trưởng phòng", "form": "TUQ"}, "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG"),
        ("state", {"head": "Giám đốc", "form": "Q"}, "Q. GIÁM ĐỐC"),
        ("party", {"head": "Trưởng ban", "signer": "Phó Trưởng ban"}, "K/T TRƯỞNG BAN / PHÓ TRƯỞNG BAN"),
        ("party", {"head": "Trưởng ban"}, "TRƯỞNG BAN"),
        ("party", {"head": "Bí thư", "collective": "Ban Thường vụ"}, "T/M BAN THƯỜNG VỤ / BÍ THƯ"),
        (
            "party",
            {"head": "Trưởng ban", "signer": "Chánh Văn phòng", "form": "TL"},
            "T/L TRƯỞNG BAN / CHÁNH VĂN PHÒNG",
        ),
    ],
)
def test_authority(system, given, expected):
    assert " / ".join(rules.authority_lines(system, **given)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TS. Nguyễn Văn A", "Nguyễn Văn A"),
        ("PGS.TS. Trần Thị B", "Trần Thị B"),
        ("GS.TSKH Lê C", "Lê C"),
        ("Thạc sĩ  Phạm D", "Phạm D"),
        ("Tsần Văn E", "Tsần Văn E"),
        ("Nguyễn Văn A, TS", "Nguyễn Văn A"),
        ("Bs Đỗ G", "Đỗ G"),
        ("Cn", "Cn"),
    ],
)
def test_name_without_learned_titles(name, expected):
    assert rules.signing_name(name) == expected


def test_formats_are_dated_cited_and_allow_what_we_print():
    for f in formats.FORMATS:
        assert f.basis
        for row in f.rows.values():
            assert row.sizes[0] <= row.ours <= row.sizes[1], row
        for ours, (low, high) in zip(f.margins, (f.top, f.bottom, f.left, f.right), strict=True):
            assert low <= ours <= high
    assert formats.format_for("state", date(2021, 4, 2)) is formats.ND30
    assert formats.format_for("party", date(2010, 1, 1)) is formats.HD36
