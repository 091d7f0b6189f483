"""`{% load working_days %}`: a deadline's arithmetic drawn as a calendar, for any room's pages."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from dongthuan.foundation.law import Deadline, condensed
from dongthuan.web.kit.clock import today

from ..kit import weeks

register = template.Library()


@register.inclusion_tag("calendar/_weekdays.html")
def weekday_heads() -> dict[str, Any]:
    """The head of a calendar's table, Monday first."""
    short = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    long = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return {"heads": zip(short, long, strict=True)}


@register.filter
def short_day(day: date) -> str:
    """The number of the day, with its month on the first."""
    return f"{day.day}/{day.month}" if day.day == 1 else str(day.day)


@register.inclusion_tag("calendar/_counted.html")
def counted(deadline: Deadline) -> dict[str, Any]:
    """The weeks of a deadline with counted and skipped days, the steps in words, the article beside them."""
    found, now = deadline.arithmetic(), today()
    first, last = sorted((deadline.trigger, deadline.due))
    steps = [
        f"{a:%d/%m/%Y}: {words}" if a == b else f"{min(a, b):%d/%m/%Y} – {max(a, b):%d/%m/%Y}: {words}"
        for a, b, words in condensed(found)
    ]
    return {
        "weeks": weeks(deadline, now), "first": first, "last": last, "today": first <= now <= last, "steps": steps,
        "deadline": deadline, "unsure": deadline.confidence.note,
    }  # fmt: skip
