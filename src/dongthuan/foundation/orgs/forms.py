"""What an administrator or an officer may type about areas, organisations and posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import by_name, today
from dongthuan.web.kit import VNDateField, VNDecimalField

from .kit import SheetKind
from .models import Area, AreaSuccession, Organisation, Post, Role
from .queries import rank_of


class AreaField(forms.ModelChoiceField):
    """An area by its full name; its code and superior tell apart those of the same name."""

    def label_from_instance(self, obj: Any) -> str:
        above = f", {obj.parent.full_name}" if obj.parent else ""
        return f"{obj.full_name}{above} ({obj.code})"


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name


def open_organisations() -> Any:
    return Organisation.objects.filter(until__isnull=True).order_by(by_name("name"))


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)
    symbol = forms.CharField(
        label=_("Symbol in document numbers"), max_length=40, required=False, help_text=_("For example BDVTU or SNV.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Organisation.Level.choices)
    area = AreaField(label=_("Area"), queryset=Area.objects.none())
    parent = OrganisationField(label=_("Superior"), queryset=Organisation.objects.none(), required=False)
    place_name = forms.CharField(label=_("Place name on papers"), max_length=80, required=False)
    since = VNDateField(label=_("From"))
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("The act or paper that says so.")
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.on(organisation.since if organisation else today()).select_related("parent")
        self.fields["area"].queryset = areas.order_by(rank_of("level"), by_name("name"))
        self.fields["parent"].queryset = open_organisations()


class NewOrganisationForm(OrganisationForm):
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Letters without marks, digits and hyphens, for example so-noi-vu.")
    )
    field_order = ("code",)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=200)
    short_name = forms.CharField(label=_("New short name"), max_length=100, required=False)
    on = VNDateField(label=_("Bears it from"))
    basis = forms.CharField(label=_("Basis"), max_length=500)


class EndForm(forms.Form):
    on = VNDateField(label=_("Last day"))
    basis = forms.CharField(label=_("Basis"), max_length=500)


class MergeForm(forms.Form):
    predecessors = forms.ModelMultipleChoiceField(
        label=_("Organisations that end"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    successor = OrganisationField(label=_("Successor"), queryset=Organisation.objects.none())
    on = VNDateField(label=_("The successor stands in their place from"))
    basis = forms.CharField(label=_("Basis"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = open_organisations()
        self.fields["successor"].queryset = here
        self.fields["predecessors"].queryset = here.exclude(level=Organisation.Level.COMMUNE)


class PostForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the post"), max_length=150, help_text=_("For example Chuyên viên, Phó Trưởng ban.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    rank = forms.ChoiceField(label=_("Rank"), choices=Post.Rank.choices, initial=Post.Rank.OFFICER)
    since = VNDateField(label=_("From"))
    basis = forms.CharField(label=_("Basis"), max_length=500, required=False)


class SuccessionForm(forms.Form):
    new = AreaField(label=_("What it became"), queryset=Area.objects.none())
    part = forms.ChoiceField(label=_("Whole or in part"), choices=AreaSuccession.Part.choices)
    on = VNDateField(label=_("From"), help_text=_("The first day of the new area, as the act says."))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Number, symbol and date of the act."))

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Area.objects.filter(level=area.level).exclude(pk=area.pk).select_related("parent")
        if area.until is not None:
            later = later.exclude(until__lte=area.until)
        self.fields["new"].queryset = later.order_by(by_name("name"), "since")


class ShareForm(forms.Form):
    share = VNDecimalField(
        label=_("Share of the counted things"),
        max_digits=7,
        decimal_places=6,
        help_text=_("Between 0 and 1, for example 0,62."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("The paper that says so."))


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Excel file"), help_text=_(".xlsx, at most 10 MB."))


class ColumnsForm(forms.Form):
    """Which column of the sheet holds what."""

    def __init__(self, *args: Any, kind: SheetKind, header: list[str], mapping: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("Not in this sheet")), *((str(n), text) for n, text in enumerate(header) if text)]
        for field in kind.fields:
            self.fields[field.key] = forms.ChoiceField(
                label=field.label, choices=columns, required=field.required, initial=str(mapping.get(field.key, ""))
            )

    def mapping(self) -> dict[str, int]:
        return {key: int(value) for key, value in self.cleaned_data.items() if value}
