"""What a person may type on a paper's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.foundation.files.kit import UploadField
from dongthuan.web.kit import CheckedText, VNDateField, VNNumberField

from .models import Paper


class NumberForm(forms.Form):
    day = VNDateField(label=_("Date of the paper"))
    number = VNNumberField(
        label=pgettext_lazy("of a paper", "Number"),
        required=False,
        help_text=_("Leave empty for the next number of this year's series."),
        min_value=1,
    )


class UploadForm(forms.Form):
    file = UploadField(
        label=_("Signed PDF"),
        help_text=_("The file downloaded here, signed with your own token and not changed otherwise."),
    )


class CheckForm(forms.Form):
    file = UploadField(label=_("A signed PDF"), help_text=_("It is read to check it and not stored. At most 25 MB."))


class VoidForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=1000)


class TakeInForm(forms.Form):
    """A paper signed with ink: one field for the name of every block."""

    scan = UploadField(
        label=_("Scan of the signed paper"), accept=".pdf,.png,.jpg,.jpeg", help_text=_("PDF or picture.")
    )
    number = VNNumberField(label=_("Number on the paper"), min_value=1)
    day = VNDateField(label=_("Date on the paper"))

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = []
        for block in paper.blocks.select_related("organisation"):
            self.orders.append(block.order)
            self.fields[f"signer_{block.order}"] = CheckedText(
                label=_("Who signed for %(organisation)s") % {"organisation": block.organisation.name},
                max_length=120,
                widget=forms.TextInput(),
                required=False,
                initial=block.signer_name,
                help_text=_("The name on the paper, without titles. Empty: the holder of the post on that day."),
            )
        self.fields["attest"] = forms.BooleanField(
            label=_("I compared the scan with the signed paper and attest that they agree.")
        )

    def signers(self) -> dict[int, str]:
        return {order: name for order in self.orders if (name := self.cleaned_data.get(f"signer_{order}", "").strip())}


class LayoutForm(forms.Form):
    system = forms.ChoiceField(label=_("System"), choices=Paper.System.choices)
    file = UploadField(label=_("Word or PDF file"), accept=".docx,.pdf")
