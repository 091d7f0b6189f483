import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.lib.vietnamese import fold, holds, nfc, person_sort_key, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Điện Biên", "dien bien"), ("ĐƯỜNG ƯỠN", "duong uon"), ("Ðông Thành", "dong thanh"), ("a-1", "a-1")],
)
def test_fold(text, folded):
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == folded


def test_dictionary_order():
    """The order ICU gives for Vietnamese: letters first, then huyền hỏi ngã sắc nặng."""
    words = "a à ả ã á ạ An Anh Ảnh Ánh Ăn Ân Dũng Đan Đức ma mà mả mã má mạ mai Uyên Ưng"
    ordered = words.split()
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_persons_by_given_name():
    ordered = ["Lê An", "Lê Văn An", "Nguyễn Thị An", "Trần Văn Ánh", "Đỗ Bé", "Bùi Đức"]
    assert sorted(reversed(ordered), key=person_sort_key) == ordered


@given(st.text(max_size=60))
def test_keys_do_not_depend_on_the_form_of_unicode(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert nfc(decomposed) == nfc(text)
    assert fold(decomposed) == fold(nfc(text))
    assert sort_key(decomposed) == sort_key(nfc(text))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Công tác dân vận", "dan van", True),
        ("Công tác DÂN VẬN", "dân vận", True),
        ("Công tác dan van", "dân vận", False),  # marks that were typed are meant
        ("Đan Phượng", "dân", False),
        ("Đan Phượng", "dan phuong", True),
        ("Điện Biên", "điên", False),
        ("Phường (mới) 50%", "(moi) 50%", True),
        ("Phường mới", "m.i", False),
        ("Phường  mới", "phuong moi", False),
    ],
)
def test_search_ignores_marks_that_were_not_typed_and_respects_those_that_were(text, words, found):
    assert holds(text, words) is found
    assert holds(unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", words)) is found


@given(st.text(alphabet="aăâđdeôơưỵ ẤB1.(", max_size=20))
def test_every_text_holds_itself_and_its_bare_letters(text):
    text = " ".join(text.split())
    assert holds(text, text)
    assert holds(text, fold(text))
