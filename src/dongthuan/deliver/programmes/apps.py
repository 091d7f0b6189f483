from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "dongthuan.deliver.programmes"
    label = "programmes"

    def ready(self) -> None:
        from dongthuan.foundation.notify.kit import desk
        from dongthuan.foundation.papers import kit as papers
        from dongthuan.foundation.people.queries import of as acting_of
        from dongthuan.foundation.texts.kit import register_owner
        from dongthuan.foundation.things.kit import register
        from dongthuan.web.kit import nav

        from . import actions, permissions, queries
        from . import desk as own
        from .kinds import KINDS

        for kind in KINDS:
            register(kind)
        register_owner("programme", queries.visible_to, permissions.may_edit, queries.versions_visible_to)
        papers.on_signed("programme", lambda paper, by: actions.come_into_force(paper, by=by))
        papers.on_signed("plan", lambda paper, by: actions.sign_plan(paper, by=by))
        papers.show_on("programme", "papers")
        papers.show_on("plan", "papers")
        desk.add(own.rows)

        nav.add("public", "", _("Programmes"), "programmes:public_list", order=20)
        nav.add(
            "workspace", _("Programme"), _("Programmes"), "programmes:list", "book",
            visible=lambda user: acting_of(user).is_staff, order=60,
        )  # fmt: skip
