"""Pages of who prepares a call for opinions, posts it, ends it, answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.files.queries import files_of
from dongthuan.foundation.notify.queries import mail_counts
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import away_from, handle, listing

from .. import actions, anchors, forms, papers, permissions, queries, rules, summary, tables
from ..models import Posting
from ..sentences import TOLD
from ..states import Status

Facts = dict[str, Any]


def demand(may: Any) -> None:
    if not may:
        raise PermissionDenied(may.reason)


def one(request: HttpRequest, pk: int, *, mine: bool = False) -> Posting:
    """A posting this person works on; not `mine`: or may collect for."""
    rows = queries.own(request.user) if mine else queries.worked_on(request.user)
    if not permissions.works(request.user):
        raise Http404
    return get_object_or_404(
        rows.select_related("organiser", "version__text", "text", "about", "thing", "beside"), pk=pk
    )


def crumbs(posting: Posting | None = None) -> list[tuple[str, str]]:
    trail = [(_("Opinions of the people"), reverse("opinions:list"))]
    if posting:
        trail.append((posting.title, reverse("opinions:detail", args=[posting.pk])))
    return trail


def do(request: HttpRequest, action: Any, to: str, done: Any) -> HttpResponse:
    """A button without a form of its own: carried out, or the reason said on the page one came from."""
    try:
        result = action()
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(to)
    return away_from(request, to, done(result) if callable(done) else done)


@login_required
def index(request: HttpRequest) -> HttpResponse:
    if not permissions.works(request.user):
        raise PermissionDenied(_("This page is for who works on calls for opinions."))
    rows = queries.worked_on(request.user)
    may = permissions.may_open(request.user)
    return listing(request, "opinions/list.html", tables.PostingTable, rows, may_open=may)


@login_required
def prepare(request: HttpRequest) -> HttpResponse:
    """Take a draft in."""
    demand(permissions.may_open(request.user))
    mine = permissions.organiser_ids(request.user)
    form = forms.PrepareForm(request.POST or None, request.FILES or None, organisers=mine)

    def act(d: Facts) -> Posting:
        facts = {k: v for k, v in d.items() if k not in ("file", "paper")}
        more = [d["paper"]] if d.get("paper") else []
        return actions.prepare(nodes=form.nodes, left_out=form.ignored, papers=more, by=request.user, **facts)

    return handle(
        request, form, act, done=_("The draft was taken in. Read its clauses, correct them, then post it."),
        to=lambda p: reverse("opinions:detail", args=[p.pk]),
        context={"heading": _("Ask everyone about a draft"), "crumbs": crumbs(), "submit": _("Take the draft in")},
    )  # fmt: skip


@login_required
def prepare_on(request: HttpRequest, version: int) -> HttpResponse:
    """Ask everyone about a version that stands already."""
    demand(permissions.may_open(request.user))
    rows = texts.versions_visible_to(request.user).select_related("text__owner")
    found = get_object_or_404(rows, pk=version, text__owner__isnull=False)
    form = forms.PrepareOnForm(
        request.POST or None, organisers=permissions.organiser_ids(request.user),
        initial={"title": f"Lấy ý kiến về dự thảo {found.text.title[:1].lower()}{found.text.title[1:]}"[:500]},
    )  # fmt: skip
    return handle(
        request, form, lambda d: actions.prepare_on(found, by=request.user, **d),
        done=_("Prepared. Read it once more, then post it."), to=lambda p: reverse("opinions:detail", args=[p.pk]),
        context={"heading": _("Ask everyone about a draft"), "crumbs": crumbs(), "lead": found.text.title},
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    user = request.user
    inside = queries.own(user).filter(pk=pk).exists()
    version = queries.version_of(posting)
    may_edit = permissions.may_edit(user, posting)
    context = {
        "posting": posting, "tag": tables.state_tag(posting), "inside": inside, "version": version,
        "tree": texts.reading(version) if version and posting.status == Status.DRAFT else [],
        "unplaced": _unplaced(version) if may_edit else [], "may_edit": may_edit,
        "may_post": permissions.may_post(user, posting), "may_extend": permissions.may_extend(user, posting),
        "may_end": permissions.may_start_deciding(user, posting), "may_close": permissions.may_close(user, posting),
        "may_collect": permissions.may_collect(user, posting), "may_manage": permissions.may_manage(user, posting),
        "may_mail": permissions.may_mail(user, posting), "mails": mail_counts(posting.thing) if posting.mailed_at else None,
        "counts": summary.counts(posting) if inside and posting.posted else None,
        "found": summary.synthesis(posting) if inside and posting.posted else None,
        "intakes": queries.intakes_visible_to(user).filter(posting=posting).select_related("organisation")[:30],
        "anchors": _anchors(posting) if inside else [],
        "files": files_of(user, posting.thing), "period": rules.period(posting.document, today()),
        "history": record.history(user, posting.thing, limit=30, only=TOLD) if inside else [],
    }  # fmt: skip
    return render(request, "opinions/detail.html", context)


def _anchors(posting: Posting) -> list[anchors.Anchor]:
    """Where the clauses that were spoken about stand in the last version, if there is a later one."""
    later = texts.latest(posting.version.text) if posting.version else None
    return anchors.anchors(posting, later) if later and later.pk != posting.version_id else []


def _unplaced(version: Any) -> list[Any]:
    """Provisions without a number or a heading: where they belong is for a person to say."""
    return [p for p in texts.reading(version) if p.row.kind == "khac" and not p.row.number] if version else []


@login_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_post(request.user, posting))
    period = rules.period(posting.document, today())
    lead = ""
    if period:
        until = {"day": f"{period.earliest:%d/%m/%Y}", "basis": period.basis}
        lead = _("Until %(day)s at least: %(basis)s.") % until if period.days else period.basis + "."
        lead += f" ({period.note})" if period.note else ""
    form = forms.PostForm(request.POST or None, initial={"until": period and period.days and period.earliest})
    return handle(
        request, form, lambda d: actions.post(posting, by=request.user, **d),
        done=_("Posted. Everyone may speak now."), to=reverse("opinions:detail", args=[pk]),
        context={"heading": _("Post the draft"), "crumbs": crumbs(posting), "lead": lead, "submit": _("Post it now")},
    )  # fmt: skip


@login_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_extend(request.user, posting))
    form = forms.ExtendForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.extend(posting, by=request.user, **d),
        done=_("There is more time now."), to=reverse("opinions:detail", args=[pk]),
        context={"heading": _("Give more time"), "crumbs": crumbs(posting)},
    )  # fmt: skip


@login_required
@require_POST
def start_deciding(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    to = reverse("opinions:detail", args=[pk])
    return do(
        request, lambda: actions.start_deciding(posting, by=request.user), to, _("Opinions are no longer received.")
    )


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    to = reverse("opinions:detail", args=[pk])
    return do(request, lambda: actions.close(posting, by=request.user), to, _("Everyone was answered."))


@login_required
@require_POST
def mail_answers(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    to = reverse("opinions:detail", args=[pk])
    done = _("The letters are being written and sent. Come back to see how many went.")
    return do(request, lambda: actions.mail_answers(posting, by=request.user), to, done)


@login_required
def table(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    posting = one(request, pk, mine=True)
    if form not in {"xlsx", "docx"} or not posting.posted:
        raise Http404
    found, counted = summary.synthesis(posting), summary.counts(posting)
    if form == "docx":
        data, kind = papers.synthesis_docx(found, counted), papers.DOCX
    else:
        data, kind = tables.as_xlsx(found, counted), papers.XLSX
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="tong-hop-y-kien-nhan-dan-{posting.pk}.{form}"'
    return response
