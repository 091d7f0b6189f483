"""What of the requests stands on a person's desk: the open ones of their body, by due moment."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import Desk, DeskRow, ManyRows
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.models import User

from .models import ServiceRequest
from .permissions import own
from .states import Status


def _open(user: User) -> QuerySet[ServiceRequest]:
    """Those with a due moment; who leads sees them in the list, not on the desk."""
    mine = own(user, Role.RECEPTION_OFFICER, Role.SOLVER)
    rows = ServiceRequest.objects.filter(organisation__in=mine, status=Status.OPEN, due_at__isnull=False)
    return rows.select_related("service", "thing").annotate(due=TruncDate("due_at"))


def row(request: ServiceRequest) -> DeskRow:
    page = reverse("service_requests:detail", args=[request.pk])
    due = timezone.localtime(request.due_at).date() if request.due_at else None
    return DeskRow(due, f"{request.code}: {request.service.name}", page, _("Answer"), page, group=request.thing)


def register(desk: Desk) -> None:
    desk.add_many("service_requests.open", ManyRows(_open, row, due="due"))
