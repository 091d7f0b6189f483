"""The days of a year as a list."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.law import WEEKDAYS, Confidence
from dongthuan.web.kit import Column, Table

from .models import SpecialDay


def weekday(special: SpecialDay) -> str:
    return WEEKDAYS[special.day.weekday()]


def notice(special: SpecialDay) -> str:
    """The notice, and a word where it was not read itself."""
    return "; ".join(part for part in (special.notice, Confidence(special.confidence).note) if part)


def doings(special: SpecialDay) -> str:
    links = (f"{reverse('calendar:set_day')}?day={special.pk}", reverse("calendar:remove_day", args=[special.pk]))
    return format_html(
        '<a href="{}">{}<span class="sr"> {day}</span></a> · <a href="{}">{}<span class="sr"> {day}</span></a>',
        links[0], _("Change"), links[1], _("Remove"), day=f"{special.day:%d/%m/%Y}",
    )  # fmt: skip


class Days(Table):
    name = "lich-lam-viec"
    caption = gettext_lazy("Days off and worked in exchange")
    empty = gettext_lazy("No day of this year has been entered.")
    columns: tuple[Column, ...] = (
        Column("day", gettext_lazy("Day")),
        Column("weekday", gettext_lazy("Weekday"), weekday),
        Column("kind", gettext_lazy("Kind"), "get_kind_display"),
        Column("name", gettext_lazy("Name")),
        Column("notice", gettext_lazy("Notice"), notice),
        Column("source", gettext_lazy("Source")),
    )


class ChangeableDays(Days):
    columns = (*Days.columns, Column("doings", gettext_lazy("What to do"), lambda s: "", show=doings))
