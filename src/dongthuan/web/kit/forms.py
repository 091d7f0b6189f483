"""How forms look: label, hint, error, control, joined for who listens; a summary on top; nothing typed is lost."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from .formats import characters

BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class BoundField(forms.BoundField):
    """A field on a page: knows its count and carries our classes."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)  # one of several radios is not invalid; their group says so
        if not isinstance(widget, BARE):
            known = attrs.get("class") or widget.attrs.get("class", "")
            attrs["class"] = f"{known} input".strip()
            attrs["maxlength"] = False  # a browser would cut a pasted text silently; the server counts and says so
        return attrs

    @property
    def aria_describedby(self) -> str | None:
        own = super().aria_describedby
        if self.count and self.auto_id and not self.field.widget.attrs.get("aria-describedby"):
            return f"{own} {self.auto_id}_count".strip()
        return own

    @property
    def count(self) -> dict[str, int] | None:
        """Of a long text with a limit: how much is used, from where it becomes scarce, how much is over."""
        limit = getattr(self.field, "limit", None) or getattr(self.field, "max_length", None)
        if not limit or not isinstance(self.field.widget, forms.Textarea):
            return None
        used = characters(str(self.value() or ""))
        low, high = limit * 9 // 10, limit * 98 // 100
        return {"used": used, "limit": limit, "low": low, "high": high, "shown": min(used, limit),
                "over": max(used - limit, 0)}  # fmt: skip

    @property
    def is_check(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, forms.FileInput)

    @property
    def anchor(self) -> str:
        """Where a link of the error summary leads: the control, or the first of several."""
        return f"{self.auto_id}_0" if self.use_fieldset and self.auto_id else self.id_for_label or self.auto_id


class Folding(forms.Form):
    """A form that shows what matters first: the optional fields named in `folded` stand below, closed until one is needed."""

    folded: tuple[str, ...] = ()
    fold_label: Any = ""

    @property
    def is_unfolded(self) -> bool:
        """Open where something stands in one of them, or is wrong with it: nothing typed hides."""
        return any(self[name].errors or self[name].value() for name in self.folded if name in self.fields)


class Renderer(DjangoTemplates):
    """settings.FORM_RENDERER"""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = BoundField
