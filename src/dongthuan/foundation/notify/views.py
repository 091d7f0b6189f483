"""The notices page, a digest of one day, and "I have read these"."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.web.kit import away_from, chips_for, paginate

from . import actions, queries


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    rows = queries.notices_of(request.user)
    unread = rows.filter(read_at__isnull=True).count()
    page = paginate(request, rows if show == "all" else rows.filter(read_at__isnull=True))
    chips = chips_for(request, "show", [("", _("Unread")), ("all", _("All"))], {"": unread, "all": rows.count()})
    digests = queries.digests_of(request.user)[:14]
    return render(request, "notify/list.html", {
        "page": page, "told": queries.grouped(list(page.object_list)), "chips": chips, "unread": unread,
        "digests": digests, "mail": queries.mail_goes_out(), "address": request.user.email,
    })  # fmt: skip


@login_required
@require_safe
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.digests_of(request.user), pk=pk)
    told = queries.grouped(list(found.notices.all()))
    return render(request, "notify/digest.html", {"digest": found, "told": told, "mail": queries.mail_goes_out()})


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    actions.mark_read(request.user)
    return away_from(request, "notify:list", _("All notices are marked as read."))
