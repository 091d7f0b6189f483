"""Pages of texts: a text, a version, two versions, a clause; the editor of a draft."""

from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.record.queries import history
from dongthuan.foundation.things.kit import Refused, kind_of, resolve
from dongthuan.web.kit import away_from, handle

from . import actions, forms, permissions, queries, reasons
from .models import ClauseVersion, Text, Version

M = TypeVar("M", bound=Model)


class Stranger(Exception):
    """Nobody has signed in, and the page is not public."""


def seen(request: HttpRequest, visible: QuerySet[M], pk: int) -> M:
    """The object if this person may see it; who has not signed in is asked to, others learn nothing."""
    found = visible.filter(pk=pk).first()
    if found is None:
        if not request.user.is_authenticated:
            raise Stranger
        raise Http404
    return found


def for_readers(view: Any) -> Any:
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except Stranger:
            return redirect_to_login(request.get_full_path())
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from None

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


def base_of(request: HttpRequest) -> str:
    """Officers read in their workspace, everyone else on the public pages."""
    return "web/base_workspace.html" if queries.is_officer(request.user) else "web/base_public.html"


def owner_of(text: Text) -> dict[str, str] | None:
    """Title and address of what the text belongs to."""
    if text.owner_id is None:
        return None
    obj = resolve([text.owner]).get(text.owner_id)
    kind = kind_of(text.owner)
    return {"title": kind.title(obj), "url": kind.url(obj)} if obj is not None else None


def page(request: HttpRequest, template: str, text: Text, **context: Any) -> HttpResponse:
    common = {"base": base_of(request), "text": text, "owner": owner_of(text)}
    return render(request, template, common | context)


@for_readers
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of a text and its history."""
    text = seen(request, queries.visible_to(request.user).select_related("owner"), pk)
    versions = list(queries.versions_visible_to(request.user).filter(text=text).order_by("-number"))
    if not versions:
        raise Http404
    lines = history(request.user, text.thing, limit=50) if queries.is_officer(request.user) else []
    may = permissions.may_edit_text(request.user, text)
    rows = list(zip(versions, [*versions[1:], None], strict=True))
    return page(request, "texts/detail.html", text, versions=rows, lines=lines, may_edit=may)


@for_readers
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, whole."""
    found = _version(request, pk)
    others = list(queries.versions_visible_to(request.user).filter(text=found.text).exclude(pk=pk).order_by("-number"))
    if "base" in request.GET:
        form = forms.CompareForm(request.GET, versions=others)
        if form.is_valid():
            return redirect("texts:compare", before=form.cleaned_data["base"], after=found.pk)
    earlier = next((v for v in others if v.number < found.number), None)
    return page(
        request, "texts/version.html", found.text, version=found, tree=queries.reading(found), earlier=earlier,
        compare=forms.CompareForm(versions=others) if others else None,
        may_edit=permissions.may_edit(request.user, found), may_restart=permissions.may_edit_text(request.user, found.text),
    )  # fmt: skip


@for_readers
def compare(request: HttpRequest, before: int, after: int) -> HttpResponse:
    """Two versions, clause by clause. `?all=1` shows the unchanged ones too."""
    old, new = _version(request, before), _version(request, after)
    if old.text_id != new.text_id:
        raise Http404
    comparison = queries.compare(old, new)
    every = request.GET.get("all") == "1"
    return page(
        request, "texts/compare.html", new.text, before=old, after=new, counts=dict(comparison.counts), every=every,
        changes=comparison.changes if every else comparison.changed,
    )  # fmt: skip


@for_readers
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    """A clause: its words now, how they came about, and what the neighbours know about it."""
    found = seen(request, queries.clauses_visible_to(request.user).select_related("text__owner", "thing"), pk)
    readings = queries.readings_of(request.user, found)
    whole = queries.reading(readings[0].version)
    here = next(p for p in whole if p.row.clause_id == found.pk)
    steps = queries.wordings_of(readings)
    officer = queries.is_officer(request.user)
    source = readings[0].source if officer else None
    return page(
        request, "texts/clause.html", found.text, clause=found, here=here, version=readings[0].version, steps=steps,
        under=list(queries.walk(here.children)), lines=history(request.user, found.thing, limit=50) if officer else [],
        source=_link(source),
    )  # fmt: skip


@for_readers
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor: the whole draft, each clause with its way to change it."""
    found = _version(request, pk)
    _must_edit(request, found)
    return page(request, "texts/edit.html", found.text, version=found, tree=queries.reading(found))


@for_readers
def edit_clause(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one clause of a draft."""
    row, here = _row(request, pk)
    fields = {"number": row.number, "title": row.title, "text": row.text, "seen": row.hash}
    form = forms.WordsForm(request.POST or None, initial=fields)
    return handle(
        request, form, lambda data: actions.edit_clause(row, **data, by=request.user),
        done=_("The clause is saved."), to=_back(row.version_id, row.clause_id), template="texts/edit_clause.html",
        context=_around(request, row, here) | {"now": row},
    )  # fmt: skip


@for_readers
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a clause: `?after=` or `?inside=` a clause's reading, else at the beginning."""
    found = _version(request, pk)
    _must_edit(request, found)
    place = {}
    for word in ("after", "inside"):
        if (value := request.GET.get(word, "")).isdecimal() and len(value) < 19:
            place[word] = get_object_or_404(
                ClauseVersion.objects.select_related("parent"), pk=int(value), version=found
            )
            break
    beside = next(iter(place.values()), None)
    form = forms.AddForm(request.POST or None, initial={"kind": _likely_kind(place)})
    here = next((p for p in queries.reading(found) if beside is not None and p.row.pk == beside.pk), None)
    return handle(
        request, form, lambda data: actions.add_clause(found, **data, **place, by=request.user),
        done=_("The clause is added."), to=lambda row: _back(found.pk, row.clause_id), template="texts/add.html",
        context={"base": base_of(request), "text": found.text, "owner": owner_of(found.text), "version": found, "here": here,
                 "how": next(iter(place), "")},
    )  # fmt: skip


@for_readers
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a clause of a draft, with what stands under it."""
    row, here = _row(request, pk)
    form = forms.MoveForm(request.POST or None, row=row)
    return handle(
        request, form,
        lambda data: actions.move_clause(row, **form.place(), count_on=data["count_on"], by=request.user),
        done=_("The clause is moved."), to=_back(row.version_id, row.clause_id), template="texts/move.html",
        context=_around(request, row, here),
    )  # fmt: skip


@for_readers
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a clause from a draft, with what stands under it."""
    row, here = _row(request, pk)
    form = forms.DeleteForm(request.POST or None, initial={"seen": row.hash})
    return handle(
        request, form, lambda data: actions.delete_clause(row, **data, by=request.user),
        done=_("The clause is deleted from the draft."), to=reverse("texts:edit", args=[row.version_id]),
        template="texts/delete.html", context=_around(request, row, here) | {"under": list(queries.walk(here.children))},
    )  # fmt: skip


@for_readers
def import_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a redraft in; the page of the comparison shows what changed."""
    text = seen(request, queries.visible_to(request.user).select_related("owner"), pk)
    permissions.check_may_edit_text(request.user, text)
    base = queries.latest(text)
    form = forms.ImportForm(request.POST or None, request.FILES or None)

    def take(data: dict[str, Any]) -> Version:
        return actions.import_words(text, form.nodes, note=data["note"], by=request.user)

    def done(_version: Version) -> str:
        said = _("The new draft is taken in. This is what changed.")
        if form.ignored:
            said += " " + _("Left out of the Word file: %(what)s.") % {"what": reasons.left_out(form.ignored)}
        return said

    def to(version: Version) -> str:
        return (
            reverse("texts:compare", args=[base.pk, version.pk])
            if base
            else reverse("texts:version", args=[version.pk])
        )

    return handle(
        request, form, take, done=done, to=to, template="texts/import.html",
        context={"base": base_of(request), "text": text, "owner": owner_of(text), "latest": base},
    )  # fmt: skip


@require_POST
@for_readers
def restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an earlier version up again."""
    found = _version(request, pk)
    fresh = actions.restart(found, by=request.user)
    return away_from(request, reverse("texts:edit", args=[fresh.pk]), _("A new draft starts from this version."))


# --- shared -------------------------------------------------------------------------------------------------------
def _version(request: HttpRequest, pk: int) -> Version:
    return seen(request, queries.versions_visible_to(request.user).select_related("text__owner", "text__thing"), pk)


def _must_edit(request: HttpRequest, found: Version) -> None:
    permissions.check_may_edit(request.user, found)


def _row(request: HttpRequest, pk: int) -> tuple[ClauseVersion, queries.Provision]:
    """A reading of a draft that this person may change, and its place."""
    visible = ClauseVersion.objects.filter(version__in=queries.versions_visible_to(request.user))
    row = seen(request, visible.select_related("version__text__owner", "clause__thing", "parent"), pk)
    _must_edit(request, row.version)
    return row, next(p for p in queries.reading(row.version) if p.row.pk == row.pk)


def _around(request: HttpRequest, row: ClauseVersion, here: queries.Provision) -> dict[str, Any]:
    text = row.version.text
    return {"base": base_of(request), "text": text, "owner": owner_of(text), "version": row.version, "here": here}


def _back(version_id: int, clause_id: int) -> str:
    return reverse("texts:edit", args=[version_id]) + f"#clause-{clause_id}"


def _likely_kind(place: dict[str, ClauseVersion]) -> str:
    """Beside a clause another of its kind; inside one, what usually stands under it."""
    if "after" in place:
        return place["after"].kind
    under = {
        "dieu": "khoan",
        "khoan": "diem",
        "so": "diem",
        "la_ma": "so",
        "chuong": "dieu",
        "muc": "dieu",
        "phan": "chuong",
    }
    return under.get(place["inside"].kind, "gach") if place else "la_ma"


def _link(thing: Any) -> dict[str, str] | None:
    if thing is None:
        return None
    obj = resolve([thing])[thing.pk]
    return {"title": kind_of(thing).title(obj), "url": kind_of(thing).url(obj)}
