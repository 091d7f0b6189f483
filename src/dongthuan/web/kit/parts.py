"""Small values that a page draws: a status, a step of the thread, a line of history, a bar."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .formats import vndate, vndatetime, vnnumber
from .icons import icon

TAG_ICONS = {"": "dot", "done": "check", "now": "clock", "late": "warning", "info": "voice"}


@dataclass(frozen=True)
class Tag:
    """A status: shape, words, and only then colour. `tone` is one of "", done, now, late, info."""

    tone: str
    text: Any
    icon: str = ""

    def __post_init__(self) -> None:
        if self.tone not in TAG_ICONS:
            raise ValueError(f"tag tone {self.tone!r}: one of {', '.join(repr(t) for t in TAG_ICONS)}")

    @property
    def shape(self) -> str:
        return self.icon or TAG_ICONS[self.tone]

    def __html__(self) -> SafeString:
        """So that a table's cell or a template may hold it as it is."""
        tone = f" tag--{self.tone}" if self.tone else ""
        return format_html('<span class="tag{}">{}{}</span>', tone, icon(self.shape), self.text)


def moment(value: date | datetime | None) -> SafeString | str:
    """A `<time>`: 19/08/2024, or 15:20, 19/08/2024 for a moment."""
    if not value:
        return ""
    text = vndatetime(value) if isinstance(value, datetime) else vndate(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


def draw_tag(tag: Tag) -> SafeString:
    """The status as HTML; in a template `{{ tag|draw_tag }}`."""
    return tag.__html__()


def due_tag(due: date | None, today: date) -> Tag:
    """How a day still ahead, or already gone, reads: with the number of days."""
    if due is None:
        return Tag("", _("No due date"))
    days = (due - today).days
    if days < 0:
        return Tag("late", ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": vnnumber(-days)})
    if days == 0:
        return Tag("now", _("Due today"))
    return Tag("now", ngettext("%(n)s day left", "%(n)s days left", days) % {"n": vnnumber(days)})


@dataclass(frozen=True)
class Step:
    """A knot of the thread from voice to published figure. `state` is past, here or empty (still ahead)."""

    label: Any
    fact: Any = ""
    url: str = ""
    state: str = ""


@dataclass(frozen=True)
class Line:
    """An entry of a history: a sentence (may be safe HTML with a bold verb), when, who. `state`: next, here, back."""

    sentence: Any
    at: date | datetime | None = None
    who: Any = ""
    state: str = ""
    note: Any = ""


@dataclass(frozen=True)
class Bar:
    """Work counted in four: done on time, done late, in hand, overdue; drawn as one bar."""

    label: Any
    done: int = 0
    slow: int = 0
    now: int = 0
    late: int = 0
    url: str = ""

    @property
    def total(self) -> int:
        return self.done + self.slow + self.now + self.late

    @property
    def finished(self) -> int:
        return self.done + self.slow

    @property
    def sentence(self) -> str:
        """What the bar says to who does not see it."""
        return _("%(label)s: %(done)s done on time, %(slow)s done late, %(now)s in hand, %(late)s overdue") % {
            "label": self.label,
            **{key: vnnumber(getattr(self, key)) for key in ("done", "slow", "now", "late")},
        }

    def rects(self) -> list[tuple[str, str, str]]:
        """Class, x and width of each part, in per cent, with a hair of air between two parts."""
        drawn, x = [], 0.0
        for name, count in zip("abcd", (self.done, self.slow, self.now, self.late), strict=True):
            width = 100 * count / self.total if self.total else 0
            if count:
                drawn.append((name, f"{x:.2f}%", f"{max(width - 0.35, 0.2):.2f}%"))
            x += width
        return drawn


def total_of(bars: list[Bar]) -> Bar:
    """The sum of several bars."""
    sums = {key: sum(getattr(bar, key) for bar in bars) for key in ("done", "slow", "now", "late")}
    return Bar(_("Total"), **sums)
