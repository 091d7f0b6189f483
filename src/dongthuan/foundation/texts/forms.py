"""What a person may type about a text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.lib import outline
from dongthuan.lib.vietnamese import shortened
from dongthuan.web.kit import CheckedText

from . import queries, reasons, rules
from .models import ClauseVersion, Version

KINDS = (
    ("phan", _("Part (phần)")),
    ("chuong", _("Chapter (chương)")),
    ("muc", _("Section (mục)")),
    ("tieu_muc", _("Sub-section (tiểu mục)")),
    ("la_ma", _("Roman heading (I, II…)")),
    ("dieu", _("Article (điều)")),
    ("khoan", _("Clause of an article (khoản)")),
    ("so", _("Numbered provision (1, 2…)")),
    ("diem", _("Point (a, b…)")),
    ("gach", _("Dash (-)")),
    ("phu_luc", _("Appendix (phụ lục)")),
    ("khac", _("Without a number")),
)


class WordsForm(forms.Form):
    """Number, title and words of a clause. `seen` is what the person had before them."""

    number = forms.CharField(label=_("Number"), required=False, max_length=20, help_text=_("As printed: II, 12a, đ."))
    title = CheckedText(label=_("Title"), required=False, max_length=1000, rows=2)
    text = CheckedText(label=_("Words"), required=False, max_length=rules.MAX_CLAUSE, rows=8)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class AddForm(forms.Form):
    """A new clause. Without a number it is counted in."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=20,
        help_text=_("Left empty, it is counted in and the rest counted on."),
    )
    title = CheckedText(label=_("Title"), required=False, max_length=1000, rows=2)
    text = CheckedText(label=_("Words"), required=False, max_length=rules.MAX_CLAUSE, rows=8)


class MoveForm(forms.Form):
    """Where a clause goes."""

    target = forms.TypedChoiceField(coerce=int)  # its choices are the clauses of the draft
    how = forms.ChoiceField(
        label=_("How"),
        choices=[("after", _("after it, at the same depth")), ("inside", _("under it, as the first one"))],
        widget=forms.RadioSelect,
        initial="after",
    )
    count_on = forms.BooleanField(label=_("Let the numbers follow the new order"), required=False, initial=True)

    def __init__(self, *args: Any, row: ClauseVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {
            p.row.pk: p
            for p in queries.reading(row.version)
            if p.row.pk != row.pk and all(a.row.pk != row.pk for a in p.above)
        }
        marks = [(pk, f"{'— ' * p.depth}{_short(p)}") for pk, p in self.rows.items()]
        self.fields["target"] = forms.TypedChoiceField(
            label=_("Put it"), coerce=int, choices=[(0, gettext("at the very beginning")), *marks]
        )

    def place(self) -> dict[str, ClauseVersion]:
        """The keyword that actions.move_clause takes."""
        target = self.rows.get(self.cleaned_data["target"])
        return {self.cleaned_data["how"]: target.row} if target else {}


class DeleteForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    count_on = forms.BooleanField(label=_("Count the following ones on"), required=False, initial=True)


class ImportForm(forms.Form):
    """A redraft as a file or as pasted text; `nodes` and `ignored` are what was read."""

    file = forms.FileField(
        label=_("Word file"), required=False, help_text=_(".docx, .txt or .md. Tracked changes are read as accepted.")
    )
    words = CheckedText(
        label=_("Or paste the whole text here"), required=False, max_length=rules.MAX_CHARACTERS, rows=10
    )
    note = CheckedText(label=_("What this version is for"), required=False, max_length=1000, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes: list[outline.Node] = []
        self.ignored: dict[str, int] = {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        file, words = data.get("file"), data.get("words")
        if file:
            self._read(file)
        elif words:
            self.nodes = outline.outline(words)
        else:
            self.add_error("file", gettext("Choose a file, or paste the text."))
        return data

    def _read(self, file: Any) -> None:
        try:
            if file.size > outline.MAX_BYTES:
                raise outline.OutlineError(
                    "%(name)s: larger than %(limit)s MB", name=file.name, limit=outline.MAX_BYTES // 1024 // 1024
                )
            document = outline.read_bytes(file.read(), file.name)
        except outline.OutlineError as fault:
            self.add_error("file", ValidationError(reasons.told(fault)))
            return
        self.nodes, self.ignored = document.outline(), document.ignored


class CompareForm(forms.Form):
    """Which earlier version to compare with."""

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(v.pk, gettext("Version %(number)s") % {"number": v.number}) for v in versions]
        self.fields["base"] = forms.TypedChoiceField(label=_("Compare with"), coerce=int, choices=choices)


def _short(provision: queries.Provision) -> str:
    words = provision.heading
    return shortened(words, 70)
