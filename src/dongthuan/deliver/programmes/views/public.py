"""What everyone may read: programmes that were signed, their words, who signed, what each year concentrates on."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from dongthuan.foundation.papers.kit import card
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Tag

from .. import queries
from ..models import Edition, Programme
from .programme import facts_of, years_of


def _public() -> QuerySet[Programme]:
    return queries.public().select_related("thing", "in_force_version", "predecessor")


def programmes(request: HttpRequest) -> HttpResponse:
    found = _public().prefetch_related("parties__organisation").order_by("-since", "-pk")
    return render(request, "programmes/public_list.html", {"programmes": found})


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed programme: how far it is, its focus, who signed and how to check."""
    found = get_object_or_404(_public(), pk=pk)
    edition = _in_force(found)
    year = queries.shown_year(found)
    focus = queries.focus_of(found, year)
    chosen = {c.pk for c in focus.clauses.all()} if focus else set()
    content = queries.content_clauses(found.in_force_version)
    context = facts_of(request, found, "programmes:public") | {
        "edition": edition, "paper": edition.paper if edition else None, "status": public_status(found), "year": year,
        "focus": focus, "in_focus": [r for r in content if r.clause_id in chosen], "content": content,
        "is_insider": queries.is_insider(request.user, found), "card": card(request, edition.paper) if edition else "",
        "intact": edition is not None and texts.recount(edition.version) == edition.version.canonical_hash,
        "day": min(today(), found.until), "years": years_of(found),
    }  # fmt: skip
    return render(request, "programmes/public.html", context)


def clause(request: HttpRequest, pk: int, clause: int) -> HttpResponse:
    """One clause of a signed programme: its words, in which years it was in focus, what was planned because of it."""
    found = get_object_or_404(_public(), pk=pk)
    readings = queries.readings(found.in_force_version)
    here = next((r for r in readings if r.clause_id == clause), None)
    thing = get_object_or_404(Clause.objects.select_related("thing"), pk=clause if here else 0)
    inside = [r for r in readings if clause in r.trail]
    context = {
        "programme": found, "reading": here, "inside": inside, "clause": thing,
        "focuses": found.focuses.filter(clauses=thing).order_by("-year"),
    }  # fmt: skip
    return render(request, "programmes/clause.html", context)


def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole words in force."""
    found = get_object_or_404(_public(), pk=pk)
    context = {
        "programme": found, "readings": queries.readings(found.in_force_version), "bases": found.bases.all(),
        "edition": _in_force(found),
    }  # fmt: skip
    return render(request, "programmes/text.html", context)


def _in_force(programme: Programme) -> Edition | None:
    found = programme.editions.filter(withdrawn=False, signed_on__isnull=False).select_related(
        "paper__thing", "version"
    )
    return found.order_by("-number").first()


def public_status(programme: Programme) -> Tag:
    """The public sees a programme in force or ended, whatever is being drafted behind it."""
    return Tag("done", _("In effect")) if programme.is_binding else Tag("", _("No longer in force"))
