"""What conversations show in the navigation and on the desk."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dongthuan.foundation.notify.kit import DeskRow, desk
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav

from . import permissions, queries


def desk_rows(user: User) -> Iterable[DeskRow]:
    """Proposals that wait to be read."""
    if not permissions.works(user):
        return
    for c in queries.to_read(user):
        url = reverse("conversations:manage", args=[c.pk])
        n = c.waiting  # type: ignore[attr-defined]
        why = ngettext("%(n)s proposed statement to read.", "%(n)s proposed statements to read.", n) % {"n": n}
        yield DeskRow(c.closes, c.topic, url, str(_("Read it")), url, why=why)


def register() -> None:
    desk.add(desk_rows)
    nav.add("public", "", _("Conversations"), "conversations:list", order=45)
    nav.add("workspace", _("Programme"), _("Conversations"), "conversations:desk", "people", visible=permissions.works,
            order=45)  # fmt: skip
