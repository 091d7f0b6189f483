"""The counts and the rows behind each of them, from the same conditions, so that a number always opens what it counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import vnnumber

from ..kinds import Field, Kind, Satisfaction
from ..models import Petition
from ..models.petition import OPEN
from ..scope import cases

SOON = 7  # days
WAYS: dict[str, tuple[Any, str]] = {  # way -> (heading, column)
    "unit": (gettext_lazy("By unit"), "organisation"),
    "field": (gettext_lazy("By field"), "field"),
    "kind": (gettext_lazy("By kind"), "kind"),
}


@dataclass(frozen=True)
class Load:
    """Open cases, and how many of them are due within a week, overdue, on the red list."""

    open: int = 0
    soon: int = 0
    late: int = 0
    red: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Part:
    """One line: a unit, a field or a kind, with its counts."""

    key: str
    label: str
    load: Load

    @property
    def sentence(self) -> str:
        """What the bar says to who does not see it."""
        numbers = {f.name: vnnumber(getattr(self.load, f.name)) for f in fields(self.load)}
        return _("%(label)s: %(open)s open, %(soon)s due within a week, %(late)s overdue") % {
            "label": self.label,
            **numbers,
        }

    def rects(self, most: int) -> list[tuple[str, str, str]]:
        """Class, x and width in per cent of the longest bar: later, within a week, overdue."""
        drawn, x = [], 0.0
        parts = (("a", self.load.open - self.load.soon - self.load.late), ("c", self.load.soon), ("d", self.load.late))
        for name, count in parts:
            width = 100 * count / most if most else 0
            if count:
                drawn.append((name, f"{x:.2f}%", f"{max(width - 0.2, 0.2):.2f}%"))
            x += width
        return drawn


def conditions(day: date) -> dict[str, Q]:
    """What each count counts."""
    return {
        "open": Q(), "soon": Q(due__range=(day, day + timedelta(days=SOON))), "late": Q(due__lt=day),
        "red": Q(alarm_on__lte=day),
    }  # fmt: skip


def open_cases(user: Any) -> QuerySet[Petition]:
    return cases(user).filter(status__in=OPEN)


def cells(user: Any) -> dict[tuple[Any, str, str], Load]:
    """(unit, field, kind) -> its counts. One query, whatever the volume."""
    asked, by = conditions(today()), ("organisation", "field", "kind")
    counts = {name: Count("pk", filter=asked[name]) for name in ("soon", "late", "red")}
    lines = open_cases(user).order_by().values_list(*by).annotate(n=Count("pk"), **counts)
    return {(unit, field, kind): Load(*numbers) for unit, field, kind, *numbers in lines}


def parts(found: dict[tuple[Any, str, str], Load], way: str) -> list[Part]:
    """The counts along one way, the worst first."""
    place = list(WAYS).index(way)
    sums: dict[Any, Load] = {}
    for key, load in found.items():
        sums[key[place]] = sums.get(key[place], Load()) + load
    name = _names(way, sums)
    made = [Part(str(key or "-"), name(key), load) for key, load in sums.items()]
    return sorted(made, key=lambda p: (-p.load.late, -p.load.open, p.label))


SAID = {**{f"said-{level}": label for level, label in Satisfaction.choices}, "reopened": gettext_lazy("Opened again")}


def _said(name: str) -> Q:
    if name == "reopened":
        return Q(solved=False, status__in=OPEN)
    return Q(satisfaction=int(name.removeprefix("said-")))


def said(user: Any) -> list[tuple[str, Any, int]]:
    """What the senders last said of how it was handled, and what they opened again: name, label, how many. One query."""
    asked = {f"n{i}": Count("pk", filter=_said(name)) for i, name in enumerate(SAID)}
    found = cases(user).order_by().aggregate(**asked)
    return [(name, label, found[f"n{i}"]) for i, (name, label) in enumerate(SAID.items())]


def _names(way: str, keys: Iterable[Any]) -> Callable[[Any], str]:
    if way == "unit":
        known = dict(Organisation.objects.filter(pk__in=list(keys)).values_list("pk", "short_name"))
        return lambda key: known.get(key, "")
    labels = dict(Field.choices if way == "field" else Kind.choices)
    return lambda key: str(labels.get(key) or _("Field not entered yet"))


def rows(user: Any, way: str, key: str, show: str) -> QuerySet[Petition]:
    """The cases behind one number."""
    found = cases(user).filter(_said(show)) if show in SAID else open_cases(user).filter(conditions(today())[show])
    if key:
        column = WAYS[way][1]
        if way == "unit" and not key.isdigit():
            return found.none()
        found = found.filter(**{column: "" if key == "-" else key})
    return found.select_related("organisation").order_by("due", "pk")
