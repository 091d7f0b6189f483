"""What of petitions stands on a person's desk: the next step of each case that is theirs to take, by legal date."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import Desk, DeskRow, ManyRows
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import Tag

from . import queries
from .models import Petition
from .verbs import VERBS, main_verb


def _rows(rows: QuerySet[Petition]) -> QuerySet[Petition]:
    return rows.select_related("thing")


def do_row(petition: Petition) -> DeskRow:
    verb = main_verb(petition)
    page = reverse("petitions:detail", args=[petition.pk])
    step = reverse("petitions:step", args=[petition.pk, verb]) if verb else page
    label = str(VERBS[verb].label) if verb else _("Open the case")
    return DeskRow(
        due=petition.due, what=_what(petition), url=page, step=label, step_url=step, group=petition.thing,
        why=str(petition.get_status_display()),
    )  # fmt: skip


def _what(petition: Petition) -> str:
    return f"{petition.code}: {petition.title}" if petition.title else f"{petition.code}: {petition.get_kind_display()}"


def wait_row(petition: Petition) -> DeskRow:
    page = reverse("petitions:detail", args=[petition.pk])
    tag = Tag("", _("Waiting for its sender"))
    return DeskRow(
        petition.due, _what(petition), page, _("Open the case"), page, waiting=True, tag=tag, group=petition.thing
    )


def read_row(petition: Petition) -> DeskRow:
    page = reverse("petitions:detail", args=[petition.pk])
    step = reverse("petitions:step", args=[petition.pk, "give_reading"])
    label = str(VERBS["give_reading"].label)
    return DeskRow(petition.due, _what(petition), page, label, step, group=petition.thing)


def _to_do(user: User) -> QuerySet[Petition]:
    return _rows(queries.to_do(user))


def _waiting(user: User) -> QuerySet[Petition]:
    return _rows(queries.waiting(user))


def _to_read(user: User) -> QuerySet[Petition]:
    return _rows(queries.to_read(user))


def register(desk: Desk) -> None:
    desk.add_many("petitions.to_do", ManyRows(_to_do, do_row, due="due"))
    desk.add_many("petitions.waiting", ManyRows(_waiting, wait_row, due="due", waiting=True))
    desk.add_many("petitions.to_read", ManyRows(_to_read, read_row, due="due"))
