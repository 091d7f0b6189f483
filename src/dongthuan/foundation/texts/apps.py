from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "dongthuan.foundation.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.text import capfirst

        from dongthuan.foundation.things.kit import Kind, register

        from . import queries
        from .sentences import CLAUSE, TEXT

        register(Kind(
            key="text", model="texts.Text", label=_("Text"), url=lambda t: reverse("texts:detail", args=[t.pk]),
            title=lambda t: capfirst(t.title), visible_to=queries.visible_to, sentences=TEXT,
        ))  # fmt: skip
        register(Kind(
            key="text_version", model="texts.Version", label=_("Version of a text"),
            url=lambda v: reverse("texts:version", args=[v.pk]), title=lambda v: f"{capfirst(v.text.title)} ({v.number})",
            visible_to=queries.versions_visible_to, related=("text",), within=lambda v: v.text,
        ))  # fmt: skip
        register(Kind(
            key="clause", model="texts.Clause", label=_("Clause"), url=lambda c: reverse("texts:clause", args=[c.pk]),
            title=lambda c: c.heading, visible_to=queries.clauses_visible_to, sentences=CLAUSE,
            search_text=queries.search_text, related=("text",), within=lambda c: c.text,
            whence=lambda c: [r.source for r in c.readings.exclude(source=None).order_by("-version_id")[:1]],
        ))  # fmt: skip
