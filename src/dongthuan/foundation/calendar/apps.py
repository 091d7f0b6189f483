from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "dongthuan.foundation.calendar"
    label = "calendar"
    verbose_name = _("Working calendar")

    def ready(self) -> None:
        from dongthuan.foundation.orgs.permissions import may_see
        from dongthuan.foundation.things.kit import Kind, register
        from dongthuan.web.kit import nav

        from . import queries, sentences

        register(
            Kind(
                key="working_year",
                model="calendar.WorkingYear",
                label=_("Working calendar"),
                url=lambda y: reverse("calendar:year", args=[y.year]),
                title=lambda y: f"Lịch làm việc năm {y.year}",
                visible_to=queries.visible_to,
                sentences=sentences.YEAR,
            )
        )
        nav.add("workspace", _("Law"), _("Working calendar"), "calendar:index", "calendar", visible=may_see, order=70)
        nav.add("footer", _("Law"), _("Working calendar"), "calendar:index", "calendar", order=70)
