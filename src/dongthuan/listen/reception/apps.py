from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "dongthuan.listen.reception"
    label = "reception"

    def ready(self) -> None:
        from dongthuan.foundation.papers.kit import show_on
        from dongthuan.foundation.things.kit import Kind, register

        from . import panels, queries, sentences

        register(
            Kind(
                key="reception_place",
                model="reception.Place",
                label=_("Place of reception"),
                url=lambda p: reverse("reception:place", args=[p.pk]),
                title=lambda p: p.name,
                visible_to=queries.places_visible_to,
                sentences=sentences.PLACE,
                related=("organisation",),
            )
        )
        register(
            Kind(
                key="reception_session",
                model="reception.Session",
                label=_("Reception session"),
                url=lambda s: reverse("reception:session", args=[s.pk]),
                title=lambda s: s.vietnamese_title,
                visible_to=queries.sessions_visible_to,
                sentences=sentences.SESSION,
                related=("place__organisation",),
            )
        )
        register(
            Kind(
                key="reception_visit",
                model="reception.Visit",
                label=_("Visit"),
                url=lambda v: reverse("reception:visit", args=[v.pk]),
                title=lambda v: v.vietnamese_title,
                visible_to=queries.visits_visible_to,
                sentences=sentences.VISIT,
                related=("session__place",),
                within=lambda v: v.session,
            )
        )
        show_on("reception_session")
        panels.register()
