"""What a person may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField, VNDecimalField, VNNumberField

from .models import DeclaredFigure, Report
from .rules import Declared
from .states import Kind

LONG = 60_000


class OpenForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of report"), choices=Kind.choices, widget=forms.RadioSelect)
    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        help_text=_("Of a mid-term report: its last year. An end-of-term report covers all years."),
    )
    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, programme: Programme, issuers: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(y, str(y)) for y in programme.years]  # type: ignore[attr-defined]
        self.fields["year"].initial = min(max(today().year, programme.since.year), programme.until.year)
        self.fields["issuer"].queryset = Organisation.objects.filter(pk__in=[o.pk for o in issuers])  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    text = CheckedText(
        label=_("Text"), max_length=LONG, rows=14, required=False,
        help_text=_("Names in double square brackets, such as [[giao]], are figures; the page and the paper put the number there."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DeclareForm(forms.Form):
    label = CheckedText(label=_("What is counted"), max_length=300, rows=2)
    value = VNDecimalField(label=_("Value"), decimal_places=2)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    nature = forms.ChoiceField(
        label=_("Nature of the figure"), choices=DeclaredFigure.Nature.choices, widget=forms.RadioSelect
    )
    as_of = VNDateField(label=_("As of"), required=False)
    source = CheckedText(label=_("Source paper: number, date, issuer"), max_length=500, rows=2)
    file = forms.FileField(label=_("The paper itself (PDF), if at hand"), required=False)


class FreezeForm(forms.Form):
    dated = VNDateField(label=_("Date on the paper"))


class TakeInForm(forms.Form):
    """What was signed on paper: its number and date as printed, its scan, who signed it, the figures it states."""

    scan = forms.FileField(label=_("Scan of the signed paper (PDF)"))
    number = VNNumberField(label=_("Number on the paper"), min_value=1, max_value=9999)
    dated = VNDateField(label=_("Date on the paper"))
    signers = forms.CharField(
        label=_("Who signed"), max_length=120, required=False,
        help_text=_("The name on the paper, without titles. Empty: the holder of the post on that day."),
    )  # fmt: skip
    figures = CheckedText(
        label=_("Figures that the paper states"), max_length=20_000, rows=5, required=False,
        help_text=_("One a line: what is counted; value; unit; day, if it stood at a day. "
                    "For example: Mô hình Dân vận khéo; 1.045; mô hình; 31/12/2020. The paper itself is their source."),
    )  # fmt: skip
    attest = forms.BooleanField(label=_("I have compared the scan with the signed original and attest to it."))

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signers"].label = _("Who signed for %(name)s") % {"name": report.issuer.name_on(report.until)}

    def clean_figures(self) -> list[Declared]:
        lines = enumerate(self.cleaned_data["figures"].splitlines(), 1)
        return [declared_line(n, line) for n, line in lines if line.strip()]


def declared_line(n: int, line: str) -> Declared:
    """ "Mô hình; 1.045; mô hình; 31/12/2020" as a figure; cells pasted from Excel come with tabs. Errors name the line."""
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    label, value, unit, day = (*cells, "", "", "")[:4]
    if not label or not value or len(cells) > 4:
        raise forms.ValidationError(
            _("Line %(n)s: write what is counted; value; unit; day, with semicolons between them.") % {"n": n}
        )
    try:
        return Declared(
            label=forms.CharField(max_length=300).clean(label),
            value=VNDecimalField(decimal_places=2, max_digits=18).clean(value),
            unit=forms.CharField(max_length=40, required=False).clean(unit),
            as_of=VNDateField(required=False).clean(day),
        )
    except forms.ValidationError as error:
        raise forms.ValidationError(_("Line %(n)s: %(why)s") % {"n": n, "why": " ".join(error.messages)}) from None


class ReasonForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=5000, rows=3)


class ConferenceForm(forms.Form):
    title = CheckedText(label=_("Title"), max_length=500, rows=2)
    day = VNDateField(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200)
    report = forms.ModelChoiceField(
        label=_("Report that is read"), queryset=Report.objects.none(), required=False, empty_label=_("None")
    )
    agenda = CheckedText(
        label=_("Agenda"),
        max_length=20_000,
        rows=8,
        required=False,
        help_text=_("One line per item: time, content, who."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = programme.reports.all()  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.order_by("name"))
    title = forms.CharField(label=_("Post"), max_length=200)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)


class MinutesForm(forms.Form):
    minutes = CheckedText(label=_("Minutes"), max_length=LONG, rows=18)
    revision = forms.IntegerField(widget=forms.HiddenInput)
