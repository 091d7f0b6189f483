"""The front page: what was promised, how far it is, what happened last. Only what there is; nothing is filled up."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import Programme, YearFocus
from dongthuan.foundation.papers import queries as papers
from dongthuan.foundation.things.kit import kinds, today
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import panels

from .programme_views import bars_of, late_rows, progress_of

LATEST = 6


@dataclass(frozen=True)
class News:
    """A paper that was signed, as one line."""

    title: str
    kind: str
    url: str
    number: str
    day: object


def latest(user: object) -> list[News]:
    """The papers signed last that this reader may see, newest first."""
    found = papers.visible_to(user).filter(status="signed").select_related("subject").order_by("-dated", "-pk")[:LATEST]
    subjects = seen(user, [paper.subject for paper in found])
    news = []
    for paper in found:
        if obj := subjects.get(paper.subject_id):
            kind = kinds[paper.subject.kind]
            news.append(News(kind.title(obj), str(kind.label), public_url(obj), paper.shown_number, paper.dated))
    return news


def seen(user: object, things: list[Thing]) -> dict[int, Any]:
    """Thing -> its object, of those this reader may see; one query per kind."""
    wanted: dict[str, list[int]] = {}
    for thing in things:
        wanted.setdefault(thing.kind, []).append(thing.pk)
    rows = (
        row
        for key, ids in wanted.items()
        for row in kinds[key].visible_to(user).filter(thing_id__in=ids).select_related(*kinds[key].related)
    )
    return {row.thing_id: row for row in rows}


def public_url(obj: object) -> str:
    """Where everyone may read about it; empty where there is no page for everyone."""
    programme = obj if isinstance(obj, Programme) else getattr(obj, "programme", None)
    return reverse("programmes:public", args=[programme.pk]) if isinstance(programme, Programme) else ""


def shown_programme() -> Programme | None:
    """The programme the page is about: the one in force that began last, else the last that ended."""
    found = programmes.public().select_related("in_force_version", "thing")
    return found.binding().order_by("-since").first() or found.order_by("-until").first()


def front(request: HttpRequest) -> HttpResponse:
    programme = shown_programme()
    context: dict[str, object] = {"programme": programme, "news": latest(request.user), "day": today()}
    if programme is not None:
        progress = progress_of(programme)
        focus: YearFocus | None = programmes.focus_of(programme, programmes.shown_year(programme))
        total = progress.total
        chosen = {c.pk for c in focus.clauses.all()} if focus else set()
        context |= {
            "progress": progress, "total": total, "bar": total.bar(_("All tasks")) if total.total else None,
            "bars": [bar for bar in bars_of(programme, progress) if bar.total], "focus": focus,
            # beside the bars, which name every clause, only those in focus stand
            "shown": [r for r, _tally in progress.clauses if r.clause_id in chosen or not total.total],
            "late": late_rows(programme, progress), "parties": programmes.parties_on(programme, min(today(), programme.until)),
        }  # fmt: skip
    context["more"] = panels.draw(request, "front", "main")
    return render(request, "journeys/front.html", context)


urlpatterns = [path("", front, name="front")]
