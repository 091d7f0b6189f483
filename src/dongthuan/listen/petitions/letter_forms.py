"""The form by which a letter is drafted: the gaps of its form that the case itself does not know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import CheckedText, VNDateField

from .forms import LONG, field_of
from .models import Petition
from .rules.letter import Form


def _line(label: Any, limit: int = 200, help_text: Any = "") -> Any:
    return lambda petition, **kw: forms.CharField(label=label, max_length=limit, help_text=help_text, **kw)


def _text(label: Any, rows: int = 5) -> Any:
    return lambda petition, **kw: CheckedText(label=label, max_length=LONG, rows=rows, **kw)


OWN: dict[str, Any] = {
    "meeting": lambda petition, **kw: VNDateField(label=_("Day of the dialogue"), **kw),
    "hour": _line(_("Hour"), 40, _("For example 8 giờ 30.")),
    "place": _line(_("Place")),
    "chair": _line(_("Chaired by")),
    "participants": _text(_("Who takes part"), 3),
    "findings": _text(_("What was verified")),
    "dialogue": _text(_("What the dialogue came to"), 3),
    "text": _text(_("Words of the paper")),
}


class LetterForm(forms.Form):
    """What is asked for one letter of one case. Of a sealed case nothing is asked in words."""

    def __init__(self, *args: Any, petition: Petition, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for spec in form.asks:
            name, required = spec.rstrip("?"), not spec.endswith("?")
            if name in OWN:
                self.fields[name] = OWN[name](petition, required=required)
            else:
                key = name.partition(":")[0]
                self.fields[key] = field_of(name, petition, required=required)
