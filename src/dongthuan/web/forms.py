"""The form of the component gallery: one of each kind of field. Its words are samples, as its values are."""

from django import forms

from .kit import CheckedText, VNDateField, VNDecimalField, VNNumberField


class SampleForm(forms.Form):
    area = forms.ChoiceField(
        label="Xã, phường",
        choices=[("a", "Xã Khánh Trung, huyện Yên Khánh"), ("b", "Xã Yên Nhân, huyện Yên Mô")],
        help_text="Gõ có dấu hay không dấu đều được.",
    )
    day = VNDateField(label="Hạn")
    families = VNNumberField(label="Số hộ", required=False)
    share = VNDecimalField(label="Tỷ lệ, phần trăm", required=False)
    how = forms.ChoiceField(
        label="Muốn nhận kết quả bằng cách nào",
        choices=[("sms", "Tin nhắn điện thoại"), ("post", "Thư gửi về nhà"), ("code", "Tự xem bằng mã biên nhận")],
        widget=forms.RadioSelect,
    )
    paper = forms.FileField(label="Giấy tờ kèm theo", required=False, help_text="PDF, Word hoặc Excel.")
    agreed = forms.BooleanField(label="Hai bên đã đọc")
    opinion = CheckedText(label="Ý kiến", max_length=500, help_text="Một việc một ý.")
