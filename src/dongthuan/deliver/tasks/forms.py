"""What a person may type about a task."""

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField, VNNumberField

from .actions import Proof
from .models import Progress

LONG, SHORT = 4_000, 500
LEVELS = {level: i for i, level in enumerate(("province", "department", "district", "commune"))}


class Files(forms.FileField):
    """Several files at once."""

    class Widget(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=self.Widget(attrs={"accept": ".pdf,.docx,.xlsx,image/*"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(file, initial) for file in data if file] if isinstance(data, list | tuple) else [one(data, initial)]


class IssueForm(forms.Form):
    title = CheckedText(label=gettext_lazy("What is to be done"), max_length=SHORT, rows=2)
    target = CheckedText(label=gettext_lazy("Target that can be measured"), max_length=LONG, rows=2, required=False)
    product = CheckedText(label=gettext_lazy("Product"), max_length=LONG, rows=2, required=False)
    issuer = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Given by"))
    starts = VNDateField(label=gettext_lazy("Starts on"))
    due = VNDateField(label=gettext_lazy("Due date"))
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("To all of these"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Or to single organisations"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=gettext_lazy("Choose several with Ctrl or by touching them one after the other."),
    )  # fmt: skip

    def __init__(self, *args: Any, issuers: Any, receivers: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = issuers  # type: ignore[attr-defined]
        self.receivers = grouped(receivers)
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (key, f"{label} ({len(rows)})") for key, (label, rows) in self.receivers.items()
        ]
        chosen = self.fields["organisations"]
        chosen.queryset = Organisation.objects.filter(pk__in=[o.pk for o in receivers])  # type: ignore[attr-defined]
        chosen.choices = [  # type: ignore[attr-defined]
            (label, [(o.pk, o.name) for o in rows]) for label, rows in self.receivers.values()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = {o.pk: o for o in data.get("organisations") or ()}
        for key in data.get("groups") or ():
            found |= {o.pk: o for o in self.receivers[key][1]}
        if not found and "organisations" not in self.errors:
            self.add_error("organisations", _("Choose at least one organisation that does it."))
        return data | {"receivers": list(found.values())}


def grouped(receivers: list[Organisation]) -> dict[str, tuple[str, list[Organisation]]]:
    """Organisations by level and kind: {"commune-state": ("Commune: state body", […])}."""
    rows = sorted(receivers, key=lambda o: (LEVELS[o.level], o.kind, o.name))
    return {
        f"{level}-{kind}": (f"{Organisation.Level(level).label}: {Organisation.Kind(kind).label.lower()}", list(group))
        for (level, kind), group in groupby(rows, key=lambda o: (o.level, o.kind))
    }


class ReportForm(forms.Form):
    text = CheckedText(label=gettext_lazy("What was done"), max_length=LONG, rows=6)
    percent = VNNumberField(
        label=gettext_lazy("Done so far, in per cent"), min_value=0, max_value=100,
        help_text=gettext_lazy("100 means done: the issuer reads it and closes the task. It needs evidence."),
    )  # fmt: skip
    file = Files(
        label=gettext_lazy("Evidence: files"), required=False, help_text=gettext_lazy("PDF, Word, Excel or pictures.")
    )
    url = CheckedText(
        label=gettext_lazy("Evidence: links"), required=False, rows=2, help_text=gettext_lazy("One on each line.")
    )
    number = CheckedText(
        label=gettext_lazy("Evidence: document numbers"), required=False, rows=2,
        help_text=gettext_lazy("One on each line, for example 412/GM-UBND."),
    )  # fmt: skip

    def proofs(self) -> list[Proof]:
        data = self.cleaned_data
        files = [Proof(file=f) for f in data["file"] if f]
        links = [Proof(url=line) for line in lines(data["url"])]
        return files + links + [Proof(number=line) for line in lines(data["number"])]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ReasonForm(forms.Form):
    reason = CheckedText(
        label=gettext_lazy("Reason"),
        max_length=LONG,
        rows=3,
        help_text=gettext_lazy("Everyone concerned will read it."),
    )


class AnswerForm(ReasonForm):
    """Yes, or no with its reason; the pressed button says which."""

    def __init__(self, *args: Any, reason_for_yes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.yes = self.data.get("answer") == "yes"
        self.fields["reason"].required = reason_for_yes or (self.is_bound and not self.yes)
        if not reason_for_yes:
            self.fields["reason"].help_text = _("Needed to say no. Everyone concerned will read it.")


class DueForm(ReasonForm):
    field_order = ("new", "reason")
    new = VNDateField(label=gettext_lazy("New due date"))


class ObstacleForm(forms.Form):
    text = CheckedText(label=gettext_lazy("What stands in the way"), max_length=LONG)
    proposal = CheckedText(label=gettext_lazy("What is proposed"), max_length=LONG, required=False)


class ResolveForm(forms.Form):
    answer = CheckedText(label=gettext_lazy("How it was resolved"), max_length=LONG)


class OrganisationForm(forms.Form):
    to = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Organisation"))

    def __init__(self, *args: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(receivers)
        self.fields["to"].queryset = Organisation.objects.filter(pk__in=[o.pk for o in rows])  # type: ignore[attr-defined]
        options = [(label, [(o.pk, o.name) for o in group]) for label, group in grouped(rows).values()]
        self.fields["to"].choices = [("", _("Choose…")), *options]  # type: ignore[attr-defined]


class PostForm(forms.Form):
    post = forms.ModelChoiceField(Post.objects.none(), label=gettext_lazy("Post that answers for it"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.on(today()).filter(organisation=organisation.current())
        self.fields["post"].queryset = posts.select_related("organisation")  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Which of the reports that wait are accepted."""

    report = forms.ModelMultipleChoiceField(
        Progress.objects.none(),
        error_messages={
            "required": gettext_lazy("Tick the reports that you accept."),
            "invalid_choice": gettext_lazy("A report that was ticked waits no longer: it was answered. Look at the list again."),
            "invalid_pk_value": gettext_lazy("“%(pk)s” is no report."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: QuerySet[Progress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = waiting  # type: ignore[attr-defined]
