"""Forms of bookings and visits."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField, VNNumberField

from .. import law, rules
from ..models import Booking, Session, Visit
from ..states import ActsAs, Answer, Condition, IdKind, Matter
from .base import line_field

LONG = 20_000
NO_ID = [("", _("Not shown"))]
REGISTER_NUMBER = re.compile(r"\s*(\d{1,7})\s*/\s*(\d{4})\s*")


class BookForm(forms.Form):
    name = line_field(label=_("Your full name"), max_length=120)
    telephone = forms.RegexField(
        label=_("Telephone"), regex=r"^\+?[\d .]{8,16}$", max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("Only to tell you if the session is postponed."),
        error_messages={"invalid": _("Write the number in digits, for example 0912 345 678.")},
    )  # fmt: skip
    people = VNNumberField(
        label=_("How many people come"), min_value=1, max_value=2000, initial=1,
        help_text=_("Five and more elect who speaks for them and bring a mandate signed by all."),
    )  # fmt: skip
    topic = CheckedText(
        label=_("What it is about"), max_length=500, rows=3, required=False,
        help_text=_("A few words. Leave it empty if you denounce someone: say it when you are received."),
    )  # fmt: skip


class CodeForm(forms.Form):
    code = line_field(
        label=_("Code on your receipt"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Twelve letters and digits in three groups."),
    )  # fmt: skip


class ArriveForm(forms.Form):
    booking = forms.ModelChoiceField(
        label=_("Booking"), queryset=Booking.objects.none(), required=False, empty_label=_("Came without a booking")
    )
    people = VNNumberField(label=_("How many people"), min_value=1, max_value=100_000, initial=1)
    protected = forms.BooleanField(
        label=_("Denounces, and asks that the identity be kept secret"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["booking"]
        field.queryset = session.bookings.filter(status="booked")
        field.label_from_instance = lambda b: f"{b.name} ({b.people})"
        if not field.queryset.exists():
            del self.fields["booking"]


class IdentifyForm(forms.Form):
    full_name = line_field(label=_("Full name"), max_length=120)
    address = CheckedText(label=_("Address"), max_length=300, rows=2)
    id_kind = forms.ChoiceField(label=_("Identity paper"), choices=[*NO_ID, *IdKind.choices], required=False)
    id_number = forms.RegexField(
        label=_("Number of the identity paper"), regex=r"^[0-9A-Za-z]{6,20}$", required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Six to twenty digits and letters, without spaces.")},
    )  # fmt: skip
    id_issued_on = VNDateField(label=_("Issued on"), required=False)
    id_issued_at = line_field(label=_("Place of issue"), max_length=120, required=False)
    phone = line_field(label=_("Telephone"), max_length=20, required=False)
    acts_as = forms.ChoiceField(label=_("Comes"), choices=ActsAs.choices, initial="self")
    authority = CheckedText(label=_("Paper of authorisation"), max_length=1000, rows=2, required=False,
                            help_text=_("Kind, number, day, by whom."))  # fmt: skip
    people = VNNumberField(label=_("How many people"), min_value=1, max_value=100_000)
    representatives = CheckedText(
        label=_("Other representatives"), max_length=2000, rows=4, required=False,
        help_text=_("Of a delegation: one a line, name, then a comma and the address."),
    )  # fmt: skip
    mandate_on = VNDateField(label=_("Day of the written mandate"), required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = visit.session.day
        provision = rules.IDENTIFICATION.on(day)
        if "id_number" in provision.value:
            for name in ("id_kind", "id_number"):
                self.fields[name].help_text = _("Asked for by %(basis)s.") % {"basis": provision.basis}

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        rows = []
        for line in (got.get("representatives") or "").split("\n"):
            name, _comma, address = line.partition(",")
            if name.strip():
                rows.append({"full_name": name.strip()[:120], "address": address.strip()[:300]})
        return got | {"representatives": rows}


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(label=_("Lawful ground"), widget=forms.RadioSelect)
    why = CheckedText(label=_("What happened"), max_length=2000, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ground"]
        field.choices = [(g.code, ground_words(g)) for g in law.grounds(today())]


def ground_words(ground: law.Ground) -> str:
    """The ground, its article, and how the refusal is told; Vietnamese, as the law is."""
    told = f": {ground.how}" if ground.how else ""
    return f"{ground.says[:1].upper()}{ground.says[1:]} ({ground.basis}){told}"


class NoticeForm(forms.Form):
    number = line_field(label=_("Number of the notice"), max_length=40)
    day = VNDateField(label=_("Day of the notice"), initial=today)


class RecordForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("What it is"), choices=Matter.choices, widget=forms.CheckboxSelectMultiple
    )
    content = CheckedText(label=_("Content (summary)"), max_length=LONG, rows=5)
    wish = CheckedText(label=_("What the person asks for"), max_length=5000, rows=3, required=False)
    minutes = CheckedText(
        label=_("Minutes"), max_length=LONG, rows=6, required=False,
        help_text=_("What was said word for word, where the person brings no written petition; it is read back and signed."),
    )  # fmt: skip
    earlier = forms.CharField(
        label=_("Number of an earlier visit with this matter"), required=False, help_text=_("As in the register: 12/2026."),
    )  # fmt: skip
    repeated = forms.BooleanField(label=_("Came with this matter before"), required=False)
    same_matter = VNNumberField(label=_("People with the same matter"), min_value=1, initial=1)
    competent = forms.BooleanField(label=_("Within our competence"), required=False)
    solved_by = line_field(label=_("Body that has solved it"), max_length=200, required=False)
    guided_to = line_field(label=_("Guided to which body, number of the paper"), max_length=300, required=False)
    accepted_by = line_field(label=_("Body that accepted it, number of the transfer"), max_length=300, required=False)
    handling = CheckedText(label=_("How it was handled"), max_length=5000, rows=3, required=False)
    remark = CheckedText(label=_("Note"), max_length=2000, rows=2, required=False)
    protected = forms.BooleanField(label=_("The visitor's identity is kept secret"), required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"protected": visit.protected, "same_matter": visit.people})
        super().__init__(*args, **kwargs)
        self.visit = visit

    def clean_earlier(self) -> Visit | None:
        typed = self.cleaned_data["earlier"]
        if not typed:
            return None
        match = REGISTER_NUMBER.fullmatch(typed)
        register = self.visit.session.place.organisation_id
        found = match and Visit.objects.filter(register=register, number=int(match[1]), year=int(match[2])).first()
        if not found:
            raise forms.ValidationError(_("No such number in this register. Write it like 12/2026."))
        return found


class PaperForm(forms.Form):
    name = line_field(label=_("Name of the paper"), max_length=300, required=False)
    pages = VNNumberField(label=_("Number of pages"), min_value=1, max_value=10_000, required=False)
    condition = forms.ChoiceField(label=_("Condition"), choices=Condition.choices, initial="copy", required=False)

    def clean(self) -> dict[str, Any]:
        got = super().clean() or {}
        if got.get("name") and not got.get("pages") and "pages" not in self.errors:
            self.add_error("pages", _("Say how many pages."))
        if got.get("pages") and not got.get("name"):
            self.add_error("name", _("Say what paper it is."))
        return got


PaperFormSet = forms.formset_factory(PaperForm, extra=4, max_num=40)


class ReceiptForm(forms.Form):
    copies = VNNumberField(label=_("Copies of the receipt"), min_value=2, max_value=20, initial=2)
    id_kind = forms.ChoiceField(label=_("Identity paper"), choices=[*NO_ID, *IdKind.choices], required=False)
    id_number = forms.CharField(label=_("Number of the identity paper"), max_length=20, required=False)
    id_issued_on = VNDateField(label=_("Issued on"), required=False)
    id_issued_at = line_field(label=_("Place of issue"), max_length=120, required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("id_kind", "id_number", "id_issued_on", "id_issued_at"):
            if getattr(visit.visitor, name):
                del self.fields[name]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("The visitor is told"), choices=Answer.choices, widget=forms.RadioSelect)
    words = CheckedText(label=_("Words of the answer"), max_length=5000, rows=4, required=False,
                        help_text=_("Why, to whom, until when."))  # fmt: skip


class LookForm(forms.Form):
    ground = CheckedText(label=_("Why must it be seen?"), max_length=500, rows=2)
    what = forms.ChoiceField(label=_("What to look at"), widget=forms.RadioSelect, initial="identity")

    def __init__(self, *args: Any, papers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {
            "tu-choi": _("Notice of refusal (PDF)"),
            "bien-ban": _("Minutes (PDF)"),
            "bien-nhan": _("Receipt (PDF)"),
        }
        field: Any = self.fields["what"]
        field.choices = [("identity", _("On this page")), *((p, names[p]) for p in papers)]


class PeriodForm(forms.Form):
    """Of the reports: a period's name and its year."""

    NAMES = (("Q1", _("Quarter I")), ("Q2", _("Quarter II")), ("Q3", _("Quarter III")), ("Q4", _("Quarter IV")),
             ("6M", _("Six months")), ("9M", _("Nine months")), ("YEAR", _("Year")))  # fmt: skip
    period = forms.ChoiceField(label=_("Period"), choices=NAMES)
    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2199)
