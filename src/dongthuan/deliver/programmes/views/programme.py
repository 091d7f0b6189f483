"""The workspace: the list of programmes, one programme, its facts."""

from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import chips_for, handle, listing

from .. import actions, forms, panels, permissions, queries
from ..models import Programme
from ..states import Status
from ..tables import ProgrammeTable, status_tag
from .common import allowed, crumbs, inner_programme


@login_required
def programmes(request: HttpRequest) -> HttpResponse:
    seen = queries.visible_to(request.user)
    counts = dict(seen.order_by().values_list("status").annotate(n=Count("pk")))
    chosen = request.GET.get("status", "")
    rows = seen.filter(status=chosen) if chosen in Status.values else seen
    chips = chips_for(
        request, "status", [("", _("All")), *Status.choices], counts | {"": sum(counts.values())}
    )  # fmt: skip
    return listing(
        request, "programmes/list.html", ProgrammeTable, rows.prefetch_related("parties__organisation"),
        may_create=permissions.may_create(request.user), chips=chips,
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The workspace page of a programme; who does not belong to it is led to its public page."""
    programme = get_object_or_404(queries.visible_to(request.user), pk=pk)
    if not queries.is_insider(request.user, programme):
        return redirect("programmes:public", pk=pk)
    programme = inner_programme(request, pk)
    user, versions = request.user, list(programme.text.versions.order_by("-number"))
    version = versions[0] if programme.status != Status.IN_FORCE else programme.in_force_version
    editions = list(programme.editions.select_related("paper__thing").order_by("-number", "-pk"))
    current = next((e for e in editions if not e.withdrawn), None)
    may = {
        "edit": permissions.may_edit(user, programme), "plan": permissions.may_plan(user, programme),
    }  # fmt: skip
    context = facts_of(request, programme, "programmes:detail") | {
        "version": version, "versions": compared(versions), "readings": queries.readings(version), "may": may,
        "status": status_tag(programme), "edition": current,
        "steps": panels.thread_of(programme, current), "next": panels.next_step(user, programme, current),
        "more": more(user, programme), "years": years_of(programme),
        "history": record.history(user, programme.thing, limit=12),
        "edit_url": texts_url("edit", version) if version.status == "draft" else "",
    }  # fmt: skip
    return render(request, "programmes/detail.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    allowed(permissions.may_create(request.user))
    form = forms.NewForm(request.POST or None, request.FILES or None, user=request.user)

    def create(got: dict[str, Any]) -> Programme:
        facts = form.facts()
        if got["word"]:
            return actions.create_from_word(upload=got["word"], name=got["word"].name, by=request.user, **facts)
        return actions.create(words=got["words"], by=request.user, **facts)

    return handle(
        request, form, create, done=_("The draft is open."), to=lambda p: reverse("programmes:detail", args=[p.pk]),
        context={
            "heading": _("New programme"), "crumbs": crumbs(), "submit": _("Open the draft"),
            "cancel": reverse("programmes:list"),
        },
    )  # fmt: skip


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_edit_facts(request.user, programme))
    form = forms.FactsForm(request.POST or None, user=request.user, initial=forms.FactsForm.initial_of(programme))
    back = reverse("programmes:detail", args=[pk])
    return handle(
        request, form,
        lambda got: actions.edit_facts(programme, revision=got["revision"] or 0, by=request.user, **form.facts()),
        done=_("The facts are saved."), to=back,
        context={"heading": _("Facts of the programme"), "crumbs": crumbs(programme), "cancel": back},
    )  # fmt: skip


# --- what the pages show ------------------------------------------------------------------------------------------
def facts_of(request: HttpRequest, programme: Programme, page: str) -> dict[str, Any]:
    parties = queries.parties_on(programme, min(today(), programme.until))
    return {
        "programme": programme, "parties": parties, "page": page, "bases": programme.bases.all(),
        "focal": "; ".join(p.focal.name for p in parties if p.focal),
        "successors": queries.visible_to(request.user).filter(predecessor=programme),
    }  # fmt: skip


def texts_url(name: str, *versions: Version) -> str:
    return reverse(f"texts:{name}", args=[v.pk for v in versions])


def compared(versions: list[Version]) -> list[Version]:
    """Each version with the way to compare it with the one before."""
    for newer, older in pairwise(versions):
        newer.compare_url, newer.before = texts_url("compare", older, newer), older.number  # type: ignore[attr-defined]
    return versions


def years_of(programme: Programme) -> list[dict[str, Any]]:
    if programme.in_force_version_id is None:
        return []
    focuses = {f.year: f for f in programme.focuses.all()}
    plans = {p.year: p for p in programme.plans.all()}
    return [{"year": y, "focus": focuses.get(y), "plan": plans.get(y)} for y in programme.years]


def more(user: object, programme: Programme) -> list[dict[str, Any]]:
    """The other things that can be done; those that cannot, say why, if this person could do them at another time."""
    at = [programme.pk]
    signed = programme.in_force_version_id is not None
    found: list[dict[str, Any]] = []

    def add(label: str, name: str, may: Any, *, post: bool = False, risk: bool = False) -> None:
        found.append(
            {"label": label, "url": reverse(f"programmes:{name}", args=at), "may": may, "post": post, "risk": risk}
        )

    if not signed:
        add(_("Change the facts"), "edit", permissions.may_edit_facts(user, programme))
    if not signed or programme.status == Status.AMENDING:
        add(_("Signed on paper: take it in"), "take_in", permissions.may_take_in_signed(user, programme))
    if programme.status in {Status.NUMBERED, Status.SIGNING}:
        add(_("Withdraw the paper"), "withdraw", permissions.may_withdraw(user, programme), risk=True)
    if signed:
        add(_("Open an amendment"), "amend", permissions.may_amend(user, programme), post=True)
    if programme.status == Status.AMENDING:
        add(_("Give the amendment up"), "drop_amendment", permissions.may_drop_amendment(user, programme), risk=True)
    if programme.status == Status.IN_FORCE:
        add(_("End the programme"), "end", permissions.may_end(user, programme), post=True, risk=True)
    if signed:
        found.append(
            {"label": _("Public page"), "url": reverse("programmes:public", args=at), "may": True, "post": False}
        )
    return found
