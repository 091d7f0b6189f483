"""What a head and an officer type about the vault. Nothing sealed passes through these, but passages to be taken out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField

from . import queries
from .grounds import worded
from .models import Dossier, Ground, Part


class HolderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.shown_name()}: {obj.post.title}, {obj.post.organisation.short_name}"


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.shown_name()} ({obj.username})"


class GroundField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return worded(obj)


class GrantForm(forms.Form):
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, widget=forms.RadioSelect)
    holder = HolderField(
        label=_("Let whom look"),
        queryset=Assignment.objects.none(),
        help_text=_("The grant ends with the post. Those whom the denunciation is about are not listed."),
    )
    until = VNDateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Assignment.objects.on(today()).filter(user__is_active=True, post__organisation=dossier.handler)
        rows = rows.exclude(user__in=[a.user_id for a in rows if queries.is_excluded(a.user, dossier.thing)])
        self.fields["holder"].queryset = rows.select_related("user", "post__organisation")


class LookForm(forms.Form):
    ground = GroundField(label=_("Ground"), queryset=Ground.objects.none())
    note = forms.CharField(
        label=_("What for, in a few words"),
        max_length=200,
        required=False,
        help_text=_("Shown to the head of the handling body. Name nobody here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = queries.grounds()


class ExcludeForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("With it all below it, and its successor."),
    )
    person = PersonField(
        label=_("Person"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("With them the bodies they head."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.on(today()).order_by("name")
        self.fields["person"].queryset = User.objects.filter(is_active=True).order_by("full_name")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and bool(found.get("organisation")) == bool(found.get("person")):
            raise forms.ValidationError(_("Choose one organisation or one person."))
        return found


class WhyForm(forms.Form):
    why = CheckedText(label=_("Reason or decision"), max_length=500)


class RedactForm(forms.Form):
    passages = forms.CharField(
        label=_("Passages to take out, one on a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_(
            "Each is taken out wherever it stands, whatever its capitals. Numbers of persons and mail addresses go by themselves."
        ),
    )
