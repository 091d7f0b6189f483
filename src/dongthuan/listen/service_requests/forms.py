"""What an officer may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField, VNNumberField

from . import rules
from .models import Service, ServiceLevel, ServiceRequest

LONG = 4_000


# --- the steps of a request ---------------------------------------------------------------------------------------
class ReleaseForm(forms.Form):
    shown = CheckedText(
        label=_("What the public reads"), max_length=LONG, rows=6, required=False,
        help_text=_("Take out names, telephone and house numbers, and whatever tells who wrote it."),
    )  # fmt: skip
    place = forms.BooleanField(label=_("Show the exact place too: it is nobody's home"), required=False)
    picture = forms.BooleanField(label=_("Show the address of the picture: I have looked at it"), required=False)

    def __init__(self, *args: Any, about: ServiceRequest, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"shown": about.shown or about.description})
        super().__init__(*args, **kwargs)
        if not about.media_url:
            del self.fields["picture"]


class AnswerForm(forms.Form):
    notes = CheckedText(
        label=_("Answer"), max_length=LONG, rows=4, help_text=_("Everybody reads it at once. Name nobody.")
    )

    def __init__(self, *args: Any, about: ServiceRequest, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"notes": about.notes})
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=1000, rows=3)

    def __init__(self, *args: Any, about: ServiceRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(Organisation.objects.none(), label=_("To which body"))
    denunciation = forms.BooleanField(
        label=_("It denounces a violation: everything goes into the vault at once"), required=False
    )
    denounced = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Bodies it is about: they never get it"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )  # fmt: skip

    def __init__(self, *args: Any, about: ServiceRequest, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"to": about.organisation_id})
        super().__init__(*args, **kwargs)
        here = Organisation.objects.on(today()).filter(area__in_scope=True, kind=Organisation.Kind.STATE)
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = here.order_by("level", "name")
        fields["denounced"].queryset = here.order_by("name")


# --- services -----------------------------------------------------------------------------------------------------
class ServiceForm(forms.Form):
    name = forms.CharField(label=_("Name of the service"), max_length=200)
    group = forms.CharField(label=_("Group"), max_length=100, required=False)
    description = CheckedText(label=_("What it is for"), max_length=LONG, rows=3, required=False)
    keywords = forms.CharField(label=_("Keywords, parted by commas"), max_length=300, required=False)
    notice = CheckedText(label=_("What the sender is told"), max_length=1000, rows=2, required=False)
    questions = CheckedText(
        label=_("What is asked of the sender"), max_length=LONG, rows=4, required=False,
        help_text=_("One question a line: code | type | yes or no | question | key=name; key=name. Types: string, number, "
                    "datetime, text, singlevaluelist, multivaluelist."),
    )  # fmt: skip

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        if service:
            names = ("name", "group", "description", "keywords", "notice")
            kwargs["initial"] = {n: getattr(service, n) for n in names}
            kwargs["initial"]["questions"] = rules.as_lines(service.attributes)
        super().__init__(*args, **kwargs)


class NewServiceForm(ServiceForm):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Body"), empty_label=None)
    code = forms.CharField(
        label=_("Service code"),
        max_length=40,
        help_text=_("Letters, digits and dashes. Apps know it by this code; it stays."),
    )
    field_order = ("organisation", "code", "name")

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=[b.pk for b in bodies])


class LevelForm(forms.Form):
    since = VNDateField(label=_("From"), initial=today)
    amount = VNNumberField(label=_("How many"), min_value=1, max_value=rules.MOST, required=False)
    unit = forms.ChoiceField(label=_("Counted in"), choices=ServiceLevel.Unit.choices)
    office_hours = forms.CharField(
        label=_("Office hours"), max_length=80, initial=rules.OFFICE_HOURS, help_text=_("Only for working hours.")
    )
    basis = forms.CharField(label=_("Set by"), max_length=300, help_text=_("Number and date of the paper."))


# --- imports and keys ---------------------------------------------------------------------------------------------
class UploadForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Body"), empty_label=None)
    source = forms.CharField(
        label=_("Source"), max_length=40, help_text=_("The system the cases come from. With the case's number there, it "
                                                      "makes a case that is imported twice one request."),
    )  # fmt: skip
    zone = forms.CharField(label=_("Time zone of its moments"), max_length=40, initial="Asia/Ho_Chi_Minh")
    file = forms.FileField(
        label=_("File"), help_text=_("CSV in UTF-8 (also packed, .gz) or Excel (.xlsx), at most 25 MB.")
    )

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=[b.pk for b in bodies])


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Whose app"), max_length=120)
    contact = forms.CharField(label=_("Office that answers for it"), max_length=200)
    per_minute = VNNumberField(label=_("Requests per minute"), min_value=1, max_value=6000, initial=60)
