from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "dongthuan.deliver.reports"
    label = "reports"

    def ready(self) -> None:
        from dongthuan.foundation.things.kit import Kind, register

        from . import panels, queries, sentences

        register(
            Kind(
                key="report",
                model="reports.Report",
                label=_("Report"),
                url=lambda r: reverse("reports:detail", args=[r.pk]),
                title=lambda r: r.title[:1].upper() + r.title[1:],
                visible_to=queries.visible_to,
                sentences=sentences.REPORT,
                related=("programme", "issuer"),
            )
        )
        register(
            Kind(
                key="conference",
                model="reports.Conference",
                label=_("Conference"),
                url=lambda c: reverse("reports:conference", args=[c.pk]),
                title=lambda c: c.title,
                visible_to=queries.conferences_visible_to,
                sentences=sentences.CONFERENCE,
            )
        )
        panels.register()
