"""What the forms share: a checked text of one line."""

from typing import Any

from django import forms

from dongthuan.web.kit import CheckedText


def line_field(**more: Any) -> CheckedText:
    """A text of one line, cleaned and counted like the longer ones."""
    more.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
    return CheckedText(**more)
