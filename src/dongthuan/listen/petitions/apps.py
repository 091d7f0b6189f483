"""Registers petitions: their kind, the desk's rows, reminders, navigation, the papers on a case's page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "dongthuan.listen.petitions"
    label = "petitions"
    verbose_name = _("Petitions")

    def ready(self) -> None:
        from django.urls import reverse

        from dongthuan.foundation.notify.kit import desk, reminders
        from dongthuan.foundation.papers.kit import keep, on_freeze, on_signed
        from dongthuan.foundation.people.kit import provider_name
        from dongthuan.foundation.things import kit as things
        from dongthuan.web.kit import nav, panels

        from . import desk as own
        from . import letters, oversight, panel, permissions, queries, scope, telling
        from .sentences import SENTENCES

        things.register(
            things.Kind(
                key="petition",
                model="petitions.Petition",
                label=_("Petition"),
                url=lambda p: reverse("petitions:detail", args=[p.pk]),
                title=lambda p: f"{p.code} {p.title}".strip(),
                visible_to=queries.visible_to,
                sentences=SENTENCES,
                may_order=permissions.may_order,
                search_text=lambda p: f"{p.code} {p.title}",  # never a word of its sender
            )
        )
        own.register(desk)
        reminders.add(telling.due_reminders)
        keep("petition", permissions.may_prepare)
        on_freeze("petition", letters.name_at_freezing)
        on_signed("petition", telling.letter_signed)
        panels.add("paper", "main", panel.letter_of_paper, order=10)
        panels.add("dossier", "case", panel.case_of_dossier)
        panels.add("look", "after", panel.next_version)
        reminders.add(telling.due_below)
        nav.add(
            "workspace", _("Work"), _("Petitions"), "petitions:list", "document", visible=permissions.works, order=30
        )
        nav.add(
            "workspace", _("Work"), _("Overview of petitions"), "petitions:overview", "chart", order=16,
            visible=lambda user: bool(scope.may_oversee(user)),
        )  # fmt: skip
        nav.add(
            "workspace", _("Work"), _("Periodic statistics"), "petitions:statistics", "chart", order=32,
            visible=lambda user: bool(scope.may_read_forms(user)),
        )  # fmt: skip
        nav.add(
            "workspace", _("Work"), _("Overdue below"), "petitions:oversight", "warning", order=31,
            visible=lambda user: bool(oversight.may_see(user)),
        )  # fmt: skip
        nav.add("public", "", _("Write to the authorities"), "petitions:choose", order=30)
        nav.add("public", "", _("Follow a petition"), "petitions:track", order=40)
        nav.add(
            "public", _("Myself"), _("My petitions"), "petitions:mine", "document", order=89,
            visible=lambda user: user.is_authenticated or bool(provider_name()),
        )  # fmt: skip
