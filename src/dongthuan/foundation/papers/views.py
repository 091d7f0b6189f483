"""The pages of a paper."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.files.kit import MIMES, attachment, send
from dongthuan.foundation.people.queries import of
from dongthuan.foundation.things import kit as things
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import away_from, gone, handle

from . import actions, forms, panels, permissions, queries
from .layout.page import findings_of
from .models import Paper, PaperBlock
from .render import to_docx, typeset
from .render.pdf import TypesetError


class SignInFirst(Exception):
    """A stranger asked for what only some may see."""


def seen(request: HttpRequest, pk: int) -> Paper:
    """The paper, if this person may see it; a stranger is sent to sign in, others learn nothing."""
    paper = queries.visible_to(request.user).select_related("issuer", "subject").filter(pk=pk).first()
    if paper is None:
        if not request.user.is_authenticated:
            raise SignInFirst
        raise Http404
    return paper


def open_to_strangers(view: Any) -> Any:
    """Let `seen` send a stranger to sign in."""

    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SignInFirst:
            return redirect_to_login(request.get_full_path())

    return wrapped


def block_of(paper: Paper, order: int) -> PaperBlock:
    blocks = paper.blocks.select_related("organisation", "post__organisation", "signature")
    block = get_object_or_404(blocks, order=order)
    block.paper = paper
    return block


def home(paper: Paper) -> str:
    return reverse("papers:detail", args=[paper.pk])


def crumb(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    """What the paper is about, as a link if this person may see it."""
    about = things.visible(request.user, paper.subject) if paper.subject.kind in things.kinds else None
    kind = things.kinds.get(paper.subject.kind)
    staff = of(request.user).is_staff
    return {
        "paper": paper,
        "about": link_to(kind, about) if kind and about is not None else None,
        "base": "web/base_workspace.html" if staff else "web/base_public.html",
        "staff": staff,
    }


def link_to(kind: things.Kind, about: Any) -> dict[str, str] | None:
    """Title and address of what the paper is about; nothing where its room has no page for it."""
    try:
        return {"title": kind.title(about), "url": kind.url(about)}
    except NoReverseMatch:
        return None


@open_to_strangers
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """State, signatures, files, and the one next step."""
    paper = seen(request, pk)
    context = {**crumb(request, paper), **panels.signature_context(paper)}
    by = request.user
    signing = [
        {"block": b, "may": permissions.may_sign_here(by, b) if settings.DEMO else permissions.may_sign(by, b)}
        for b in sorted(context["missing"], key=lambda b: b.order)
    ]
    context |= {
        "tag": panels.tag(paper),
        "number": queries.full_number(paper),
        "may_prepare": permissions.may_prepare(by, paper),
        "may_take_in": permissions.may_take_in(by, paper),
        "may_void": permissions.may_void(by, paper),
        "signing": signing,
        "mine": next((s for s in signing if s["may"]), None),
        "demo": settings.DEMO,
        "revisions": paper.revisions.select_related("file").order_by("n"),
    }
    return render(request, "papers/detail.html", context)


@open_to_strangers
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The current file; of a draft, a preview typeset now."""
    paper = seen(request, pk)
    if current := queries.current_revision(paper):
        return send(request, current.file)
    try:
        data = typeset(queries.render_model(paper, demo=settings.DEMO)).pdf
    except TypesetError as error:
        return gone(request, _("The paper could not be typeset: %(why)s") % {"why": error})
    return attachment(data, MIMES["pdf"], queries.file_name(paper, "pdf"))


@open_to_strangers
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same words as a Word file."""
    paper = seen(request, pk)
    data = to_docx(queries.render_model(paper, demo=settings.DEMO))
    return attachment(data, MIMES["docx"], queries.file_name(paper, "docx"))


@open_to_strangers
def revision(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    found = get_object_or_404(seen(request, pk).revisions.select_related("file"), n=n)
    return send(request, found.file)


@login_required
def number(request: HttpRequest, pk: int) -> HttpResponse:
    paper = seen(request, pk)
    if not (may := permissions.may_prepare(request.user, paper)):
        raise PermissionDenied(may.reason)
    form = forms.NumberForm(request.POST or None, initial={"day": today()})
    return handle(
        request, form, lambda d: actions.number(paper, day=d["day"], n=d["number"], by=request.user),
        done=lambda p: _("The paper has its number: %(number)s.") % {"number": p.shown_number}, to=home(paper),
        template="papers/form.html", context={**crumb(request, paper), "heading": _("Number and date"), "submit": _("Give the number")},
    )  # fmt: skip


@login_required
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    paper = seen(request, pk)
    if not (may := permissions.may_prepare(request.user, paper)):
        raise PermissionDenied(may.reason)
    return step(
        request,
        paper,
        lambda: actions.freeze(paper, by=request.user),
        _("The paper is frozen and waits for its signatures."),
    )


def step(request: HttpRequest, paper: Paper, act: Any, done: str) -> HttpResponse:
    """One action without a form: done with a toast, or refused with the reason, on the same page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(home(paper))
    return away_from(request, home(paper), done)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    paper = seen(request, pk)
    block = block_of(paper, order)
    if not (may := permissions.may_sign_here(request.user, block)):
        if hasattr(block, "signature"):  # a second click, or another tab: nothing is lost, say how it stands
            messages.info(request, may.reason)
            return redirect(home(paper))
        raise PermissionDenied(may.reason)
    done = _("Signed for %(organisation)s.") % {"organisation": block.organisation.name}
    return step(request, paper, lambda: actions.sign_with_installation_key(paper, block, by=request.user), done)


@login_required
def upload(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Take in the file signed with the signer's own token."""
    paper = seen(request, pk)
    block = block_of(paper, order)
    if not (may := permissions.may_sign(request.user, block)):
        raise PermissionDenied(may.reason)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    context = {
        **crumb(request, paper),
        "heading": _("Upload the signed file"),
        "submit": _("Take in the signed file"),
        "block": block,
    }
    return handle(
        request, form, lambda d: actions.upload_signed(paper, block, d["file"], by=request.user),
        done=_("The signature of %(organisation)s was taken in.") % {"organisation": block.organisation.name},
        to=home(paper), template="papers/upload.html", context=context,
    )  # fmt: skip


@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a paper signed with ink."""
    paper = seen(request, pk)
    if not (may := permissions.may_take_in(request.user, paper)):
        raise PermissionDenied(may.reason)
    form = forms.TakeInForm(request.POST or None, request.FILES or None, paper=paper)

    def act(d: dict[str, Any]) -> Paper:
        return actions.take_in_paper_signed(
            paper, scan=d["scan"], number=d["number"], day=d["day"], signers=form.signers(),
            attested_by=request.user, by=request.user,
        )  # fmt: skip

    context = {**crumb(request, paper), "heading": _("Take in as signed on paper"), "submit": _("Take in")}
    done = _("The paper was taken in as signed on paper.")
    return handle(request, form, act, done=done, to=home(paper), template="papers/form.html", context=context)


@login_required
def void(request: HttpRequest, pk: int) -> HttpResponse:
    paper = seen(request, pk)
    if not (may := permissions.may_void(request.user, paper)):
        raise PermissionDenied(may.reason)
    context = {**crumb(request, paper), "heading": _("Void this paper"), "submit": _("Void")}
    return handle(
        request, forms.VoidForm(request.POST or None), lambda d: actions.void(paper, reason=d["reason"], by=request.user),
        done=_("The paper is void."), to=home(paper), template="papers/form.html", context=context,
    )  # fmt: skip


@login_required
def layout(request: HttpRequest) -> HttpResponse:
    """Check the layout of any Word or PDF file against the official table."""
    if not of(request.user).is_staff:
        raise PermissionDenied(_("Only staff check layouts."))
    form = forms.LayoutForm(request.POST or None, request.FILES or None)
    findings = None
    if request.method == "POST" and form.is_valid():
        try:
            findings = findings_of(form.cleaned_data["file"], form.cleaned_data["system"])
        except Refused as refused:
            form.add_error("file", refused.reason)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "papers/layout.html", {"form": form, "findings": findings}, status=status)
