"""What a person may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import CheckedText, VNDateField

from . import rules
from .models import Conversation, Statement
from .states import Answer, Ground

ONE_IDEA = _("At most 140 characters, one idea that one can agree or disagree with. No names, no telephone numbers.")


class OpenForm(forms.Form):
    organiser = forms.ModelChoiceField(Organisation.objects.none(), label=_("Body that asks"), empty_label=None)
    topic = CheckedText(label=_("Topic"), max_length=200, rows=2)
    explanation = CheckedText(label=_("Explanation"), max_length=5000, rows=5,
                              help_text=_("What it is about, and what will be done with the answers."))  # fmt: skip
    audience = CheckedText(label=_("Whom it asks"), max_length=300, rows=2)
    opens = VNDateField(label=_("Opens on"), initial=today)
    closes = VNDateField(label=_("Closes on"))
    statements = CheckedText(
        label=_("First statements"), max_length=20_000, rows=10,
        help_text=_("One a line, at most 140 characters, one idea each. Groups can be told apart from seven on."),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organiser"].queryset = Organisation.objects.filter(pk__in=[b.pk for b in bodies])

    def clean_statements(self) -> list[str]:
        lines = [line for line in self.cleaned_data["statements"].split("\n") if line.strip()]
        if len(lines) > rules.MOST_STATEMENTS:
            raise forms.ValidationError(_("At most %(n)s statements.") % {"n": rules.MOST_STATEMENTS})
        return lines


class VoteForm(forms.Form):
    statement = forms.IntegerField(min_value=1, max_value=10**17)
    value = forms.TypedChoiceField(choices=[(str(v), v) for v in Answer.values], coerce=int)


class StatementForm(forms.Form):
    text = CheckedText(label=_("Statement"), max_length=rules.LONGEST, rows=3, help_text=ONE_IDEA)


class ReleaseForm(forms.Form):
    text = CheckedText(
        label=_("What everyone reads"), max_length=rules.LONGEST, rows=3,
        help_text=_("Take out names and whatever else leads to a person; leave the meaning as it is."),
    )  # fmt: skip

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"text": statement.text}})


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, widget=forms.RadioSelect)
    reason = CheckedText(label=_("Reason"), max_length=1000, rows=3, help_text=_("Its proposer reads it."))


class ImportForm(forms.Form):
    meeting = CheckedText(
        label=_("Meeting of the ballots"), max_length=120, rows=1,
        help_text=_("Place and day. The same ballot of the same meeting counts once, however often it is sent."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 with the columns voter-id, comment-id, vote, timestamp: the number written on the ballot (never a "
                    "name), the statement's number, 1 agree, -1 disagree, 0 pass, and a whole number that grows with time."),
    )  # fmt: skip


class MoveEndForm(forms.Form):
    closes = VNDateField(label=_("New last day"))
    reason = CheckedText(label=_("Reason"), max_length=1000, rows=3)

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes"].help_text = _("Until now: %(day)s.") % {"day": f"{conversation.closes:%d/%m/%Y}"}
