"""The form of the component gallery: one of each kind of field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .kit import CheckedText, VNDateField, VNDecimalField, VNNumberField


class SampleForm(forms.Form):
    area = forms.ChoiceField(
        label=_("Commune, ward"),
        choices=[("a", "Xã Khánh Trung, huyện Yên Khánh"), ("b", "Xã Yên Nhân, huyện Yên Mô")],
        help_text=_("With or without diacritics."),
    )
    day = VNDateField(label=_("Due date"))
    families = VNNumberField(label=_("Households"), required=False)
    share = VNDecimalField(label=_("Share, per cent"), required=False)
    how = forms.ChoiceField(
        label=_("How to receive the answer"),
        choices=[("sms", _("Text message")), ("post", _("Letter")), ("code", _("By the code of the receipt"))],
        widget=forms.RadioSelect,
    )
    paper = forms.FileField(label=_("Paper"), required=False, help_text=_("PDF, Word or Excel."))
    agreed = forms.BooleanField(label=_("Both sides have read it"))
    opinion = CheckedText(label=_("Opinion"), max_length=500, help_text=_("One matter at a time."))
