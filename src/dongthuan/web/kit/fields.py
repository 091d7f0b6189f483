"""Form fields that accept what Vietnamese officials type."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dongthuan.lib.unseen import without_unseen

from .formats import characters, vnnumber

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
GROUPED = re.compile(r"-?\d{1,3}([. \u00a0\u202f]\d{3})+")
PLAIN = re.compile(r"-?\d{1,18}")
HALVES = re.compile("[\ud800-\udfff]")  # half of a pair is no character


class VNDateField(forms.DateField):
    """A day, written 23/11/2026 (or 2026-11-23); shown as 23/11/2026."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write it like 23/11/2026."),
        "range": _("The year must lie between 1900 and 2200."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        kwargs.setdefault("help_text", _("For example 23/11/2026."))
        super().__init__(input_formats=DATE_FORMATS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value.strip() if isinstance(value, str) else value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from None
        if day and not 1900 <= day.year <= 2200:
            raise ValidationError(self.error_messages["range"], code="range")
        return day


class VNNumberField(forms.IntegerField):
    """A whole number, written 1045 or 1.045; shown as 1.045. A comma is refused: it would mean a fraction."""

    default_error_messages = {"invalid": _("“%(value)s” is not a whole number. Write it like 1.045.")}

    def __init__(self, *, max_value: int = 2**31 - 1, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(max_value=max_value, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        text = str(value).strip()
        if GROUPED.fullmatch(text):
            text = re.sub(r"[^\d-]", "", text)
        if not PLAIN.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        return vnnumber(value) if isinstance(value, int) else value


class VNDecimalField(forms.DecimalField):
    """A number with decimals, written 94,17 or 1.045,5; shown the same way."""

    default_error_messages = {"invalid": _("“%(value)s” is not a number. Write it like 94,17 or 1.045,5.")}

    def __init__(self, *, max_digits: int = 18, decimal_places: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            text = value.strip()
            whole, comma, fraction = text.partition(",")
            if GROUPED.fullmatch(whole):
                whole = re.sub(r"[^\d-]", "", whole)
            plain = f"{whole}.{fraction}" if comma else whole
            if text and not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", plain):
                raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
            value = plain
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return vnnumber(value) if isinstance(value, (int, Decimal)) else value


class CheckedText(forms.CharField):
    """Free text, returned whole however long: NFC, one kind of line break, counted as a reader counts."""

    default_error_messages = {
        "too_long": ngettext_lazy(
            "Shorten the text by %(shown)s character and send again.",
            "Shorten the text by %(shown)s characters and send again.",
            "over",
        ),
        "nul": _("Character %(n)s is a NUL, which no text may hold. Delete it."),
        "broken": _("The text holds a character that cannot be stored. Type it again or paste it as plain text."),
    }

    def __init__(self, *, max_length: int | None = None, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.limit = max_length

    def to_python(self, value: Any) -> str:
        text = super().to_python(without_unseen(value) if isinstance(value, str) else value) or ""
        if "\x00" in text:
            raise ValidationError(self.error_messages["nul"], code="nul", params={"n": text.index("\x00") + 1})
        text = normalize_newlines(unicodedata.normalize("NFC", text))
        if HALVES.search(text):
            raise ValidationError(self.error_messages["broken"], code="broken")
        if self.limit is not None and (over := characters(text) - self.limit) > 0:
            raise ValidationError(
                self.error_messages["too_long"], code="too_long", params={"over": over, "shown": vnnumber(over)}
            )
        return text
