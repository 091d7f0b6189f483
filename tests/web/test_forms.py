"""What a person may type, and how a form answers."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from dongthuan.web.kit import CheckedText, Folding, VNDateField, VNDecimalField, VNNumberField


class Sample(forms.Form):
    day = VNDateField(label="Hạn")
    households = VNNumberField(label="Số hộ", required=False)
    how = forms.ChoiceField(label="Cách", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    paper = forms.FileField(label="Tệp", required=False)
    opinion = CheckedText(label="Ý kiến", max_length=500, help_text="Một việc một ý.")


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize("typed", ["23/11/2026", " 23-11-2026 ", "23.11.2026", "2026-11-23", "23/11/2026 "])
def test_a_day_is_understood(typed):
    assert VNDateField().clean(typed) == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/23/2026", "23/11/26", "mai", "23/11/0026", "23/11/9999"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValidationError):
        VNDateField().clean(typed)


def test_a_refused_day_is_named_in_the_sentence():
    with pytest.raises(ValidationError, match="“31/02/2026” không phải là ngày"):
        VNDateField().clean("31/02/2026")


@pytest.mark.parametrize(
    ("typed", "number"), [("1045", 1045), ("1.045", 1045), ("1 045", 1045), ("-1.234.567", -1234567), ("", None)]
)
def test_whole_numbers(typed, number):
    assert VNNumberField(required=False).clean(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "1.04", "10.45.1", "một nghìn", "9" * 5000, "1.000.000.000.000"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValidationError):
        VNNumberField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("94,17", "94.17"), ("1.045,5", "1045.5"), ("1.045", "1045"), ("94.17", "94.17"), ("-0,5", "-0.5"), ("7", "7")],
)
def test_decimals(typed, number):
    assert VNDecimalField().clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,2,3", "a", "NaN", "Infinity", "1e5", ",5"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        VNDecimalField().clean(typed)


def test_numbers_are_shown_as_they_are_typed():
    form = Sample(initial={"households": 1045, "day": date(2026, 11, 23)})
    assert 'value="1.045"' in str(form["households"])
    assert 'value="23/11/2026"' in str(form["day"])


def test_text_becomes_nfc_with_one_kind_of_line_break():
    assert CheckedText().clean("đo\u0302\u0300ng\r\nthua\u0323\u0302n") == "đồng\nthuận"


@pytest.mark.parametrize("typed", ["a\x00b", "a\ud800b"])
def test_text_that_cannot_be_stored_is_refused(typed):
    with pytest.raises(ValidationError):
        CheckedText().clean(typed)


def test_a_text_is_counted_by_letters_not_by_bytes():
    assert CheckedText(max_length=4).clean("đo\u0302\u0300ng") == "đồng"
    with pytest.raises(ValidationError, match="Bớt 1 ký tự"):
        CheckedText(max_length=3).clean("đồng")


def refused(**typed: str) -> str:
    form = Sample({"day": "31/02/2026", "opinion": "ý " * 261, **typed}, {"paper": SimpleUploadedFile("a.pdf", b"x")})
    assert not form.is_valid()
    return str(form)


def test_label_hint_error_and_control_stand_in_this_order_and_are_joined():
    html = refused()
    places = [html.index(part) for part in ('<label for="id_opinion"', 'id="id_opinion_helptext"',
                                            'id="id_opinion_error"', "<textarea", 'id="id_opinion_count"')]  # fmt: skip
    assert places == sorted(places)
    assert 'aria-describedby="id_opinion_helptext id_opinion_error id_opinion_count"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_links_to_every_faulty_field():
    html = refused(households="1,5")
    summary = html[html.index("error-sum") : html.index("</ul>")]
    assert 'role="alert" tabindex="-1"' in summary
    assert [part.split('"')[0] for part in summary.split('href="#')[1:]] == [
        "id_day", "id_households", "id_how_0", "id_opinion"
    ]  # fmt: skip
    for anchor in ("id_day", "id_households", "id_how_0", "id_opinion"):
        assert f'id="{anchor}"' in html


def test_the_typed_text_comes_back_whole():
    html = refused()
    assert "ý " * 261 in html
    assert "maxlength" not in html
    assert "522/500 ký tự, quá 22" in html or "521/500 ký tự, quá 21" in html


def test_a_chosen_file_must_be_chosen_again_and_the_page_says_so():
    assert "hãy chọn lại tệp" in refused()
    assert "hãy chọn lại tệp" not in str(Sample())


def test_radios_are_a_group_with_a_legend():
    html = str(Sample()["how"].as_field_group())
    assert '<fieldset class="field" id="id_how"><legend>Cách' in html
    assert html.count('class="check"') == 2
    assert "aria-invalid" not in html


def test_optional_fields_say_so_and_required_ones_are_marked_for_machines():
    html = str(Sample())
    assert "Số hộ <span" in html
    assert html.count("(không bắt buộc)") == 2
    assert html.count(" required") == 4  # day, two radios, opinion


def test_html_typed_by_a_person_is_text():
    html = refused(opinion="<script>alert(1)</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_set_of_forms_numbers_its_rows():
    rows = forms.formset_factory(Sample, extra=2)
    html = str(rows())
    assert "Dòng 1" in html
    assert "Dòng 2" in html
    assert 'name="form-TOTAL_FORMS"' in html


class Folded(Folding):
    folded, fold_label = ("name",), "Về bạn"
    words = forms.CharField(label="Nội dung")
    name = forms.CharField(label="Họ tên", max_length=5, required=False)


@pytest.mark.parametrize(
    ("typed", "open_"), [({}, False), ({"words": "a"}, False), ({"name": "An"}, True), ({"name": "Quá dài"}, True)]
)
def test_fields_that_need_not_be_seen_are_folded_until_something_stands_in_them(typed, open_):
    page = str(Folded(typed))
    assert ('<details class="more" open>' in page) is open_
    assert page.index("id_words") < page.index("<summary>Về bạn</summary>") < page.index('id="id_name"')
