"""What a superior, a body below and a neighbour may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField

from .forms import LONG, SUITABLE
from .models import Petition


class OrderForm(forms.Form):
    number = forms.CharField(label=_("Number of the paper"), max_length=80, help_text=_("For example 61/TB-UBND."))
    on = VNDateField(label=_("Day"), initial=today)
    due = VNDateField(
        label=_("Report by"), required=False,
        help_text=_("Of an overdue denunciation the law says by when, and that day counts."),
    )  # fmt: skip
    text = CheckedText(label=_("What is to be done"), max_length=LONG, rows=4, required=False)

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if petition.sealed:  # words of a sealed case belong in the vault
            del self.fields["text"]


class ReportForm(forms.Form):
    number = forms.CharField(label=_("Number of the report"), max_length=80, required=False)
    text = CheckedText(label=_("What was done"), max_length=LONG, rows=6)

    def __init__(self, *args: Any, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sealed:
            del self.fields["text"]
            self.fields["number"].required = True


class ReturnForm(forms.Form):
    due = VNDateField(label=_("Report by"))


class OpinionForm(forms.Form):
    text = CheckedText(label=_("View of your body"), max_length=LONG, rows=6)
    number = forms.CharField(label=_("Number of the paper"), max_length=80, required=False)
    minutes = forms.FileField(
        label=_("Signed paper"), required=False, widget=forms.ClearableFileInput(attrs={"accept": SUITABLE})
    )
