"""Lists on the page and as Excel files. Nobody's name, nothing that was not released."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table, Tag

from . import queries
from .models import ServiceRequest
from .states import Status

TONES = {Status.OPEN: "now", Status.CLOSED: "done", Status.HANDED_OVER: "info"}


def state_tag(request: ServiceRequest) -> Tag:
    return Tag(TONES[Status(request.status)], request.get_status_display())


def timing(request: ServiceRequest) -> str:
    if request.status == Status.HANDED_OVER:
        return ""
    return _now("late") if queries.is_late(request) else _now("on time")


def timing_tag(request: ServiceRequest) -> Any:
    words = timing(request)
    return Tag("late" if queries.is_late(request) else "", words) if words else ""


class RequestTable(Table):
    name = "phan-anh-dich-vu"
    caption = _("Requests about services")
    empty = _("No request here.")
    columns = (
        Column("code", _("Number"), url=lambda r: reverse("service_requests:detail", args=[r.pk])),
        Column("service", _("Service"), lambda r: r.service.name, width=40),
        Column("status", _("State"), lambda r: r.get_status_display(), show=state_tag),
        Column("requested_at", _("Came at")),
        Column("due_at", _("To be answered by")),
        Column("closed_at", _("Closed at")),
        Column("timing", _("In time"), timing, show=timing_tag),
        Column("source_id", _("Number at its source")),
    )


class ServiceTable(Table):
    name = "dich-vu"
    caption = _("Services")
    empty = _("No service yet.")
    columns = (
        Column(
            "name", _("Name of the service"), url=lambda s: reverse("service_requests:service", args=[s.pk]), width=40
        ),
        Column("code", _("Service code")),
        Column("group", _("Group")),
        Column("organisation", _("Body"), lambda s: s.organisation.short_name),
        Column("published", _("Published")),
    )


class KeyTable(Table):
    name = "khoa-ung-dung"
    caption = _("Keys of apps")
    empty = _("No key was issued yet.")
    columns = (
        Column("name", _("Whose app")),
        Column("contact", _("Office that answers for it")),
        Column("start", _("Begins with")),
        Column("per_minute", _("Requests per minute"), numeric=True),
        Column("issued_at", _("Issued at")),
        Column("revoked_at", _("Revoked at")),
    )


class ImportTable(Table):
    name = "tep-da-nap"
    caption = _("Imports")
    empty = _("No file was imported yet.")
    columns = (
        Column("file_name", _("File"), url=lambda i: reverse("service_requests:import_check", args=[i.pk]), width=40),
        Column("source", _("Source")),
        Column("organisation", _("Body"), lambda i: i.organisation.short_name),
        Column("rows", _("Rows"), numeric=True),
        Column("done", _("Loaded"), numeric=True),
        Column("at", _("Sent at")),
    )
