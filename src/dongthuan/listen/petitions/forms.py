"""What a person may type. The form of a step is put together from the fields that its verb names."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField, VNDecimalField, vndate

from . import conclusions, duplicates, grounds, queries, requirements
from .actions.end import FIRST, SECOND
from .kinds import WAYS, Channel, Field, Kind, Outcome, Satisfaction
from .models import Petition, Result
from .results import DONE, KEYS
from .rules import protection
from .rules.conclusion import SECTIONS
from .verbs import VERBS

LONG, SHORT = 20_000, 300
SUITABLE = ".pdf,.docx,.xlsx,image/*"
KINDS = [(k.value, k.label) for k in (Kind.COMPLAINT, Kind.DENUNCIATION, Kind.REFLECTION, Kind.REGULATION, Kind.MIXED)]


class Files(forms.FileField):
    """Several files at once; what they really are is judged from their content."""

    class Widget(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=self.Widget(attrs={"accept": SUITABLE}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        found = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(Files, self).clean(file, initial) for file in found if file]
        if self.required and not cleaned:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return cleaned


# --- the fields of the steps -------------------------------------------------------------------------------------
def _ground(name: str) -> Callable[..., forms.Field]:
    def make(petition: Petition, **kw: Any) -> forms.Field:
        choices = [(g.code, f"{g.code}: {g.text}") for g in grounds.all_of(name, petition)]
        return forms.ChoiceField(label=_("Ground"), choices=choices, widget=forms.RadioSelect, **kw)

    return make


def _holders(petition: Petition, *roles: str) -> Any:
    return people.officers_of(petition.organisation, *roles).order_by("full_name")


def _others(petition: Petition) -> Any:
    here = Organisation.objects.on(today()).filter(area__in_scope=True, kind=Organisation.Kind.STATE)
    return here.exclude(pk=petition.organisation_id).order_by("level", "name")


def _superiors(petition: Petition) -> Any:
    above = petition.organisation.parent
    here = Organisation.objects.on(today()).filter(kind=Organisation.Kind.STATE, area__in_scope=True)
    found = here.filter(pk=above.current().pk) if above else here.none()
    return found if found.exists() else here.filter(level=Organisation.Level.PROVINCE)


class _Copies(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}, {obj.organisation.short_name}, {vndate(obj.received_on)}, {obj.get_status_display()}"


def _copy(petition: Petition, **kw: Any) -> forms.Field:
    return _Copies(duplicates.elsewhere(petition), label=_("Case at another body"), **kw)


def _complex(petition: Petition, **kw: Any) -> forms.Field:
    choices = [(g.code, f"{g.code}: {g.text}") for g in grounds.all_of("complex", petition)]
    return forms.MultipleChoiceField(
        label=_("Complex, because"), choices=choices, widget=forms.CheckboxSelectMultiple, **kw
    )


def _outcome(petition: Petition, **kw: Any) -> forms.Field:
    codes = SECOND if petition.kind == Kind.COMPLAINT and petition.instance == 2 else FIRST
    choices = [(c.value, Outcome(c).label) for c in codes]
    return forms.ChoiceField(label=_("Outcome"), choices=choices, widget=forms.RadioSelect, **kw)


def _on(label: Any, initial: bool = True) -> Callable[..., forms.Field]:
    return lambda petition, **kw: VNDateField(label=label, initial=today if initial else None, **kw)


def _text(label: Any, rows: int = 4, help_text: Any = "") -> Callable[..., forms.Field]:
    return lambda petition, **kw: CheckedText(label=label, max_length=LONG, rows=rows, help_text=help_text, **kw)


def _line(label: Any, limit: int = 200, help_text: Any = "") -> Callable[..., forms.Field]:
    return lambda petition, **kw: forms.CharField(label=label, max_length=limit, help_text=help_text, **kw)


def _check(label: Any) -> Callable[..., forms.Field]:
    return lambda petition, **kw: forms.BooleanField(label=label, required=False)


def _choice(label: Any, choices: Any) -> Callable[..., forms.Field]:
    return lambda petition, **kw: forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kw)


def _amount(label: Any, key: str, done: bool = False) -> Callable[..., forms.Field]:
    """A number of a decided case, as it was noted last."""

    def make(petition: Petition, **kw: Any) -> forms.Field:
        known = Result.objects.filter(petition=petition).first()
        before = (known.done if done else known.ordered).get(key) if known else None
        said = format_lazy("{}: {}", _("Carried out"), label) if done else label
        return VNDecimalField(label=said, initial=Decimal(before) if before else None, min_value=0, **kw)

    return make


RESULTS = [
    ("keep", _("Keep it")),
    ("amend", _("Amend it")),
    ("propose", _("Propose to who made it")),
    ("new", _("Make a new one")),
]
YES_NO = [("yes", _("Agrees")), ("no", _("Does not agree"))]
FIELDS: dict[str, Callable[..., forms.Field]] = {
    "title": lambda petition, **kw: CheckedText(
        label=_("What it is about, in one sentence without names"), max_length=SHORT, rows=2, **kw
    ),
    "field": lambda petition, **kw: forms.ChoiceField(label=_("Field"), choices=[("", "---"), *Field.choices], **kw),
    "signed": _check(_("Signed or fingerprinted by its sender")),
    "kind": _choice(_("Kind of petition"), KINDS),
    "discipline": _check(_("It complains of a disciplinary decision on an official")),
    "missing": lambda petition, **kw: forms.MultipleChoiceField(
        label=_("What is missing"), widget=forms.CheckboxSelectMultiple, choices=list(requirements.LABELS.items()),
        initial=requirements.missing(petition), **kw,
    ),
    "known_on": _on(_("Day its sender knew the decision or act"), initial=False),
    "basis": _text(_("Why it is competent"), 2),
    "to_case": lambda petition, **kw: forms.CharField(
        label=_("Number of the case"), max_length=20, help_text=_("For example NH26-000123."), **kw
    ),
    "copy": _copy,
    "measures": lambda petition, **kw: forms.MultipleChoiceField(
        label=_("Measures"), choices=[(m.code, m.words) for m in protection.MEASURES], widget=forms.CheckboxSelectMultiple, **kw
    ),
    "plea": _text(_("Who is to be protected, and why"), 4),
    "urgent": _check(_("Asked by word of mouth, because it is urgent; in writing afterwards")),
    "end_ground": lambda petition, **kw: forms.ChoiceField(
        label=_("Ground"), choices=[(i.code, i.words) for i in protection.ends(today())], widget=forms.RadioSelect, **kw
    ),
    "to_body": _line(_("Competent body")),
    "to_org": lambda petition, **kw: forms.ModelChoiceField(_others(petition), label=_("To a body that works here"), **kw),
    "about": lambda petition, **kw: forms.ModelChoiceField(
        people.heads(petition.organisation), label=_("It is about the head of this body, who never gets it"), empty_label=_("No"), **kw
    ),
    "body": _line(_("Or to another body")),
    "to_superior": lambda petition, **kw: forms.ModelChoiceField(_superiors(petition), label=_("To the superior"), **kw),
    "number": _line(_("Number of the paper"), 80, _("For example 61/TB-UBND.")),
    "on": _on(_("Day")),
    "delivered_on": _on(_("Day its sender received it"), initial=False),
    "by_day": _on(_("Answered by"), initial=False),
    "officer": lambda petition, **kw: forms.ModelChoiceField(
        _holders(petition, Role.SOLVER, Role.LEADER), label=_("Solver"), **kw
    ),
    "reader": lambda petition, **kw: forms.ModelChoiceField(
        _holders(petition, Role.SECOND_READER, Role.LEADER), label=_("Second reader"), **kw
    ),
    "complex": _complex,
    "outcome": _outcome,
    "way": _choice(_("How it is made public"), WAYS),
    "result": _choice(_("What becomes of the regulation"), RESULTS),
    "agrees": _choice(_("View"), YES_NO),
    "absent": _check(_("Its sender stayed away without a good reason")),
    "whole": lambda petition, **kw: forms.BooleanField(label=_("The whole petition"), required=False, initial=True),
    "text": _text(_("What is to be said"), 6),
    "late_reason": _text(_("Good reason, if it comes late"), 2),
    "minutes": lambda petition, **kw: forms.FileField(
        label=_("Signed minutes"), widget=forms.ClearableFileInput(attrs={"accept": SUITABLE}), **kw
    ),
}  # fmt: skip
FIELDS |= {s.code: _text(conclusions.LABELS[s.code], 3, conclusions.cited(s)) for s in SECTIONS}
FIELDS |= {k: _amount(label, k) for k, label in KEYS.items()}
FIELDS |= {f"done_{k}": _amount(KEYS[k], k, done=True) for k in DONE}


def field_of(name: str, petition: Petition, *, required: bool) -> forms.Field:
    """The field of a name; "ground:suspend" offers the grounds of that act."""
    base, _colon, ground = name.partition(":")
    return (_ground(ground) if ground else FIELDS[base])(petition, required=required)


SEALED_OUT = {"title", "text", "basis", "minutes"}  # words of a sealed case belong in the vault
SEALED_ONLY = {"about"}


class StepForm(forms.Form):
    """The form of one verb, for one case."""

    def __init__(self, *args: Any, petition: Petition, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.petition, self.verb = petition, verb
        for spec in VERBS[verb].fields:
            name, required = spec.rstrip("?"), not spec.endswith("?")
            if name in (SEALED_OUT if petition.sealed else SEALED_ONLY):
                continue
            if name == "parts":
                self._parts()
                continue
            self.fields[name.partition(":")[0]] = field_of(name, petition, required=required)

    def _parts(self) -> None:
        for n in range(1, 5):
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=_("Part %(n)s: kind") % {"n": n}, choices=[("", "---"), *KINDS[:4]], required=n < 3
            )
            self.fields[f"title_{n}"] = forms.CharField(
                label=_("Part %(n)s: in one sentence without names") % {"n": n}, max_length=SHORT, required=n < 3
            )
            self.fields[f"content_{n}"] = CheckedText(
                label=_("Part %(n)s: its words") % {"n": n}, max_length=LONG, rows=4, required=n < 3
            )

    def values(self) -> dict[str, Any]:
        """What the action is called with."""
        data = dict(self.cleaned_data)
        if self.verb == "split":
            return {"parts": [(data[f"kind_{n}"], data[f"title_{n}"], data[f"content_{n}"]) for n in range(1, 5)]}
        if "agrees" in data:
            data["agrees"] = data["agrees"] == "yes"
        for name, as_ in (("end_ground", "ground"), ("to_org", "to"), ("to_body", "to"), ("to_superior", "to")):
            if name in data:
                data[as_] = data.pop(name)
        if "to_case" in data:
            data["to"] = self.case
            data.pop("to_case")
        return data

    def clean_to_case(self) -> str:
        code = self.cleaned_data["to_case"].strip().upper()
        self.case = queries.visible_to(self.user).filter(code=code).first()
        if self.case is None:
            raise forms.ValidationError(_("You see no case of this number."))
        return code

    user: Any = None


# --- taking in -----------------------------------------------------------------------------------------------------
class PersonFields(forms.Form):
    full_name = forms.CharField(
        label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    address = forms.CharField(
        label=_("Address"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False)
    id_number = forms.CharField(label=_("Identity card number"), max_length=20, required=False)

    def person(self) -> dict[str, Any]:
        names = ("full_name", "address", "phone", "email", "id_number")
        return {n: self.cleaned_data.get(n) or "" for n in names}


class TakeInForm(PersonFields):
    """The desk's form. Whoever comes without a name is taken in too; what is missing is said afterwards."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Received by"), empty_label=None)
    channel = forms.ChoiceField(label=_("How it came"), choices=[c for c in Channel.choices if c[0] != "web"])
    received_on = VNDateField(label=_("Received on"), initial=today)
    denunciation = forms.BooleanField(
        label=_("It denounces a violation: everything goes into the vault at once"), required=False
    )
    anonymous = forms.BooleanField(label=_("Without a name, or the name cannot be established"), required=False)
    content = CheckedText(label=_("Content and reason"), max_length=LONG, rows=8)
    request = CheckedText(label=_("What is asked for"), max_length=LONG, rows=2, required=False)
    against = forms.CharField(
        label=_("Decision, act, body or person complained of"), max_length=300, required=False,
        help_text=_("With the decision's number and date, if there is one."),
    )  # fmt: skip
    known_on = VNDateField(label=_("Day its sender knew the decision or act"), required=False)
    written_on = VNDateField(label=_("Date of the petition"), required=False)
    signed = forms.BooleanField(label=_("Signed or fingerprinted by its sender"), required=False)
    remote = forms.BooleanField(label=_("From a remote area with difficult roads"), required=False)
    forwarded_by = forms.CharField(label=_("Forwarded by"), max_length=200, required=False)
    denounced = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Bodies it is about: they never get it"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )  # fmt: skip
    uploads = Files(label=_("Papers with it"), required=False, help_text=_("PDF, Word, Excel or pictures."))
    sending = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "organisation", "channel", "received_on", "denunciation", "full_name", "address", "phone", "email", "id_number",
        "anonymous", "content", "request", "against", "known_on", "written_on", "signed", "remote", "forwarded_by",
        "denounced", "uploads", "sending",
    )  # fmt: skip

    def __init__(self, *args: Any, desks: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=[o.pk for o in desks])
        fields["denounced"].queryset = Organisation.objects.on(today()).filter(area__in_scope=True).order_by("name")
        fields["full_name"].required = fields["address"].required = False


class SendForm(PersonFields):
    """The public form. `kind` is what its sender calls it; the office classifies."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("To"), help_text=_("Not sure? The province's body passes it on."),
    )  # fmt: skip
    content = CheckedText(label=_("What happened, and why do you write"), max_length=LONG, rows=8)
    request = CheckedText(label=_("What do you ask for"), max_length=LONG, rows=3, required=False)
    against = forms.CharField(
        label=_("Decision or act you complain of"), max_length=300, required=False,
        help_text=_("With the decision's number and date, if there is one."),
    )  # fmt: skip
    known_on = VNDateField(label=_("Day you received or knew of it"), required=False)
    remote = forms.BooleanField(label=_("I live in a remote area with difficult roads"), required=False)
    denounced = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Which body is it about?"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}), help_text=_("It and its people will never get what you write."),
    )  # fmt: skip
    uploads = Files(label=_("Papers with it"), required=False, help_text=_("PDF, Word, Excel or pictures."))
    sending = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "organisation", "full_name", "address", "phone", "email", "id_number", "content", "request", "against",
        "known_on", "denounced", "uploads", "remote", "sending",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Organisation.objects.on(today()).filter(area__in_scope=True, kind=Organisation.Kind.STATE)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = here.order_by("level", "name")
        fields["denounced"].queryset = here.order_by("name")
        drop = {
            Kind.COMPLAINT: ["denounced"], Kind.DENUNCIATION: ["known_on", "request", "remote", "against"],
        }.get(Kind(kind), ["against", "known_on", "denounced", "remote"])  # fmt: skip
        for name in drop:
            del fields[name]
        if kind == Kind.DENUNCIATION:
            for name in ("full_name", "address", "phone", "email", "id_number", "content"):
                fields[name].widget.attrs["autocomplete"] = "off"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Receipt code"), max_length=40,
        help_text=_("It has 13 letters and digits, and stands on the receipt."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class PapersForm(forms.Form):
    uploads = Files(label=_("Papers with it"), help_text=_("PDF, Word, Excel or pictures."))


class WithdrawForm(forms.Form):
    whole = forms.ChoiceField(
        label=_("What do you withdraw"), choices=[("yes", _("The whole petition")), ("no", _("A part of it"))],
        widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    text = CheckedText(label=_("Which part"), max_length=2000, rows=3, required=False)


class SignedForm(forms.Form):
    signature = forms.ChoiceField(
        label=_("How it was signed"), choices=[("form", _("Signed form")), ("minutes", _("Minutes"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    signed_on = VNDateField(label=_("Signed on"), initial=today)


class SolvedForm(forms.Form):
    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you with how it was handled?"), choices=Satisfaction.choices, coerce=int,
        empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    solved = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])


class Nothing(forms.Form):
    """A step that asks for nothing but a yes."""
