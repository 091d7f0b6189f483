"""Reading the reports that came in: many accepted at once."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dongthuan.lib.vietnamese import search_pattern
from dongthuan.web.kit import handle, paginate

from .. import actions, bodies
from ..desk import to_read
from ..forms import AcceptForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_many(request: HttpRequest) -> HttpResponse:
    """Accept those that are ticked; a report that goes back is answered by itself, with its reason. `?all`: all ticked."""
    if not bodies.of(request.user).working:
        raise PermissionDenied(_("Tasks are read by those who work on them."))
    waiting, words = to_read(request.user), request.GET.get("q", "").strip()
    shown = waiting.prefetch_related("evidence__file")
    if words:
        pattern = search_pattern(words)
        shown = shown.filter(Q(task__title__regex=pattern) | Q(task__organisation__name__regex=pattern))
    page = paginate(request, shown.order_by("task__title", "task__due", "pk"))
    form = AcceptForm(request.POST or None, waiting=waiting)
    ticked = {str(p.pk) for p in page.object_list} if "all" in request.GET else set(request.POST.getlist("report"))
    return handle(
        request, form, lambda data: actions.accept_many(data["report"], by=request.user),
        template="tasks/answer_many.html", to=reverse("tasks:answer_many"),
        done=lambda tasks: ngettext("%(n)s report was accepted.", "%(n)s reports were accepted.", len(tasks))
        % {"n": len(tasks)},
        context={"page": page, "words": words, "rows": [(p, str(p.pk) in ticked) for p in page.object_list]},
    )  # fmt: skip
