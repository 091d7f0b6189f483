"""The list of tasks, and giving new ones."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things import kit as things
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import chips_for, handle, listing

from .. import actions, bodies, desk, permissions, queries
from ..forms import IssueForm
from ..models import Task
from ..tables import TaskTable

KEPT = ("organisation", "issuer", "because", "clause", "batch", "q")


@login_required
@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    if not (bodies.of(request.user).working or bodies.of(request.user).all_programmes):
        raise PermissionDenied(_("Tasks are read by those who work on them."))
    chosen = {key: request.GET.get(key, "") for key in ("show", *KEPT)}
    labels = [("", _("All")), ("mine", _("Mine")), ("overdue", _("Overdue")), ("week", _("Within 7 days")), ("in_hand", _("In hand")),
              ("waiting", _("Waiting for others")), ("done", _("Done"))]  # fmt: skip
    return listing(
        request, "tasks/list.html", TaskTable, queries.filtered(request.user, chosen),
        chips=chips_for(request, "show", labels, queries.counts(request.user)), chosen=chosen,
        narrowed=narrowed_by(chosen), may_issue=permissions.may_issue_any(request.user),
        to_read=desk.to_read(request.user).exists(),  # not counted: a party's may be thousands
    )  # fmt: skip


def narrowed_by(chosen: dict[str, str]) -> list[str]:
    """What the list is narrowed to, in words."""
    found = []
    for key, words in (("organisation", _("done by %(who)s")), ("issuer", _("given by %(who)s"))):
        if chosen[key].isdigit() and (organisation := Organisation.objects.filter(pk=chosen[key]).first()):
            found.append(words % {"who": organisation.name})
    if chosen["because"] or chosen["clause"]:
        found.append(_("because of one thing"))
    if chosen["q"]:
        found.append(_("with “%(words)s”") % {"words": chosen["q"]})
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """Give a task because of `?because=`, or a part of the task `?parent=`."""
    answer = permissions.may_issue_any(request.user)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    parent = _parent(request)
    thing, obj = (parent.because, None) if parent else _because(request)
    for refused in (
        permissions.may_order(thing),
        permissions.may_issue_under(request.user, parent) if parent else True,
    ):
        if not refused:
            raise PermissionDenied(getattr(refused, "reason", ""))
    issuers = _issuers(request, parent)
    first = next((o for o in issuers if o.pk in people.of(request.user).org_ids), None)
    form = IssueForm(
        request.POST or None, issuers=issuers, receivers=_receivers(parent),
        initial=_suggestion(thing, obj, parent) | {"issuer": first},
    )  # fmt: skip
    source = parent.title if parent else things.kind_of(thing).title(obj)
    return handle(
        request, form, lambda data: _give(data, thing, parent, request.user), template="tasks/issue.html",
        to=lambda tasks: f"/tasks/?batch={tasks[0].batch}" if len(tasks) > 1 else _page(tasks[0]),
        done=lambda tasks: ngettext("%(n)s organisation has the task now.", "%(n)s organisations have the task now.",
                                    len(tasks)) % {"n": len(tasks)},
        context={"source": source, "source_url": _page(parent) if parent else things.kind_of(thing).url(obj)},
    )  # fmt: skip


def _page(task: Task) -> str:
    return things.kinds["task"].url(task)


def _parent(request: HttpRequest) -> Task | None:
    if not (number := request.GET.get("parent", "")):
        return None
    if not number.isdigit() or len(number) > 18:
        raise Http404
    return get_object_or_404(queries.visible_to(request.user).select_related("organisation", "because"), pk=number)


def _because(request: HttpRequest) -> tuple[Thing, Any]:
    number = request.GET.get("because", "")
    if not number.isdigit() or len(number) > 18:
        raise Http404(_("Tasks are given because of something: open the plan row or clause and give them from there."))
    thing = get_object_or_404(Thing, pk=number, kind__in=list(things.kinds))
    obj = things.visible(request.user, thing)
    if obj is None:
        raise Http404
    return thing, obj


def _issuers(request: HttpRequest, parent: Task | None) -> Any:
    own = Organisation.objects.on(things.today()).filter(pk__in=bodies.of(request.user).working)
    return own.filter(pk=parent.organisation_id) if parent else own.order_by(rank_of("level"), things.by_name("name"))


def _receivers(parent: Task | None) -> list[Organisation]:
    rows = Organisation.objects.on(things.today()).filter(area__in_scope=True).select_related("area")
    return list(rows.filter(parent=parent.organisation) if parent and parent.organisation.level in ("district", "commune")
                else rows)  # fmt: skip


def _suggestion(thing: Thing, obj: Any, parent: Task | None) -> dict[str, Any]:
    """What the plan row (or the larger task) already says."""
    said = parent or obj
    title = getattr(said, "content", "") or getattr(said, "title", "") or str(things.kind_of(thing).title(said))
    lead = getattr(said, "lead_id", None)
    starts = max(filter(None, [getattr(said, "starts", None), things.today()]))
    due = getattr(said, "ends", None) or getattr(said, "due", None) or starts + timedelta(days=30)
    return {"title": title.strip().rstrip(".;"), "target": getattr(said, "target", ""), "product": getattr(said, "product", ""),
            "starts": starts, "due": due, "organisations": [lead] if lead else []}  # fmt: skip


def _give(data: dict[str, Any], thing: Thing, parent: Task | None, by: Any) -> list[Task]:
    return actions.issue(
        because=thing, organisations=data["receivers"], title=data["title"], target=data["target"], parent=parent,
        product=data["product"], starts=data["starts"], due=data["due"], issuer=data["issuer"], by=by,
    )  # fmt: skip
