"""What a person may type."""

from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.texts.queries import Provision
from dongthuan.foundation.things.kit import by_name, today
from dongthuan.web.kit import CheckedText, VNDateField

from . import rules
from .models import Consultation, Opinion
from .states import Code, Stance

LONG = 20_000
Level = Organisation.Level
ALL_OF = (Level.DISTRICT, Level.COMMUNE)


class OpenForm(forms.Form):
    title = CheckedText(label=_("Title"), max_length=500, rows=2)
    note = CheckedText(label=_("What is asked"), max_length=5000, rows=3, required=False)
    due = VNDateField(label=_("Answer by"))
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations of the province"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("All of a level"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    named = forms.ModelMultipleChoiceField(
        label=_("Some districts or communes by name"), queryset=Organisation.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}), help_text=_("Several at once: hold Ctrl while clicking."),
    )  # fmt: skip

    def __init__(self, *args: Any, deciders: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Organisation.objects.on(today()).filter(area__in_scope=True).exclude(pk__in=[d.pk for d in deciders])
        self._here = here
        counts = dict(here.order_by().values_list("level").annotate(n=Count("pk")))
        fields: dict[str, Any] = self.fields
        fields["organisations"].queryset = here.exclude(level__in=ALL_OF).order_by(by_name("name"))
        fields["named"].queryset = here.filter(level__in=ALL_OF).order_by(rank_of("level"), by_name("name"))
        fields["levels"].choices = [(x.value, f"{x.label} ({counts[x.value]})") for x in ALL_OF if counts.get(x.value)]
        if not fields["levels"].choices:
            del fields["levels"], fields["named"]

    def clean(self) -> dict[str, Any]:
        """`organisations` becomes everyone who is asked, however they were chosen."""
        got = super().clean() or {}
        chosen = {o.pk: o for key in ("organisations", "named") for o in got.get(key) or ()}
        chosen |= {o.pk: o for o in self._here.filter(level__in=got.get("levels") or [])}
        if not chosen and "organisations" not in self.errors:
            self.add_error("organisations", _("Name at least one organisation to ask."))
        return {k: v for k, v in got.items() if k not in ("levels", "named")} | {"organisations": list(chosen.values())}


class AnswerForm(forms.Form):
    stance = forms.ChoiceField(label=_("Your organisation's view"), choices=Stance.choices, widget=forms.RadioSelect)
    wording = CheckedText(
        label=_("Proposed wording"), max_length=LONG, rows=6, required=False,
        help_text=_("Only when you propose wording: how the clause should read."),
    )  # fmt: skip
    reason = CheckedText(
        label=_("Reason"), max_length=LONG, rows=4, required=False, help_text=_("An objection needs a reason.")
    )

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if whole:
            labels = dict(Stance.choices) | {Stance.PROPOSE.value: _("Propose a new clause")}
            self.fields["stance"].choices = list(labels.items())  # type: ignore[attr-defined]
            self.fields["wording"].label = _("The new clause")
            self.fields["wording"].help_text = _("Only when you propose one: how it should read.")


class DecideForm(forms.Form):
    code = forms.ChoiceField(label=_("Decision"), choices=Code.choices, widget=forms.RadioSelect)
    wording = CheckedText(
        label=_("The clause after the change"), max_length=LONG, rows=6, required=False,
        help_text=_("Only when something is accepted. It starts from what was accepted on this clause so far."),
    )  # fmt: skip
    after = forms.TypedChoiceField(
        label=_("The new clause stands behind"), required=False, coerce=int, empty_value=None,
        help_text=_("Only when something is accepted."),
    )  # fmt: skip
    reason = CheckedText(
        label=_("Reason"), max_length=LONG, rows=4, required=False,
        help_text=_("Mandatory when the text is kept, accepted in part, or the opinion is out of scope."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, opinion: Opinion, clauses: list[Provision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = opinion.clause_id is None
        if opinion.stance == Stance.AGREE:
            codes = [c for c in rules.CODES if c in rules.FOR_AGREEMENT]
        else:
            codes = [c for c in rules.CODES if c not in (Code.RUT, Code.NHAT_TRI)]
        if whole and opinion.stance != Stance.PROPOSE:
            codes = [c for c in codes if c not in rules.WORDING_NEEDED]
        elif whole:
            codes.remove(Code.TT_SUA)
        fields: dict[str, Any] = self.fields
        fields["code"].choices = [(c, f"{c}: {Code(c).label}") for c in codes]
        if not rules.WORDING_NEEDED & set(codes):
            del fields["wording"]
        if whole and "wording" in fields:
            fields["wording"].label, fields["wording"].help_text = (
                _("The new clause"),
                _("Only when something is accepted."),
            )
            fields["after"].choices = [("", "---"), *((p.row.clause_id, p.heading) for p in clauses)]
        else:
            del fields["after"]


class SeenForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = CheckedText(label=_("Reason"), max_length=5000, rows=3)


class MoveDueForm(ReasonForm):
    due = VNDateField(label=_("New day to answer by"))
    field_order = ["due", "reason"]

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].help_text = _("Until now: %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"}
