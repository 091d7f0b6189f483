"""Pages of conferences."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.foundation.record import queries as record
from dongthuan.web.kit import away_from, handle, listing

from . import actions, forms, paper, permissions, queries, tables
from .models import Conference
from .views import _need


def _conference(request: HttpRequest, id: int) -> Conference:
    return get_object_or_404(queries.conferences_visible_to(request.user), pk=id)


def _crumbs(conference: Conference | None = None) -> list[tuple[str, str]]:
    trail = [(_("Conferences"), reverse("reports:conferences"))]
    if conference:
        trail.append((conference.title, reverse("reports:conference", args=[conference.pk])))
    return trail


@login_required
def index(request: HttpRequest) -> HttpResponse:
    openable = [
        p
        for p in programmes.insiders_see(request.user).filter(in_force_version__isnull=False)
        if permissions.may_write(request.user, p)
    ]
    rows = queries.conferences_visible_to(request.user)
    return listing(request, "reports/conferences.html", tables.ConferenceTable, rows, openable=openable)


@login_required
def new(request: HttpRequest, programme: int) -> HttpResponse:
    of = get_object_or_404(programmes.insiders_see(request.user), pk=programme)
    _need(permissions.may_write(request.user, of))
    form = forms.ConferenceForm(request.POST or None, programme=of)

    def call(d: dict) -> Conference:
        d.pop("revision")
        return actions.call_conference(of, by=request.user, **d)

    return handle(
        request, form, call, done=_("The conference was called."), to=lambda c: reverse("reports:conference", args=[c.pk]),
        context={"heading": _("Call a conference"), "crumbs": _crumbs(), "lead": of.short_title},
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, id: int) -> HttpResponse:
    conference = _conference(request, id)
    delegates = list(conference.delegates.select_related("organisation"))
    if request.GET.get("format") == "xlsx":
        return tables.DelegateTable(delegates).as_response()
    context = {
        "conference": conference, "delegates": delegates, "may_edit": permissions.may_edit_conference(request.user, conference),
        "agenda": [line for line in conference.agenda.split("\n") if line.strip()],
        "history": record.history(request.user, conference.thing),
    }  # fmt: skip
    return render(request, "reports/conference.html", context)


@login_required
def edit(request: HttpRequest, id: int) -> HttpResponse:
    conference = _conference(request, id)
    _need(permissions.may_edit_conference(request.user, conference))
    names = ("title", "day", "place", "report", "agenda", "revision")
    initial = {n: getattr(conference, n) for n in names}
    form = forms.ConferenceForm(request.POST or None, programme=conference.programme, initial=initial)
    return handle(
        request, form, lambda d: actions.edit_conference(conference, by=request.user, **d), done=_("Saved."),
        to=reverse("reports:conference", args=[id]), context={"heading": _("Change the conference"), "crumbs": _crumbs(conference)},
    )  # fmt: skip


@login_required
def invite(request: HttpRequest, id: int) -> HttpResponse:
    conference = _conference(request, id)
    _need(permissions.may_edit_conference(request.user, conference))
    return handle(
        request, forms.InviteForm(request.POST or None), lambda d: actions.invite(conference, by=request.user, **d),
        done=_("The delegate is on the list."), to=reverse("reports:conference", args=[id]),
        context={"heading": _("Invite a delegate"), "crumbs": _crumbs(conference), "submit": _("Invite")},
    )  # fmt: skip


@login_required
@require_POST
def present(request: HttpRequest, id: int) -> HttpResponse:
    conference = _conference(request, id)
    _need(permissions.may_edit_conference(request.user, conference))
    came = {int(v) for v in request.POST.getlist("present") if v.isascii() and v.isdigit() and len(v) <= 18}
    actions.mark_present(conference, present=came, by=request.user)
    return away_from(request, reverse("reports:conference", args=[id]), _("Who came was noted."))


@login_required
def minutes(request: HttpRequest, id: int) -> HttpResponse:
    conference = _conference(request, id)
    _need(permissions.may_edit_conference(request.user, conference))
    initial = {"minutes": conference.minutes or paper.minutes_skeleton(conference), "revision": conference.revision}
    return handle(
        request, forms.MinutesForm(request.POST or None, initial=initial),
        lambda d: actions.write_minutes(conference, by=request.user, **d), done=_("The minutes were saved."),
        to=reverse("reports:conference", args=[id]), context={"heading": _("Write the minutes"), "crumbs": _crumbs(conference)},
    )  # fmt: skip


@login_required
def paper_page(request: HttpRequest, id: int, what: str) -> HttpResponse:
    conference = _conference(request, id)
    if what not in paper.CONFERENCE_PAPERS:
        raise Http404
    response = HttpResponse(paper.conference_docx(conference, what), content_type=paper.TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="{what}-{conference.pk}.docx"'
    return response
