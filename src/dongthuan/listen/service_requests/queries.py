"""Reads about services and requests. The first argument is who asks; the public sees what `public` answers."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from . import keys, rules
from .models import ApiKey, RequestImport, Service, ServiceLevel, ServiceRequest
from .models.service import level_on
from .permissions import DESK, may_issue_keys, own
from .states import PUBLIC, Status


def late() -> Q:
    """Not on time now: the same as `rules.on_time`, for lists."""
    return Q(closed_at__gt=F("due_at")) | Q(closed_at__isnull=True, due_at__lt=timezone.now())


# --- the office ---------------------------------------------------------------------------------------------------
def visible_to(user: Any) -> QuerySet[ServiceRequest]:
    """The requests of the bodies this person works for."""
    return ServiceRequest.objects.filter(organisation__in=own(user))


def services_visible_to(user: Any) -> QuerySet[Service]:
    return Service.objects.filter(organisation__in=own(user)).select_related("organisation")


def imports_visible_to(user: Any) -> QuerySet[RequestImport]:
    return RequestImport.objects.filter(organisation__in=own(user, *DESK)).select_related("organisation", "by")


def keys_visible_to(user: Any) -> QuerySet[ApiKey]:
    return ApiKey.objects.all() if may_issue_keys(user) else ApiKey.objects.none()


def listing(user: Any) -> QuerySet[ServiceRequest]:
    return visible_to(user).select_related("service", "organisation").defer("description", "shown", "notes", "answers")


def narrowed(rows: QuerySet[ServiceRequest], params: Any) -> QuerySet[ServiceRequest]:
    """The list as filters and search box narrow it: by state, service, number or place."""
    show, service, words = params.get("show", ""), params.get("service", ""), params.get("q", "").strip()
    if service:
        rows = rows.filter(service__code=service)
    if show in Status.values:
        rows = rows.filter(status=show)
    elif show == "late":
        rows = rows.filter(late())
    elif show == "unreleased":
        rows = rows.filter(released_at=None, status__in=PUBLIC).exclude(description="")
    if words:
        rows = rows.filter(Q(code__iexact=words) | Q(source_id=words) | Q(place__icontains=words))
    return rows


def service_counts(rows: QuerySet[ServiceRequest]) -> dict[str, int]:
    return dict(rows.order_by().values_list("service__code").annotate(n=Count("pk")))


def is_late(request: ServiceRequest, now: datetime | None = None) -> bool:
    return not rules.on_time(request.due_at, request.closed_at, now or timezone.now())


def levels_of(service: Service) -> list[ServiceLevel]:
    return list(service.levels.all())


def level_now(service: Service, day: Any) -> ServiceLevel | None:
    return level_on(levels_of(service), day)


def judged(imported: RequestImport) -> dict[str, Any]:
    """How on time and late agree with what the source says, row by row: both counts, and the numbers of those that do not."""
    rows = ServiceRequest.objects.filter(
        organisation=imported.organisation_id, source=imported.source, said_on_time__isnull=False
    )
    now = timezone.now()
    fields = ("source_id", "due_at", "closed_at", "said_on_time")
    differ, total, late, said_late = [], 0, 0, 0
    for source_id, due_at, closed_at, said in rows.values_list(*fields).iterator():
        found = rules.on_time(due_at, closed_at, now)
        total, late, said_late = total + 1, late + (not found), said_late + (not said)
        if found != said:
            differ.append(source_id)
    agree = total - len(differ)
    return {"total": total, "late": late, "said_late": said_late, "agree": agree, "differ": sorted(differ)[:50]}


# --- the public ---------------------------------------------------------------------------------------------------
def published(jurisdiction: str = "") -> QuerySet[Service]:
    """The published services, of one body if named by its code."""
    rows = Service.objects.filter(published=True).select_related("organisation")
    return rows.filter(organisation__code=jurisdiction) if jurisdiction else rows


def is_jurisdiction(code: str) -> bool:
    return Service.objects.filter(published=True, organisation__code=code).exists()


def public(jurisdiction: str = "") -> QuerySet[ServiceRequest]:
    """The requests that anybody may learn of: of published services, and not handed over."""
    rows = ServiceRequest.objects.filter(service__in=published(jurisdiction), status__in=PUBLIC)
    return rows.select_related("service", "organisation").defer("description", "full_name", "email", "phone", "answers")


def key_of(text: str) -> ApiKey | None:
    """The key that was issued and not revoked."""
    return ApiKey.objects.filter(hash=keys.KEYS.hash(text), revoked_at=None).first() if text else None
