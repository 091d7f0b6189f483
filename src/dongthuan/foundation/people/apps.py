from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "dongthuan.foundation.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from dongthuan.foundation.orgs.permissions import may_see
        from dongthuan.web.kit import nav, panels

        from . import listening, permissions, sheets
        from .panels import holders

        register_kinds()
        sheets.register()
        listening.connect()
        panels.add("organisation", "main", holders)
        group = _("Organisation and people")
        nav.add(
            "workspace",
            group,
            _("Accounts"),
            "people:list",
            "people",
            visible=lambda u: signed_in(u) and permissions.may_manage(u),
            order=62,
        )
        nav.add("workspace", group, _("Delegations"), "people:delegations", "pen", visible=may_see, order=63)
        nav.add(
            "workspace", group, _("Recoveries of keys"), "people:recoveries", "key",
            visible=permissions.may_see_recoveries, order=64,
        )  # fmt: skip
        mine = _("Myself")
        nav.add("workspace", mine, _("My account"), "people:me", "person", order=90)
        nav.add("workspace", mine, _("Sign out"), "account_logout", "out", order=91)
        nav.add("public", mine, _("Sign in"), "account_login", "key", visible=lambda u: not signed_in(u), order=90)
        nav.add("public", mine, _("My account"), "people:me", "person", visible=signed_in, order=90)


def signed_in(user: object) -> bool:
    return bool(getattr(user, "is_authenticated", False))


def register_kinds() -> None:
    from dongthuan.foundation.things.kit import Kind, register

    from . import queries, sentences

    register(
        Kind(
            key="person",
            model="people.User",
            label=_("Account"),
            url=lambda u: reverse("people:detail", args=[u.pk]),
            title=lambda u: u.shown_name(),
            visible_to=queries.visible_to,
            sentences=sentences.PERSON,
        )
    )
    register(
        Kind(
            key="delegation",
            model="people.Delegation",
            label=_("Delegation"),
            url=lambda d: reverse("people:delegation", args=[d.pk]),
            title=lambda d: f"{d.get_form_display()} {d.post}",
            visible_to=queries.delegations_visible_to,
            related=("post__organisation", "to"),
            sentences=sentences.DELEGATION,
        )
    )
    register(
        Kind(
            key="assignment",
            model="people.Assignment",
            label=_("Assignment"),
            url=lambda a: reverse("people:detail", args=[a.user_id]),
            title=lambda a: f"{a.user.shown_name()}: {a.post}",
            visible_to=queries.assignments_visible_to,
            related=("user", "post__organisation"),
        )
    )
    register(
        Kind(
            key="key_recovery",
            model="people.KeyRecovery",
            label=_("Recovery of a key"),
            url=lambda r: reverse("people:recovery", args=[r.pk]),
            title=lambda r: r.user.shown_name(),
            visible_to=queries.recoveries_visible_to,
            related=("user",),
        )
    )
