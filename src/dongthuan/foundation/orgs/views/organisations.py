"""Pages of organisations and posts."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import by_name, today
from dongthuan.web.kit import chips_for, handle, listing

from .. import actions, forms, permissions, queries, tables
from ..kit import only
from ..models import Organisation, Post

reads, manages = only(permissions.may_see), only(permissions.may_manage)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Organisations"), reverse("orgs:list")), *more]


def crumbs_of(organisation: Organisation) -> list[tuple[str, str]]:
    return crumbs((organisation.name, reverse("orgs:detail", args=[organisation.pk])))


@reads
def index(request: HttpRequest) -> HttpResponse:
    """The bodies of today, or those that have ended; found with or without marks."""
    state, level, q = request.GET.get("state", ""), request.GET.get("level", ""), request.GET.get("q", "").strip()
    rows = queries.visible_to(request.user).select_related("area", "parent").prefetch_related("names")
    rows = rows.filter(until__lt=today()) if state == "ended" else rows.on(today())
    if level in Organisation.Level.values:
        rows = rows.filter(level=level)
    if q:
        rows = rows.filter(pk__in=queries.named_like(q))
    rows = rows.order_by(queries.rank_of("level"), by_name("name"))
    states = chips_for(request, "state", [("", _("In force")), ("ended", _("Ended"))])
    levels = chips_for(request, "level", [("", _("Every level")), *Organisation.Level.choices])
    return listing(
        request, "orgs/list.html", tables.Organisations, rows, states=states, levels=levels, q=q,
        may=permissions.may_manage(request.user),
    )  # fmt: skip


@reads
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.visible_to(request.user).select_related("area", "parent", "successor").prefetch_related("names")
    organisation = get_object_or_404(rows, pk=pk)
    context = {
        "organisation": organisation,
        "ended": organisation.until is not None and organisation.until < today(),
        "predecessors": organisation.predecessors.all(),
        "children": organisation.children.on(today()).order_by(queries.rank_of("level"), by_name("name")),
        "history": record.history(request.user, organisation.thing),
        "may": permissions.may_manage(request.user),
    }
    return render(request, "orgs/detail.html", context)


@reads
def posts(request: HttpRequest) -> HttpResponse:
    rows = Post.objects.filter(organisation__in=queries.visible_to(request.user)).select_related("organisation")
    rows = rows.on(today()).order_by(
        queries.rank_of("organisation__level"), by_name("organisation__name"), queries.BY_RANK, "title"
    )
    return listing(request, "orgs/posts.html", tables.Posts, rows, may=permissions.may_manage(request.user))


def _form_page(request: HttpRequest, form: Any, action: Any, heading: str, above: list, **more: Any) -> HttpResponse:
    to = more.pop("to", lambda o: reverse("orgs:detail", args=[o.pk]))
    context = {"heading": heading, "crumbs": above, "cancel": above[-1][1]} | more
    return handle(request, form, action, done=_("Saved."), to=to, context=context)


@manages
def create(request: HttpRequest) -> HttpResponse:
    form = forms.NewOrganisationForm(request.POST or None)
    return _form_page(
        request,
        form,
        lambda data: actions.create_organisation(**data, by=request.user),
        _("New organisation"),
        crumbs(),
    )


@manages
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    initial = {f: getattr(organisation, f) for f in actions.organisations.CORRECTABLE}
    form = forms.OrganisationForm(request.POST or None, initial=initial, organisation=organisation)
    return _form_page(
        request, form, lambda data: actions.correct_organisation(organisation, by=request.user, **data),
        _("Correct what was entered"), crumbs_of(organisation),
        lead=_("For mistakes only. A new name, a merger or an end is entered with its own day."),
    )  # fmt: skip


@manages
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = forms.RenameForm(request.POST or None)
    action = partial(_call, actions.rename, organisation, request.user)
    lead = _("The old name stays with its days: what was done under it is read under it.")
    return _form_page(request, form, action, _("Rename"), crumbs_of(organisation), lead=lead)


@manages
def end(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = forms.EndForm(request.POST or None)
    action = partial(_call, actions.end_organisation, organisation, request.user)
    lead = _("Its posts end with it. If another body stands in its place, enter a merger instead.")
    above = crumbs_of(organisation)
    return _form_page(request, form, action, _("End the organisation"), above, lead=lead, risk=True)


@manages
def merge(request: HttpRequest) -> HttpResponse:
    form = forms.MergeForm(request.POST or None)
    lead = _("Create the successor first. The predecessors end the day before; papers keep the names of their day.")
    return _form_page(
        request,
        form,
        lambda data: actions.merge(by=request.user, **data),
        _("Merge organisations"),
        crumbs(),
        lead=lead,
    )


@manages
def new_post(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = forms.PostForm(request.POST or None)
    action = partial(_call, actions.create_post, organisation, request.user)
    to = reverse("orgs:detail", args=[pk])
    return _form_page(request, form, action, _("New post"), crumbs_of(organisation), to=to)


@manages
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("organisation"), pk=pk)
    form = forms.EndForm(request.POST or None)
    action = partial(_call, actions.end_post, post, request.user)
    heading = _("End the post “%(post)s”") % {"post": post.title}
    lead = _("What is open on it goes to the desk of the head.")
    to = reverse("orgs:detail", args=[post.organisation_id])
    return _form_page(request, form, action, heading, crumbs_of(post.organisation), lead=lead, to=to, risk=True)


def _call(action: Any, obj: Any, by: Any, data: dict[str, Any]) -> Any:
    return action(obj, by=by, **data)


__all__ = ["correct", "create", "detail", "end", "end_post", "index", "merge", "new_post", "posts", "rename"]
