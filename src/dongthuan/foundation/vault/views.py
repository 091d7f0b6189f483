"""Pages of the vault. A look is a POST that writes it down and leads to a GET that shows, while it stands."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused, must
from dongthuan.web.kit import away_from, gone, handle, listing

from . import actions, forms, permissions, queries, tables
from .crypto import Swapped
from .keys import KeysMissing
from .models import Dossier, Exclusion, Grant, Item, Look, Request
from .parts import item_lines, request_lines

staff = only(permissions.may_see_list)
HANDLED = ("vault.open_dossier", "vault.hand_over")
CLOSED = (Refused, KeysMissing, Swapped)  # why something sealed stays closed, each in one sentence


def crumbs(dossier: Dossier) -> list[tuple[str, str]]:
    return [(_("Vault"), reverse("vault:list")), (title(dossier), reverse("vault:detail", args=[dossier.pk]))]


def title(dossier: Dossier) -> str:
    return _("Sealed dossier no. %(number)s") % {"number": dossier.thing_id}


def its_dossier(request: HttpRequest, pk: int) -> Dossier:
    """To whoever may not see it, it does not exist."""
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def _page(request: HttpRequest, form: Any, action: Any, heading: str, dossier: Dossier, **more: Any) -> HttpResponse:
    above = crumbs(dossier)
    context = {"heading": heading, "crumbs": above, "cancel": above[-1][1]} | more
    to = context.pop("to", above[-1][1])
    return handle(request, form, action, done=context.pop("done", _("Saved.")), to=to, context=context)


def _do(request: HttpRequest, action: Any, to: str, done: str) -> HttpResponse:
    try:
        found = action()
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(to)
    return away_from(request, reverse("vault:reveal", args=[found.pk]) if isinstance(found, Look) else to, done)


def _checked(answer: Any) -> None:
    if not answer:
        raise Http404


@staff
def index(request: HttpRequest) -> HttpResponse:
    return listing(request, "vault/list.html", tables.Dossiers, queries.visible_to(request.user))


@staff
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = its_dossier(request, pk)
    heads = dossier.handler_id in queries.headed(request.user)
    looks = queries.looks_at(request.user, dossier)
    grants = dossier.grants.select_related("person", "post__organisation", "given_by", "ended_by")
    context = {
        "dossier": dossier,
        "heading": title(dossier),
        "items": item_lines(request.user, dossier),
        "requests": request_lines(request.user, dossier),
        "looks": tables.Looks(looks, request=request),
        "heads": heads,
        "grants": grants if heads else grants.filter(person_id=request.user.pk),
        "exclusions": dossier.exclusions.select_related("organisation", "person") if heads else [],
        "may_grant": permissions.may_grant(request.user, dossier),
        "copies": [(tables.piece(copy.item), copy) for copy in queries.copies(dossier)],
        "handled": record.history(request.user, dossier.thing, only=HANDLED) if heads else [],
    }
    return render(request, "vault/detail.html", context)


# --- what the head decides --------------------------------------------------------------------------------------------
@staff
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = its_dossier(request, pk)
    must_be(permissions.may_grant(request.user, dossier))
    form = forms.GrantForm(request.POST or None, dossier=dossier)

    def give(data: dict[str, Any]) -> Grant:
        to = data["holder"]
        return actions.grant(dossier, data["part"], person=to.user, post=to.post, until=data["until"], by=request.user)

    return _page(request, form, give, _("Let somebody look"), dossier, submit=_("Give the grant"))


def must_be(answer: Any) -> None:
    """A page for the head: to another who sees the dossier it does not exist."""
    try:
        must(answer)
    except Refused:
        raise Http404 from None


@staff
@require_POST
def end_grant(request: HttpRequest, pk: int) -> HttpResponse:
    given = get_object_or_404(Grant, pk=pk, dossier__in=queries.visible_to(request.user), ended_at=None)
    if given.person_id != request.user.pk:
        must_be(permissions.may_grant(request.user, given.dossier))
    to = reverse("vault:list" if given.person_id == request.user.pk else "vault:detail",
                 args=[] if given.person_id == request.user.pk else [given.dossier_id])  # fmt: skip
    return _do(request, lambda: actions.end_grant(given, by=request.user), to, _("The grant has ended."))


@staff
def exclude(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = its_dossier(request, pk)
    must_be(permissions.may_grant(request.user, dossier))
    form = forms.ExcludeForm(request.POST or None)

    def keep_out(data: dict[str, Any]) -> Exclusion:
        return actions.exclude(dossier, organisation=data["organisation"], person=data["person"], by=request.user)

    lead = _(
        "Whom the denunciation is about never receives it, and takes no part: not by assignment, transfer, notice or export."
    )
    return _page(request, form, keep_out, _("Keep out whom it is about"), dossier, lead=lead)


@staff
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    exclusion = get_object_or_404(Exclusion, pk=pk, dossier__in=queries.visible_to(request.user), lifted_at=None)
    must_be(permissions.may_grant(request.user, exclusion.dossier))
    return _page(
        request, forms.WhyForm(request.POST or None),
        lambda data: actions.lift_exclusion(exclusion, why=data["why"], by=request.user),
        _("It was entered by mistake"), exclusion.dossier,
    )  # fmt: skip


@staff
def protection(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = its_dossier(request, pk)
    must_be(permissions.may_grant(request.user, dossier))
    action = actions.end_protection if dossier.protected else actions.protect
    heading = _("End the protection") if dossier.protected else _("Protect the denouncer")
    return _page(
        request, forms.WhyForm(request.POST or None),
        lambda data: action(dossier, basis=data["why"], by=request.user), heading, dossier,
    )  # fmt: skip


# --- looking ----------------------------------------------------------------------------------------------------------
@staff
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a ground and look; where two are needed, ask the second person."""
    item = get_object_or_404(
        Item.objects.select_related("dossier__thing"), pk=pk, dossier__in=queries.visible_to(request.user)
    )
    must_be(permissions.may_look(request.user, item))
    two = queries.takes_two(request.user, item)
    form = forms.LookForm(request.POST or None)

    def do(data: dict[str, Any]) -> Any:
        told = {"ground": data["ground"].pk, "note": data["note"], "by": request.user}
        return actions.ask(item, **told) if two else actions.look(item, **told)

    def to(found: Any) -> str:
        if isinstance(found, Look):
            return reverse("vault:reveal", args=[found.pk])
        return reverse("vault:detail", args=[item.dossier_id])

    lead = (
        _("The law's protection applies: a second person must approve. You may then look once, within an hour.")
        if two
        else _("Your look is written down before you see anything, and shown to the head of the handling body.")
    )
    done = _("Asked. You are told here when the second person answers.") if two else ""
    submit = _("Ask the second person") if two else _("Look")
    return _page(request, form, do, _("Look, on a ground"), item.dossier, lead=lead, done=done, submit=submit, to=to)


def its_request(request: HttpRequest, pk: int) -> Request:
    asked = get_object_or_404(Request.objects.select_related("item__dossier__thing", "person"), pk=pk)
    _checked(not queries.is_excluded(request.user, asked.item.dossier.thing))
    _checked(asked.person_id == request.user.pk or queries.may(request.user, asked.item).second)
    return asked


def back(asked: Request) -> str:
    return reverse("vault:detail", args=[asked.item.dossier_id])


@staff
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    asked = its_request(request, pk)
    return _do(
        request,
        lambda: actions.answer_yes(asked, by=request.user),
        back(asked),
        _("Approved for one look, within an hour."),
    )


@staff
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked = its_request(request, pk)
    return _do(
        request, lambda: actions.answer_no(asked, by=request.user), back(asked), _("Not approved; nothing was seen.")
    )


@staff
@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    asked = its_request(request, pk)
    _checked(asked.person_id == request.user.pk)
    return _do(request, lambda: actions.look(asked.item, request=asked, by=request.user), back(asked), "")


def own_look(request: HttpRequest, pk: int) -> Look:
    return get_object_or_404(
        Look.objects.select_related("item__dossier__thing", "ground"), pk=pk, person=request.user.pk
    )


@staff
@never_cache
@sensitive_variables()
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """What was looked at, for fifteen minutes; reading again is the same look."""
    seen = own_look(request, pk)
    try:
        content = queries.reveal(seen, by=request.user)
    except CLOSED as refusal:
        return gone(request, str(refusal))
    context = {
        "look": seen,
        "heading": tables.piece(seen.item),
        "crumbs": crumbs(seen.item.dossier),
        "text": content.reveal_text() if content.mime.startswith("text/") else None,
        "name": content.reveal_name(),
        "may_redact": permissions.may_redact(request.user, seen.item),
    }
    return render(request, "vault/reveal.html", context)


@staff
@never_cache
@sensitive_variables()
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A sealed file, for saving; no browser runs or keeps it."""
    try:
        content = queries.reveal(own_look(request, pk), by=request.user)
    except CLOSED as refusal:
        return gone(request, str(refusal))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(content.reveal_name() or 'tep', safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(content.reveal(), content_type=content.mime, headers=headers)


# --- the copy that leaves ---------------------------------------------------------------------------------------------
@staff
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    seen = own_look(request, pk)
    must_be(permissions.may_redact(request.user, seen.item))
    form = forms.RedactForm(request.POST or None)
    passages = form.cleaned_data["passages"].splitlines() if form.is_bound and form.is_valid() else []
    to = reverse("vault:detail", args=[seen.item.dossier_id])
    try:
        if request.POST.get("release"):
            actions.release_redacted(seen, passages=passages, by=request.user)
            return away_from(request, to, _("Papers and exports use this copy from now on."))
        copy = queries.without(seen, passages=passages, by=request.user)[0]
    except CLOSED as refusal:
        return gone(request, str(refusal))
    heading = _("Make the copy without personal data")
    context = {"form": form, "copy": copy, "heading": heading, "crumbs": crumbs(seen.item.dossier)}
    return render(request, "vault/redact.html", context)
