"""My desk: what a person must do, ranked by due date, grouped by object, each with its next step.

The rows come from the register in notify's kit, so that every room puts its own there. However many rows wait, a page
asks a fixed number of queries: one to count, per source one for the rows shown if it has any, and one per kind of object.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.foundation.notify.kit import DeskCounts, DeskRow, desk
from dongthuan.foundation.notify.queries import unread_count
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import kinds, resolve, today, together
from dongthuan.web.kit import Column, Table, chips_for, moment, nav

PER_PAGE = 50
MOST_PAGES = 200  # deeper is not read, it is filtered; the number keeps a page's cost bounded
MOST_IN_FILE = 20_000
KEPT = 60  # seconds for which the number in the navigation is kept
SHOWN = ("", "late", "week", "waiting")
near = caches["near"]


class DeskTable(Table):
    name = "viec-can-lam"
    caption = gettext_lazy("To do")
    columns = (
        Column("due", gettext_lazy("Due date")),
        Column("what", gettext_lazy("What is to be done"), width=60),
        Column("why", gettext_lazy("Why"), width=60),
        Column("step", gettext_lazy("Next step"), width=24),
    )


class Rows(Sequence):
    """The desk as a list that is only read as far as the page shown."""

    def __init__(self, user: Any, only: str, total: int) -> None:
        self.user, self.only, self.total = user, only, min(total, PER_PAGE * MOST_PAGES)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: Any) -> Any:
        return desk.rows(self.user, self.only, index.stop)[index]


@login_required
@require_safe
@together()
def my_desk(request: HttpRequest) -> HttpResponse:
    counts = desk_counts(request)
    only = request.GET.get("show", "") if request.GET.get("show") in SHOWN else ""
    if request.GET.get("format") == "xlsx":
        return DeskTable(desk.rows(request.user, only, MOST_IN_FILE)).as_response()
    numbers = {"": counts.all, "late": counts.late, "week": counts.week, "waiting": counts.waiting}
    labels = [
        ("", _("All")),
        ("late", _("Overdue")),
        ("week", _("Within 7 days")),
        ("waiting", _("Waiting for others")),
    ]
    page: Page = Paginator(Rows(request.user, only, numbers[only]), PER_PAGE).get_page(request.GET.get("page", "1"))
    return render(request, "journeys/desk.html", {
        "page": page, "counts": counts, "day": today(), "desk": lines(list(page.object_list), page.number == 1),
        "chips": chips_for(request, "show", labels, numbers),
    })  # fmt: skip


def desk_counts(request: HttpRequest) -> DeskCounts:
    """Counted once per page: the navigation shows the same number."""
    if not hasattr(request, "_desk"):
        request._desk = desk.counts(request.user)  # type: ignore[attr-defined]
        near.set(near_key(request), request._desk.all, KEPT)  # type: ignore[attr-defined]
    return request._desk  # type: ignore[attr-defined]


def number_beside(request: HttpRequest) -> int:
    """The number in the navigation. It asks a score of tables, so it may be a minute old, but not older than the person's
    own last act, nor than what they were last told."""
    found = near.get(near_key(request)) if not hasattr(request, "_desk") else None
    return desk_counts(request).all if found is None else found


def near_key(request: HttpRequest) -> str:
    person: int = request.user.pk  # type: ignore[assignment]
    return f"desk:{person}:{today()}:{record.last_act(person)}:{unread_count(request)}".replace(" ", "T")


def grouped(rows: list[DeskRow]) -> list[tuple[str, str, list[DeskRow]]]:
    """Rows under the object they belong to (a plan row's plan) or the heading they name: (title, address, rows), the earliest
    due date first."""
    headings = {pk: heading(obj) for pk, obj in resolve([r.group for r in rows]).items()}
    groups: dict[tuple[str, str], list[DeskRow]] = {}
    for row in rows:
        place = row.under or headings.get(row.group.pk if row.group else 0, (_("Other"), ""))
        groups.setdefault(place, []).append(row)
    return [(title, url, found) for (title, url), found in groups.items()]


def lines(rows: list[DeskRow], first_page: bool) -> list[tuple[str, str, SafeString]]:
    """The groups with their rows drawn."""
    groups = grouped(rows)
    return [
        (title, url, SafeString("".join(drawn(row, first_page and (g, n) == (0, 0)) for n, row in enumerate(found))))
        for g, (title, url, found) in enumerate(groups)
    ]


def drawn(row: DeskRow, main: bool) -> SafeString:
    """The line of a row; `main`: the one step that the page offers first. Put together here, as a table's cells are: row by
    row a template takes longer than the database."""
    day = format_html("{} {}", _("Due"), moment(row.due)) if row.due else ""
    why = format_html('<p class="small muted">{}</p>', row.why) if row.why else ""
    step = ""
    if row.step:
        button = '<a class="btn{}" href="{}">{}<span class="sr">: {}</span></a>'
        step = format_html(button, "" if main else " btn--2", row.step_url, row.step, row.what)
    return format_html(
        '<li><p>{}<span class="sr">. </span><br><span class="small">{}</span></p>'
        '<div class="desk__what"><p><a href="{}">{}</a></p>{}</div>{}</li>\n',
        row.shown_tag(), row.note or day, row.url, row.what, why, step,
    )  # fmt: skip


def heading(obj: Any) -> tuple[str, str]:
    within = kinds[obj.KIND].within
    whole = within(obj) if within else obj
    kind = kinds[whole.KIND]
    return str(kind.title(whole)), kind.url(whole)


def ready() -> None:
    nav.add(
        "workspace", gettext_lazy("Work"), gettext_lazy("To do"), "journeys:desk", "inbox", order=10,
        visible=lambda user: user.is_authenticated, count=lambda request: number_beside(request),
    )  # fmt: skip


urlpatterns = [path("desk/", my_desk, name="desk")]
