# ruff: noqa: E501  (samples of documents are easier to read unbroken)
"""Programmes, decisions and the traps of citations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan.lib.outline import join, label, outline, walk, wording

PROGRAMME = """TỈNH ỦY NINH BÌNH
BAN DÂN VẬN - ỦY BAN NHÂN DÂN TỈNH
Số 01-CTr/BDVTU-UBND
CHƯƠNG TRÌNH
phối hợp thực hiện công tác dân vận giai đoạn 2021 - 2025
Căn cứ Quyết định số 290-QĐ/TW ngày 25/02/2010;
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền.
2. Đúng chức năng, không chồng chéo:
a) Rõ người;
b) Rõ việc;
c) Rõ thời hạn;
d) Rõ sản phẩm;
đ) Rõ trách nhiệm;
e) Rõ thẩm quyền.
II. NỘI DUNG PHỐI HỢP
1. Tham mưu quán triệt các chỉ thị, nghị quyết; năm 2020 có
1.045 mô hình "Dân vận khéo".
2. Cải cách hành chính
- Trọng tâm là thủ tục hành chính;
- Văn hóa công vụ:
+ Xin lỗi khi trễ hẹn;
+ Không để dân đi lại nhiều lần.
2.1. Một việc.
2.2. Hai việc.
III. TỔ CHỨC THỰC HIỆN
1. Thực hiện theo khoản 2 Điều 5 của Luật này và quy định tại
Điều 7. Hai bên cùng làm.
./.
Nơi nhận:
- Thường trực Tỉnh ủy (báo cáo),
- Lưu Ban Dân vận.
K/T TRƯỞNG BAN
1. Không phải là khoản
PHỤ LỤC I
DANH MỤC NHIỆM VỤ
I. VIỆC CHUNG
1. Việc thứ nhất.
"""


def shape(nodes):
    return [(n["kind"], n["number"], shape(n["children"])) for n in nodes]


def of(kind, text):
    return [n["number"] for n in walk(outline(text)) if n["kind"] == kind]


def test_a_programme():
    tree = outline(PROGRAMME)
    assert join(tree) == PROGRAMME
    letters = [("diem", x, []) for x in "abcdđe"]
    plus = [("gach", "+", []), ("gach", "+", [])]
    assert shape(tree) == [
        ("khac", "", []),
        ("la_ma", "I", [("so", "1", []), ("so", "2", letters)]),
        (
            "la_ma", "II",
            [("so", "1", []), ("so", "2", [("gach", "-", []), ("gach", "-", plus), ("so", "2.1", []), ("so", "2.2", [])])],
        ),
        ("la_ma", "III", [("so", "1", [])]),
        ("khac", "", []),
        ("phu_luc", "I", [("la_ma", "I", [("so", "1", [])])]),
    ]  # fmt: skip
    assert tree[1]["title"] == "MỤC ĐÍCH, YÊU CẦU"
    assert tree[2]["children"][1]["title"] == "Cải cách hành chính"
    assert tree[5]["title"] == "DANH MỤC NHIỆM VỤ"
    assert "1.045 mô hình" in tree[2]["children"][0]["text"]


@pytest.mark.parametrize(
    "citation",
    [
        "Điều 9 của Luật này.",
        "Điều 9. của Luật này.",
        "Điều 9, Điều 10 và khoản 2 Điều 11.",
        "Điều 9 và Điều 10 Luật này.",
        "Điều 9; việc khác thì theo Điều 10.",
        "Chương V của Luật này.",
        "Mục 2 Chương III của Luật này.",
        "Phụ lục I ban hành kèm theo Luật này.",
        "Điều 40. Luật này không áp dụng với việc đó.",
        "2 Điều 9.",
    ],
)
def test_a_citation_is_never_a_provision(citation):
    text = f"Điều 1. Phạm vi\n1. Thực hiện theo quy định tại\n{citation}\n2. Việc khác theo khoản 1 Điều này.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    assert shape(outline(text)) == [("dieu", "1", [("khoan", "1", []), ("khoan", "2", [])]), ("dieu", "2", [])]


def test_inserted_articles_and_a_number_that_jumps_while_the_next_is_to_come():
    text = "".join(f"Điều {n}. Tên điều\nNội dung.\n" for n in ("1", "2", "2a", "2b", "3", "12", "4"))
    assert of("dieu", text) == ["1", "2", "2a", "2b", "3", "4"]


def test_a_comma_before_an_article():
    bases = "Căn cứ Quyết định số 23-QĐ/TW,\nĐiều 1. Phạm vi\nNội dung.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    assert of("dieu", bases) == ["1", "2"]
    cited = "Điều 1. Một\n1. Theo quy định tại Điều 4,\nĐiều 2. Trường hợp khác thì thôi.\nĐiều 2. Hai\nNội dung.\n"
    assert shape(outline(cited)) == [("dieu", "1", [("khoan", "1", [])]), ("dieu", "2", [])]


def test_a_table_of_contents_is_not_the_text():
    contents = "MỤC LỤC\nChương I. QUY ĐỊNH CHUNG........ 1\nĐiều 1. Phạm vi\t1\nĐiều 2. Nguyên tắc …… 2\n"
    assert of("dieu", contents + "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nA.\nĐiều 2. Nguyên tắc\nB.\n") == [
        "1",
        "2",
    ]


def test_missing_articles_are_not_an_error():
    assert of("dieu", "Điều 4. Một\nNội dung.\nĐiều 7. Hai\nNội dung.\n") == ["4", "7"]


def test_a_decision_and_the_regulation_issued_with_it():
    text = (
        "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.\nĐiều 2. Hiệu lực từ ngày ký.\n"
        "Nơi nhận:\n- Như Điều 2;\nTM. ỦY BAN NHÂN DÂN\nQUY CHẾ\nPhối hợp\nChương I\nQUY ĐỊNH CHUNG\n"
        "Điều 1. Phạm vi\nQuy chế này quy định.\nĐiều 2. Nguyên tắc\n1. Kịp thời.\n"
    )
    assert shape(outline(text)) == [
        ("khac", "", []), ("dieu", "1", []), ("dieu", "2", []), ("khac", "", []),
        ("chuong", "I", [("dieu", "1", []), ("dieu", "2", [("khoan", "1", [])])]),
    ]  # fmt: skip


def test_provisions_quoted_by_an_amending_text_stay_in_it():
    text = "Điều 1. Sửa đổi\n1. Sửa đổi Điều 3 như sau:\n“Điều 3. Tên mới\n1. Một.\n2. Hai.”\n2. Bãi bỏ Điều 4.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    assert shape(outline(text)) == [("dieu", "1", [("khoan", "1", []), ("khoan", "2", [])]), ("dieu", "2", [])]


def test_an_unclosed_quotation_swallows_nothing():
    assert of("dieu", "Điều 1. Một\nGồm:\n“1. a\n2. Hai.\nĐiều 2. Hai\nNội dung.\n") == ["1", "2"]


def test_parts_and_other_spellings():
    text = "PHẦN THỨ NHẤT\nQUY ĐỊNH CHUNG\nChương I: Những vấn đề chung\nÐiều 1: Một\n1/ Việc một;\na/ Ý một;\nPhần thứ hai\nTHI HÀNH\nĐiều 2.- Hai\n"
    assert shape(outline(text)) == [
        ("phan", "THỨ NHẤT", [("chuong", "I", [("dieu", "1", [("khoan", "1", [("diem", "a", [])])])])]),
        ("phan", "thứ hai", [("dieu", "2", [])]),
    ]


def test_wording_takes_label_and_title_off_once():
    tree = outline("Điều 5. Trách nhiệm\nMỗi bên có trách nhiệm:\n1. Làm đúng.\n")
    article, first = list(walk(tree))
    assert (label("dieu", "5"), wording(article)) == ("Điều 5.", "Mỗi bên có trách nhiệm:")
    assert wording(first) == "Làm đúng."
    assert wording({**first, "text": wording(first)}) == "Làm đúng."


PIECES = st.sampled_from(
    ["Điều 1. A", "Điều 2. B", "Điều 2 của", "Chương I", "MỤC 1. X", "1. ", "2. a", "a) b", "đ) c", "- x", "+ y", "I. A", "Nơi nhận:",
     "“1. q", "”", ":", "\r\n", "\n", "\r", " ", "\t", "\u00ad", "e\u0302\u0301", "PHỤ LỤC", "Phần A", "ii) z", "1.1. w", "**Điều 3. C**"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map("\n".join)
    ),
    st.booleans(),
)
def test_the_texts_joined_are_the_input(text, markdown):
    tree = outline(text, markdown=markdown)
    assert join(tree) == text
    for node in walk(tree):
        assert isinstance(wording(node), str)


def test_a_very_long_line_and_a_very_long_text():
    long = "Điều 1. " + "a " * 2_000_000
    assert join(outline(long)) == long
    many = "1. Một việc.\n" * 50_000
    assert join(outline(many)) == many
