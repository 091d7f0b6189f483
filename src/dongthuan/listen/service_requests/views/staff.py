"""The list of requests, one request, its steps."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import No
from dongthuan.web.kit import Chip, chips_for, handle, listing, with_query

from .. import actions, forms, permissions, queries, tables
from ..models import ServiceRequest
from ..states import Status

works = only(permissions.may_open_list)


@dataclass(frozen=True)
class Verb:
    label: Any
    form: Any
    lead: Any = ""
    risk: bool = False


VERBS = {
    "answer": Verb(gettext_lazy("Say where it stands"), forms.AnswerForm),
    "close": Verb(gettext_lazy("Answer and close"), forms.AnswerForm),
    "release": Verb(
        gettext_lazy("Release its words"), forms.ReleaseForm,
        gettext_lazy("From then on everybody can read what stands here; apps and sites copy it. It cannot be called back from them."),
    ),
    "withhold": Verb(gettext_lazy("Take back what was released"), forms.ReasonForm, risk=True),
    "reopen": Verb(gettext_lazy("Open it again"), forms.ReasonForm),
    "hand_over": Verb(
        gettext_lazy("This is not a service matter"), forms.HandOverForm,
        gettext_lazy("A complaint, a denunciation or a recommendation goes to the desk of petitions, with its sender, from the day "
                     "it came. Nothing of it stays here, and apps no longer find it."),
        risk=True,
    ),
}  # fmt: skip


@works
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = queries.listing(request.user)
    counts = queries.service_counts(rows)
    services = [(s.code, s.name) for s in queries.services_visible_to(request.user) if counts.get(s.code)]
    show = request.GET.get("show", "")
    labels = {"": _("All"), "open": _("Open"), "late": _("Late"), "unreleased": _("Not released"), "closed": _("Closed"),
              "handed_over": _("Handed over")}  # fmt: skip
    chips = [
        Chip(label, with_query(request, show=value or None, page=None, format=None), current=show == value)
        for value, label in labels.items()
    ]
    return listing(
        request, "service_requests/list.html", tables.RequestTable, queries.narrowed(rows, request.GET), chips=chips,
        services=chips_for(request, "service", [("", _("All services")), *services], {"": sum(counts.values()), **counts}),
        words=request.GET.get("q", ""), chosen={k: request.GET.get(k, "") for k in ("service", "show")},
        may_import=permissions.may_import(request.user),
    )  # fmt: skip


def _request(request: HttpRequest, pk: int) -> ServiceRequest:
    rows = queries.visible_to(request.user).select_related(
        "service", "organisation", "thing", "level", "released_by", "key"
    )
    return get_object_or_404(rows, pk=pk)


@works
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _request(request, pk)
    offered = [(v, VERBS[v]) for v in VERBS if permissions.may(request.user, found, v)]
    main = "close" if found.status == Status.OPEN else ""
    names = {q["code"]: q for q in found.service.attributes}
    context = {
        "found": found, "tag": tables.state_tag(found), "timing": tables.timing_tag(found), "main": main,
        "others": [(v, verb) for v, verb in offered if v != main], "history": record.history(request.user, found.thing),
        "said": [(names.get(code, {}).get("description", code), said(names.get(code), value)) for code, value in found.answers.items()],
        "may_close": permissions.may(request.user, found, "close"), "close": VERBS["close"],
    }  # fmt: skip
    return render(request, "service_requests/detail.html", context)


def said(question: dict[str, Any] | None, value: Any) -> str:
    """What was answered, by the names of the values."""
    names = {v["key"]: v["name"] for v in (question or {}).get("values", [])}
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(v, v)) for v in values)


@works
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The form of a verb: refused with its reason, shown, or carried out."""
    if verb not in VERBS:
        raise Http404
    found, asked = _request(request, pk), VERBS[verb]
    if not (may := permissions.may(request.user, found, verb)):
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    form = asked.form(request.POST if request.method == "POST" else None, about=found)
    page = reverse("service_requests:detail", args=[found.pk])
    context = {
        "heading": asked.label, "lead": asked.lead, "submit": asked.label, "risk": asked.risk, "cancel": page, "found": found,
        "crumbs": [(_("Requests about services"), reverse("service_requests:list")), (found.code, page)],
    }  # fmt: skip
    action = getattr(actions, verb)
    return handle(
        request, form, lambda d: action(found, by=request.user, **d), to=lambda _r: page, done=lambda r: done(asked, r),
        template="service_requests/step.html", context=context,
    )  # fmt: skip


def done(asked: Verb, result: Any) -> str:
    """What was handed over is followed by a code, which is told now and stored nowhere."""
    if isinstance(result, str):
        return _("Handed over. Its sender follows it with this code: %(code)s. Tell it to nobody else.") % {
            "code": result
        }
    return _("Done: %(what)s.") % {"what": asked.label}
