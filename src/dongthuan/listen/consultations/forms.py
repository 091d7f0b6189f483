"""What a person may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField

from . import rules
from .models import Consultation
from .states import Code, Stance

LONG = 20_000


class OpenForm(forms.Form):
    title = CheckedText(label=_("Title"), max_length=500, rows=2)
    note = CheckedText(label=_("What is asked"), max_length=5000, rows=3, required=False)
    due = VNDateField(label=_("Answer by"))
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations that are asked"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one organisation to ask.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        field.queryset = Organisation.objects.on(today()).exclude(level=Organisation.Level.COMMUNE).order_by("name")  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    stance = forms.ChoiceField(label=_("Your organisation's view"), choices=Stance.choices, widget=forms.RadioSelect)
    wording = CheckedText(
        label=_("Proposed wording"),
        max_length=LONG,
        rows=6,
        required=False,
        help_text=_("Only when you propose wording: how the clause should read."),
    )
    reason = CheckedText(
        label=_("Reason"), max_length=LONG, rows=4, required=False, help_text=_("An objection needs a reason.")
    )


class DecideForm(forms.Form):
    code = forms.ChoiceField(label=_("Decision"), choices=Code.choices, widget=forms.RadioSelect)
    wording = CheckedText(
        label=_("The clause after the change"),
        max_length=LONG,
        rows=6,
        required=False,
        help_text=_("Only when something is accepted. It starts from what was accepted on this clause so far."),
    )
    reason = CheckedText(
        label=_("Reason"), max_length=LONG, rows=4, required=False,
        help_text=_("Mandatory when the text is kept, accepted in part, or the opinion is out of scope."),
    )  # fmt: skip

    def __init__(self, *args: Any, stance: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agrees = stance == Stance.AGREE
        codes = [
            c for c in rules.CODES if c != Code.RUT and ((c in rules.FOR_AGREEMENT) if agrees else c != Code.NHAT_TRI)
        ]
        self.fields["code"].choices = [(c, f"{c} — {Code(c).label}") for c in codes]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=5000, rows=3)


class MoveDueForm(ReasonForm):
    due = VNDateField(label=_("New day to answer by"))
    field_order = ["due", "reason"]

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].help_text = _("Until now: %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"}
