"""A file of cases from another system, and how far it was loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, HasThing


class RequestImport(HasThing):
    """The file lies here, packed, until every row of it is loaded; `done` rows are."""

    KIND = "request_import"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = CleanCharField(_("source"), max_length=40)
    zone = models.CharField(_("time zone of its moments"), max_length=40)
    file_name = CleanCharField(max_length=200)
    data = models.BinaryField()
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    more_errors = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=list)  # columns that nothing is made of
    outcome = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("rows")), name="request_import_done"),
            models.CheckConstraint(
                condition=models.Q(errors=[]) | models.Q(done=0), name="request_import_whole",
                violation_error_message=_("Nothing is loaded of a file with an error."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name
