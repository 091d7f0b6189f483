"""What files lends its neighbours: sending bytes as a download, a form field for one file, a listing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .sniff import MIMES
from .views import attachment, send

__all__ = ["MIMES", "UploadField", "attachment", "send"]


class UploadField(forms.FileField):
    """One file; what it really is, is judged by files.actions.store from its content."""

    default_error_messages = {"required": _("Choose a file."), "empty": _("The chosen file is empty.")}

    def __init__(self, *, accept: str = ".pdf", **kwargs: object) -> None:
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": accept}))
        super().__init__(**kwargs)  # type: ignore[arg-type]
