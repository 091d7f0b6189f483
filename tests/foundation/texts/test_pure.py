"""Citations, numbers, hashes, matching and word differences: pure functions."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.foundation.texts import rules
from dongthuan.foundation.texts.matching import Unit, match
from dongthuan.foundation.texts.wordings import Piece, diff


@pytest.mark.parametrize(
    ("path", "cited"),
    [
        ([("chuong", "II"), ("dieu", "5"), ("khoan", "2"), ("diem", "đ")], "điểm đ khoản 2 Điều 5"),
        ([("dieu", "5"), ("diem", "a")], "điểm a Điều 5"),
        ([("chuong", "II")], "Chương II"),
        ([("la_ma", "II"), ("so", "3")], "Mục II.3"),
        ([("la_ma", "II"), ("so", "3"), ("so", "3.1"), ("diem", "b")], "điểm b Mục II.3.1"),
        ([("la_ma", "II"), ("gach", "-")], ""),
        ([("khac", "")], ""),
        ([], ""),
    ],
)
def test_citation(path, cited):
    assert rules.citation(path) == cited


def test_a_heading_is_short():
    assert rules.heading([("dieu", "5")], "Trách nhiệm", "…") == "Điều 5. Trách nhiệm"
    assert len(rules.heading([("la_ma", "I"), ("so", "1")], "", "từ " * 500)) <= 300


@pytest.mark.parametrize(
    ("first", "kind", "numbers"),
    [
        ("I", "la_ma", ["I", "II", "III", "IV", "V"]),
        ("1", "so", ["1", "2", "3", "4", "5"]),
        ("01", "so", ["01", "02", "03", "04", "05"]),
        ("2.1", "so", ["2.1", "2.2", "2.3", "2.4", "2.5"]),
        ("a", "diem", ["a", "b", "c", "d", "đ"]),
        ("THỨ NHẤT", "phan", None),
        ("-", "gach", None),
    ],
)
def test_numbers_go_on_in_their_own_style(first, kind, numbers):
    assert rules.numbers_like(first, 5, kind) == numbers


def test_the_hash_is_what_the_documentation_says():
    canonical = '["dieu","5","Trách nhiệm","Mỗi bên \\"làm\\" đúng.\\nHai."]'
    one = hashlib.sha256(canonical.encode()).hexdigest()
    assert rules.clause_hash("dieu", "5", "Trách nhiệm", 'Mỗi bên "làm" đúng.\nHai.') == one
    assert rules.text_hash([(0, one), (1, one)]) == hashlib.sha256(f"0 {one}\n1 {one}\n".encode()).hexdigest()


A = "Tham mưu cấp ủy quán triệt các chỉ thị, nghị quyết về công tác dân vận."
B = "Đẩy mạnh cải cách hành chính, trọng tâm là thủ tục hành chính."
C = "Tổ chức đối thoại của người đứng đầu với Nhân dân mỗi năm một lần."


def units(*rows):
    return [Unit(-1, "la_ma", "II", "NỘI DUNG", ""), *(Unit(0, "so", n, "", words) for n, words in rows)]


def test_renumbered_moved_and_reworded_clauses_are_recognised():
    old = units(("1", A), ("2", B), ("3", C))
    new = units(("1", "Việc hoàn toàn mới chưa từng có."), ("2", C.replace("một lần", "hai lần")), ("3", A))
    assert match(old, new) == {0: 0, 2: 3, 3: 1}


def test_same_number_and_other_words_is_another_clause():
    assert match(units(("1", A)), units(("1", "Chăm lo nhà ở cho người nghèo."))) == {0: 0}


def test_twins_keep_their_places():
    old = units(("1", "Việc khác."), ("2", A), ("3", "Việc khác."))
    assert match(old, old) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert match(old, units(("1", A), ("2", "Việc khác."))) == {0: 0, 1: 2, 2: 1}


def test_a_heading_is_known_by_its_children():
    old = [Unit(-1, "la_ma", "I", "CŨ", ""), Unit(0, "so", "1", "", A), Unit(0, "so", "2", "", B)]
    new = [Unit(-1, "la_ma", "I", "TÊN GỌI MỚI", ""), Unit(0, "so", "1", "", A), Unit(0, "so", "2", "", B)]
    assert match(old, new) == {0: 0, 1: 1, 2: 2}


def test_words_that_stayed_went_and_came():
    assert diff("trả lời kịp thời cho dân", "trả lời trong 15 ngày cho dân") == [
        Piece("=", "trả lời "), Piece("-", "kịp thời"), Piece("+", "trong 15 ngày"), Piece("=", " cho dân"),
    ]  # fmt: skip


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_sides_can_be_read_back(before, after):
    pieces = diff(before, after)
    assert "".join(p.words for p in pieces if p.sign != "+") == before
    assert "".join(p.words for p in pieces if p.sign != "-") == after


def test_a_very_long_clause_is_compared_by_lines():
    before = "".join(f"dòng {i} có nhiều từ giống nhau\n" for i in range(3000))
    assert diff(before, before + "thêm một dòng\n")[-1] == Piece("+", "thêm một dòng\n")
