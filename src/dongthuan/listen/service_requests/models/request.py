"""A request: what a person or a system said of a published service, and what became of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from ..states import Status
from .access import ApiKey
from .service import Service, ServiceLevel


class ServiceRequest(HasThing):
    """`description`, `place`, `media_url` are unseen by the public until they are released."""

    KIND = "service_request"

    class Channel(models.TextChoices):
        OPEN311 = "open311", _("An app (Open311)")
        IMPORT = "import", _("Imported")

    code = models.CharField(_("number"), max_length=40, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="service_requests")
    channel = models.CharField(_("how it came"), max_length=8, choices=Channel.choices)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.OPEN)

    description = CleanTextField(_("what was written"), blank=True)
    shown = CleanTextField(_("what the public reads"), blank=True)
    place = CleanCharField(_("place"), max_length=300, blank=True)
    zipcode = CleanCharField(max_length=10, blank=True)
    lat = models.FloatField(null=True)
    long = models.FloatField(null=True)
    answers = models.JSONField(default=dict)  # what was answered to the service's questions
    media_url = models.URLField(_("picture elsewhere"), max_length=500, blank=True)
    media_shown = models.BooleanField(default=False)
    place_shown = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    full_name = CleanCharField(_("sender's name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = CleanCharField(_("telephone"), max_length=20, blank=True)

    requested_at = models.DateTimeField(_("came at"))
    due_at = models.DateTimeField(_("to be answered by"), null=True)
    level = models.ForeignKey(ServiceLevel, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True)
    updated_at = models.DateTimeField(auto_now=True)
    notes = CleanTextField(
        _("answer"), blank=True
    )  # the status notes of the standard: public at once, an officer's words
    touched = models.BooleanField(default=False)  # someone worked on it here: an import no longer overwrites it

    key = models.ForeignKey(ApiKey, null=True, on_delete=models.PROTECT, related_name="+")
    sending = models.CharField(max_length=64, null=True, unique=True)  # hash of key and the client's own number
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    source = models.CharField(max_length=40, blank=True)  # the system it was imported from
    source_id = models.CharField(max_length=60, blank=True)
    said_on_time = models.BooleanField(null=True)  # what the source itself says of it

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "source_id"], condition=~Q(source=""), name="service_request_source"
            ),
            models.CheckConstraint(
                condition=(Q(status="open") & Q(closed_at__isnull=True)) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="service_request_closed_at",
                violation_error_message=_("A closed request says when it was closed; an open one does not."),
            ),
            models.CheckConstraint(
                condition=Q(shown="") | Q(released_at__isnull=False),
                name="service_request_released",
                violation_error_message=_("Words are shown only after a person released them."),
            ),
            models.CheckConstraint(
                condition=~Q(status="handed_over") | Q(description="", shown="", place="", full_name="", email="", phone="",
                                                       media_url="", lat__isnull=True, long__isnull=True),
                name="service_request_handed_over",
                violation_error_message=_("Nothing of what was handed over stays here."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "-requested_at", "-id"], name="service_request_desk"),
            models.Index(fields=["-requested_at", "-id"], name="service_request_public"),
            models.Index(fields=["service", "-requested_at"], name="service_request_service"),
            models.Index(fields=["organisation", "due_at"], condition=Q(status="open"), name="service_request_open"),
        ]

    def __str__(self) -> str:
        return self.code
