"""Closing the districts, by command and by page: first what it will do, task by task, then the deed."""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.deliver.tasks import queries as task_queries
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import Column, Table, handle, nav, paginate

from . import two_tiers
from .two_tiers import Move


def mark(moves: Iterable[Move]) -> str:
    """What was shown, in short: if it is another when the form comes back, something moved meanwhile."""
    text = repr([(m.task.pk, m.old.pk, m.new.pk, m.new_issuer.pk) for m in moves])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- the command --------------------------------------------------------------------------------------------------
def main(argv: list[str]) -> int:
    """0: closed, or nothing to close; 2: refused, with one sentence."""
    parser = argparse.ArgumentParser(prog="dongthuan close-districts", description=__doc__)
    parser.add_argument("date", type=date.fromisoformat, help="the districts' last day, such as 2025-06-30")
    parser.add_argument(
        "--by", required=True, metavar="USERNAME", help="the administrator; the record names this person"
    )
    parser.add_argument("--check", action="store_true", help="only list who will have which open task")
    options = parser.parse_args(argv)
    by = User.objects.filter(username=options.by, is_active=True).first()
    if by is None:
        return refused(f"There is no active account {options.by!r}.")
    if not (may := two_tiers.may_close(by)):
        return refused(str(getattr(may, "reason", "")))
    if options.check:
        return listed(options.date)
    try:
        done = two_tiers.close_districts(on=options.date, by=by)
    except Refused as refusal:
        return refused(str(refusal))
    print(
        f"{len(done.ended)} ended, {len(done.passed)} passed to a successor, {len(done.returned)} open tasks returned."
    )
    return 0


def listed(on: date) -> int:
    ending, passing = two_tiers.endings(on)
    moves = two_tiers.foresee(on)
    for m in moves:
        given = f"; given by {m.issuer} → {m.new_issuer}" if m.issuer != m.new_issuer else ""
        warning = "  NOBODY WOULD HAVE IT" if m.ownerless else ""
        print(f"task {m.task.pk} (due {m.task.due}): {m.old} → {m.new}{given}{warning}")
    passed = sum(map(len, passing.values()))
    print(
        f"{len(ending)} would end, {passed} would pass to a successor, {len(moves)} open tasks would move. Nothing was done."
    )
    return 2 if any(m.ownerless for m in moves) else 0


def refused(sentence: str) -> int:
    print(f"dongthuan close-districts: {sentence}", file=sys.stderr)
    return 2


# --- the page -----------------------------------------------------------------------------------------------------
class MoveTable(Table):
    """Who will have which task. Titles only to who may read the task: the administrator reads no case content."""

    name = "viec-khi-ket-thuc-cap-huyen"
    caption = gettext_lazy("Open tasks that will move")
    empty = gettext_lazy("No open task will move.")
    columns = (
        Column("title", gettext_lazy("Task"), lambda m: m.title, width=60),
        Column("due", gettext_lazy("Due date"), lambda m: m.task.due),
        Column("old", gettext_lazy("Has it now"), lambda m: m.old.name, width=40),
        Column("new", gettext_lazy("Will have it"), lambda m: _("Nobody") if m.ownerless else m.new.name, width=40),
        Column("issuer", gettext_lazy("Given by, then"), lambda m: m.new_issuer.name, width=40),
        Column("returned", gettext_lazy("To be given anew"), lambda m: m.returned),
    )


class Shown:
    """A move as a person may read it."""

    def __init__(self, move: Move, title: str) -> None:
        self.__dict__.update(vars(move), ownerless=move.ownerless, title=title)


def shown(user: User, moves: list[Move]) -> list[Shown]:
    readable = set(task_queries.visible_to(user).filter(pk__in=[m.task.pk for m in moves]).values_list("pk", flat=True))
    return [Shown(m, m.task.title if m.task.pk in readable else _("Task %(n)s") % {"n": m.task.pk}) for m in moves]


class CloseForm(forms.Form):
    on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    mark = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=gettext_lazy("The focal officers of both parties have seen this list, and a backup was made today.")
    )


def close(on: date, seen: str, *, by: User) -> two_tiers.Closing:
    if mark(two_tiers.foresee(on)) != seen:
        raise Refused(_("Something moved since this list was shown. Look at it once more."))
    return two_tiers.close_districts(on=on, by=by)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    by: User = request.user  # type: ignore[assignment]
    if not (may := two_tiers.may_foresee(by)):
        raise PermissionDenied(getattr(may, "reason", ""))
    days, may_close = two_tiers.days(), two_tiers.may_close(by)
    on = parse_date(request.POST.get("on") or request.GET.get("on", "")[:10] or "") if days else None
    on = on if on in days else next(iter(days), None)
    if request.method == "POST" and not may_close:
        raise PermissionDenied(getattr(may_close, "reason", ""))
    moves = two_tiers.foresee(on) if on else []
    if request.GET.get("format") == "xlsx":
        return MoveTable(shown(by, moves)).as_response()
    lines = paginate(request, moves)
    ending, passing = two_tiers.endings(on) if on else ([], {})
    context = {
        "heading": _("Close the districts"), "on": on, "days": days, "may_close": may_close, "page": lines,
        "table": MoveTable(shown(by, list(lines.object_list)), request=request), "moves": len(moves), "ending": ending,
        "passing": [(p, heir) for heir, ones in passing.items() for p in ones], "risk": True,
        "stuck": sum(m.ownerless for m in moves), "submit": _("Close them with this day"),
    }  # fmt: skip
    if on is None or not may_close:
        return render(request, "journeys/closing.html", context)
    form = CloseForm(request.POST or None, initial={"on": on.isoformat(), "mark": mark(moves)})
    return handle(
        request, form, lambda d: close(d["on"], d["mark"], by=by), done=said, to="journeys:close_districts",
        template="journeys/closing.html", context=context,
    )  # fmt: skip


def said(done: two_tiers.Closing) -> str:
    counts = {"ended": len(done.ended), "passed": len(done.passed), "returned": len(done.returned)}
    return _("%(ended)s bodies ended, %(passed)s passed to a successor, %(returned)s open tasks returned.") % counts


def to_close(user: Any) -> bool:
    return bool(two_tiers.may_close(user))


def ready() -> None:
    nav.add(
        "workspace", gettext_lazy("Organisation and people"), gettext_lazy("Close the districts"), "journeys:close_districts",
        "place", order=68, visible=to_close,
    )  # fmt: skip


urlpatterns = [path("close-districts/", page, name="close_districts")]
