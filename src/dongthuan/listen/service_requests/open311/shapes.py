"""Services and requests in the standard's words. Whatever of a request a person has not released is not here."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from .. import rules
from ..models import Service, ServiceRequest


def service(found: Service) -> dict[str, Any]:
    return {
        "service_code": found.code, "service_name": found.name, "description": found.description,
        "metadata": bool(found.attributes), "type": "realtime", "keywords": found.keywords, "group": found.group,
    }  # fmt: skip


def definition(found: Service) -> dict[str, Any]:
    return {"service_code": found.code, "attributes": found.attributes}


def made(found: ServiceRequest) -> dict[str, Any]:
    notice = found.service.notice or None
    return {"service_request_id": found.code, "service_notice": notice, "account_id": None, "token": str(found.token)}


def of_token(found: ServiceRequest) -> dict[str, Any]:
    return {"service_request_id": found.code, "token": str(found.token)}


def request(found: ServiceRequest) -> dict[str, Any]:
    """Before the release: no words, no address, no picture, and the place to some hundred metres."""
    exact = found.place_shown and found.released_at is not None
    return {
        "service_request_id": found.code, "status": found.status, "status_notes": found.notes or None,
        "service_name": found.service.name, "service_code": found.service.code,
        "description": found.shown or None, "agency_responsible": found.organisation.name,
        "service_notice": found.service.notice or None, "requested_datetime": found.requested_at,
        "updated_datetime": found.updated_at, "expected_datetime": found.due_at,
        "address": (found.place or None) if exact else None, "address_id": None,
        "zipcode": (found.zipcode or None) if exact else None,
        "lat": found.lat if exact else rules.coarse(found.lat), "long": found.long if exact else rules.coarse(found.long),
        "media_url": found.media_url if found.media_shown and found.released_at else None,
    }  # fmt: skip


def discovery(changed: str) -> dict[str, Any]:
    base = settings.SITE_URL + reverse("service_requests:open311_services", args=["json"]).removesuffix(
        "/services.json"
    )
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2", "url": base, "changeset": changed, "type": "production",
        "formats": ["text/xml", "application/json"],
    }  # fmt: skip
    return {
        "changeset": changed,
        "contact": settings.OPERATORS,
        "key_service": settings.OPERATORS,
        "endpoints": [endpoint],
    }
