"""What an officer may type about the working calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import VNDateField

from .models import SpecialDay

NOTICE = _("Number, symbol and date of the notice. A swap that is only proposed is not entered.")
SOURCE = _("Where the notice was read, for example an address or the office that sent it.")


class DayForm(forms.Form):
    day = VNDateField(label=_("Day"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SpecialDay.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For example Tết Nguyên đán."))
    notice = forms.CharField(label=_("Notice"), max_length=300, help_text=NOTICE)
    source = forms.CharField(label=_("Source"), max_length=300, required=False, help_text=SOURCE)


class SwapForm(forms.Form):
    off = VNDateField(label=_("Weekday off"))
    worked = VNDateField(label=_("Worked in exchange"))
    notice = forms.CharField(label=_("Notice"), max_length=300, help_text=NOTICE)
    source = forms.CharField(label=_("Source"), max_length=300, required=False, help_text=SOURCE)


class AnnounceForm(forms.Form):
    notices = forms.CharField(
        label=_("Official notices"), max_length=1000, help_text=_("The notices of the year, with number and symbol.")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)
