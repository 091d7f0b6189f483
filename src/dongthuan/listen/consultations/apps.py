from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "dongthuan.listen.consultations"
    label = "consultations"

    def ready(self) -> None:
        from dongthuan.foundation.things.kit import Kind, register

        from . import queries, sentences

        register(
            Kind(
                key="consultation",
                model="consultations.Consultation",
                label=_("Consultation"),
                url=lambda c: reverse("consultations:detail", args=[c.pk]),
                title=lambda c: c.title,
                visible_to=queries.visible_to,
                sentences=sentences.CONSULTATION,
            )
        )
        register(
            Kind(
                key="opinion",
                model="consultations.Opinion",
                label=_("Opinion"),
                url=lambda o: reverse("consultations:opinion", args=[o.pk]),
                title=lambda o: f"Ý kiến của {o.organisation.short_name}",
                visible_to=queries.opinions_visible_to,
                sentences=sentences.OPINION,
                related=("organisation", "consultation"),
            )
        )
        from . import panels

        panels.register()
