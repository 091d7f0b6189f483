"""What a person may type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.kit import UploadField
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.things.kit import by_name, today
from dongthuan.lib import outline
from dongthuan.listen.consultations.states import Code
from dongthuan.listen.consultations.states import rules as codes
from dongthuan.web.kit import CheckedText, Folding, VNDateField

from .models import Group, Intake, Posting
from .states import ASKED, Gathered, Stance

LONG = 20_000
PAPERS = ".pdf,.docx,image/*"


def communes() -> Any:
    return Area.objects.on(today()).filter(level=Area.Level.COMMUNE, in_scope=True).order_by(by_name("name"))


class _Whereabouts(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


def area_field() -> forms.ModelChoiceField:
    return _Whereabouts(label=_("Commune you live in"), queryset=communes(), required=False, empty_label="---")


# --- the call -------------------------------------------------------------------------------------------------------
class PrepareOnForm(forms.Form):
    title = CheckedText(label=_("Title"), max_length=500, rows=2)
    organiser = forms.ModelChoiceField(label=_("Who asks"), queryset=Organisation.objects.none(), empty_label=None)
    document = forms.ChoiceField(
        label=_("Kind of document"), choices=Posting.Document.choices,
        help_text=_("The law says by kind how long it stays posted at least."),
    )  # fmt: skip
    explanation = CheckedText(label=_("Why it is made"), max_length=LONG, rows=4, required=False)
    concerns = CheckedText(
        label=_("Whom it touches"), max_length=5000, rows=2, required=False,
        help_text=_("Who gains or loses what, in plain words."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisers: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.on(today()).filter(pk__in=organisers).order_by(by_name("name"))
        self.fields["organiser"].queryset = rows  # type: ignore[attr-defined]


class PrepareForm(PrepareOnForm):
    file = forms.FileField(
        label=_("The draft"), help_text=_("A Word file, .txt or .md. Tracked changes are read as accepted.")
    )
    paper = UploadField(
        label=_("Another paper"), accept=PAPERS, required=False, help_text=_("An explanation or a table.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes: list[outline.Node] = []
        self.ignored: dict[str, int] = {}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            if file.size > outline.MAX_BYTES:
                raise outline.OutlineError(
                    "%(name)s: larger than %(limit)s MB", name=file.name, limit=outline.MAX_BYTES // 1024 // 1024
                )
            document = outline.read_bytes(file.read(), file.name)
        except outline.OutlineError as fault:
            raise ValidationError(gettext(fault.template) % fault.params) from None
        self.nodes, self.ignored = document.outline(), document.ignored
        return file


class PostForm(forms.Form):
    until = VNDateField(label=_("Open until"))


class ExtendForm(PostForm):
    reason = CheckedText(label=_("Reason"), max_length=5000, rows=3)


# --- having a say ---------------------------------------------------------------------------------------------------
class SayForm(Folding):
    """On a phone: one choice, one's own words, all else optional. `sending` makes a repeated sending the same opinion."""

    folded = ("paper", "area", "name", "contact", "behalf", "authority")
    fold_label = _("About you, a paper beside it")

    stance = forms.ChoiceField(label=_("What do you think?"), choices=ASKED, widget=forms.RadioSelect)
    words = CheckedText(label=_("In your own words"), max_length=LONG, rows=5, required=False)
    wording = CheckedText(
        label=_("Your wording"), max_length=LONG, rows=6, required=False,
        help_text=_("If you wish, change the words of the draft here. Left as it is, it says nothing."),
    )  # fmt: skip
    paper = UploadField(
        label=_("A paper beside it"), accept=PAPERS, required=False,
        help_text=_("PDF, Word or a picture, 10 MB at most. What it says of its author, device and place is taken out."),
    )  # fmt: skip
    area = area_field()
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("Telephone or e-mail"), max_length=200, required=False,
        help_text=_("For a question back, and the answer by e-mail. Neither name nor contact is ever published."),
    )  # fmt: skip
    behalf = forms.CharField(
        label=_("You speak for an organisation"), max_length=200, required=False,
        help_text=_("Its name stands in the published table."),
    )  # fmt: skip
    authority = forms.CharField(label=_("As what you speak for it"), max_length=200, required=False)
    sending = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = communes()  # type: ignore[attr-defined]
        if whole:
            del self.fields["wording"]


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Whose key it is"), max_length=120)
    contact = forms.CharField(label=_("Office that answers for it"), max_length=200)
    per_minute = forms.IntegerField(label=_("Opinions a minute at most"), min_value=1, max_value=6000, initial=600)


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Receipt code"), max_length=40, help_text=_("It has 13 letters and digits."))


# --- bringing in ------------------------------------------------------------------------------------------------------
class PaperForm(forms.Form):
    """One opinion on paper; the next one follows on the same page."""

    kind = forms.ChoiceField(
        label=_("It stands on"), widget=forms.RadioSelect,
        choices=[(k.value, k.label) for k in (Intake.Kind.PAPER, Intake.Kind.MEETING, Intake.Kind.MAIL)],
    )  # fmt: skip
    held_on = VNDateField(label=_("Day it was said"))
    place = forms.CharField(label=_("Place of the meeting"), max_length=200, required=False)
    scan = UploadField(label=_("Scan or photograph"), accept=PAPERS)
    clause = forms.TypedChoiceField(label=_("About"), required=False, coerce=int, empty_value=None)
    stance = forms.ChoiceField(label=_("The opinion"), choices=ASKED, widget=forms.RadioSelect)
    words = CheckedText(label=_("In its own words"), max_length=LONG, rows=5, required=False)
    wording = CheckedText(label=_("Proposed wording"), max_length=LONG, rows=3, required=False)
    name = forms.CharField(label=pgettext_lazy("of an opinion", "Who said it"), max_length=120, required=False)
    contact = forms.CharField(label=_("Telephone or e-mail"), max_length=200, required=False)
    area = _Whereabouts(label=_("Commune"), queryset=Area.objects.none(), required=False, empty_label="---")
    behalf = forms.CharField(label=_("For an organisation"), max_length=200, required=False)
    authority = forms.CharField(label=_("By what authority"), max_length=200, required=False)

    def __init__(self, *args: Any, clauses: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["clause"].choices = [("", gettext("The whole draft")), *clauses]
        fields["area"].queryset = communes()


class SheetForm(forms.Form):
    upload = UploadField(label=_("Excel file"), accept=".xlsx")
    held_on = VNDateField(
        label=_("Day the opinions were given"), required=False, help_text=_("Where a row names no day.")
    )
    place = forms.CharField(label=_("Where they come from"), max_length=200, required=False)


class _Mails(forms.FileField):
    """Several .eml files at once."""

    MOST = 50

    class Widget(forms.ClearableFileInput):
        allow_multiple_selected = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=self.Widget(attrs={"accept": ".eml,message/rfc822"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        found = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(_Mails, self).clean(file, initial) for file in found if file]
        if not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(cleaned) > self.MOST:
            raise ValidationError(gettext("At most %(n)s letters at once.") % {"n": self.MOST})
        return cleaned


class MailsForm(forms.Form):
    letters = _Mails(label=_("Letters (.eml)"), allow_empty_file=True, error_messages={"required": _("Choose a file.")})


# --- quotes ---------------------------------------------------------------------------------------------------------
class QuoteForm(forms.Form):
    text = CheckedText(
        label=_("What everyone may read"), max_length=LONG, rows=6,
        help_text=_("Only its giver's words, in their order. Whatever you take out shows as […]."),
    )  # fmt: skip


# --- the desk ---------------------------------------------------------------------------------------------------------
class NameForm(forms.Form):
    name = CheckedText(
        label=_("What these opinions mean"), max_length=300, rows=2,
        help_text=_("In your words, without personal data: it is published with the answer."),
    )  # fmt: skip


class _OfGroup(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        from .tables import label_of

        return f"{label_of(obj)} ({obj.n})"


class MergeForm(forms.Form):
    target = _OfGroup(
        label=_("Into which group"), queryset=Group.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Chosen opinions go to another group, or become one of their own."""

    opinions = forms.ModelMultipleChoiceField(queryset=None)
    target = _OfGroup(
        label=_("Into which group"), queryset=Group.objects.none(), required=False, empty_label=_("a group of its own")
    )
    name = forms.CharField(label=_("Name of the new group"), max_length=300, required=False)

    def __init__(self, *args: Any, targets: Any, opinions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["target"].queryset, fields["opinions"].queryset = targets, opinions


class ChargeForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Given to"), queryset=Organisation.objects.none(), empty_label=None)
    due = VNDateField(label=_("Propose the decisions until"))
    whole_clause = forms.BooleanField(
        label=_("The whole clauses: also groups that still come to stand on them"), required=False
    )

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = departments  # type: ignore[attr-defined]


class ReferForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Who is asked"), queryset=Organisation.objects.none())
    question = CheckedText(
        label=_("What you ask"), max_length=LONG, rows=4,
        help_text=_("In your words, without personal data. They see the group's name, its clause, its size and released quotes."),
    )  # fmt: skip
    due = VNDateField(label=_("Answer until"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = CheckedText(label=_("Your body's view"), max_length=LONG, rows=6)


class TogetherForm(forms.Form):
    """One decision for several groups: only those that change no word of the draft."""

    code = forms.ChoiceField(label=_("Decision"), choices=Code.choices, widget=forms.RadioSelect)
    reason = CheckedText(label=_("Reason"), max_length=LONG, rows=5, required=False)

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [c for c in codes.CODES if c not in codes.WORDING_NEEDED and c != Code.RUT]
        if any(g.stance == Stance.AGREE for g in groups):
            found = [c for c in found if c in codes.FOR_AGREEMENT]
        if any(g.stance != Stance.AGREE for g in groups):
            found = [c for c in found if c != Code.NHAT_TRI]
        self.fields["code"].choices = [(c, f"{c}: {Code(c).label}") for c in found]  # type: ignore[attr-defined]


class BlockForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    text = CheckedText(label=_("Reason"), max_length=LONG, rows=6)


class NewBlockForm(BlockForm):
    organisation = forms.ModelChoiceField(label=_("Body"), queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, organisers: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.on(today()).filter(pk__in=organisers).order_by(by_name("name"))
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    name = NameForm.base_fields["name"]
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
        help_text=_("Mandatory when the text is kept, accepted in part, or the opinions are out of scope."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: Group, clauses: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = group.clause_id is None
        if group.stance == Stance.AGREE:
            found = [c for c in codes.CODES if c in codes.FOR_AGREEMENT]
        else:
            found = [c for c in codes.CODES if c not in (Code.RUT, Code.NHAT_TRI)]
        if whole:
            found = [c for c in found if c != Code.TT_SUA]
        fields: dict[str, Any] = self.fields
        fields["code"].choices = [(c, f"{c}: {Code(c).label}") for c in found]
        if not codes.WORDING_NEEDED & set(found):
            del fields["wording"]
        if whole and "wording" in fields:
            fields["wording"].label = _("The new clause")
            fields["after"].choices = [("", "---"), *clauses]
        else:
            del fields["after"]
        if group.gathered != Gathered.LIKE:
            fields["name"].required = False
        if group.gathered == Gathered.PLAIN:
            del fields["name"]
