from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    name = "dongthuan.foundation.notify"
    label = "notify"

    def ready(self) -> None:
        from dongthuan.web.kit import nav

        from . import queries

        nav.add(
            "workspace", _("Work"), _("Notifications"), "notify:list", "bell", count=queries.unread_count, order=30,
            visible=lambda user: user.is_authenticated,
        )  # fmt: skip
