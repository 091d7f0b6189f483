"""Registers services and requests: their kinds, navigation, what waits on a person's desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceRequestsConfig(AppConfig):
    name = "dongthuan.listen.service_requests"
    label = "service_requests"
    verbose_name = _("Requests about services")

    def ready(self) -> None:
        from django.urls import reverse

        from dongthuan.foundation.notify.kit import desk
        from dongthuan.foundation.things.kit import Kind, register, say
        from dongthuan.web.kit import nav

        from . import desk as own
        from . import permissions, queries, sentences

        register(Kind(
            key="service_request", model="service_requests.ServiceRequest", label=_("Request about a service"),
            url=lambda r: reverse("service_requests:detail", args=[r.pk]), title=lambda r: f"{r.code} {r.service.name}",
            visible_to=queries.visible_to, sentences=sentences.REQUEST, related=("service",),
        ))  # fmt: skip
        register(Kind(
            key="service", model="service_requests.Service", label=_("Service"),
            url=lambda s: reverse("service_requests:service", args=[s.pk]), title=lambda s: s.name,
            visible_to=queries.services_visible_to, sentences=sentences.SERVICE,
        ))  # fmt: skip
        register(Kind(
            key="open311_key", model="service_requests.ApiKey", label=_("Key of an app"),
            url=lambda k: reverse("service_requests:keys"), title=str,
            visible_to=queries.keys_visible_to, sentences=sentences.KEY,
        ))  # fmt: skip
        register(Kind(
            key="request_import", model="service_requests.RequestImport", label=_("Import of requests"),
            url=lambda i: reverse("service_requests:import_check", args=[i.pk]), title=lambda i: i.file_name,
            visible_to=queries.imports_visible_to, sentences=sentences.IMPORT,
        ))  # fmt: skip
        say(sentences.ANY)
        own.register(desk)
        nav.add(
            "workspace", _("Work"), _("Requests about services"), "service_requests:list", "place",
            visible=permissions.works, order=35,
        )  # fmt: skip
        nav.add(
            "workspace", _("Organisation and people"), _("Keys of apps"), "service_requests:keys", "key",
            visible=permissions.may_issue_keys, order=65,
        )  # fmt: skip
