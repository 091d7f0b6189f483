"""The superior's part: a limit that ran out goes up once; an order comes down with its day; a neighbour gives an opinion."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField

from ..states import OpinionStatus, OrderStatus
from .clock import Clock
from .petition import Petition


class Escalation(models.Model):
    """One limit that ran out, brought to the superior on the day the law says. The clock makes it come once."""

    class Reason(models.TextChoices):
        LATE = "late", _("Not solved in time")
        RED = "red", _("Red list")

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="escalations")
    clock = models.OneToOneField(Clock, on_delete=models.PROTECT, related_name="escalation")
    reason = models.CharField(max_length=4, choices=Reason.choices)
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    basis = models.CharField(max_length=200)
    due = models.DateField(null=True)  # by when the superior acts, where the law gives a number of days (TC-12/request)
    facts = models.JSONField(default=dict)  # that Deadline, as_dict()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["to", "on"], name="escalation_of_superior")]


class Order(models.Model):
    """A superior tells the body that has the case to act and report by a day (giao, đôn đốc)."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="orders")
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = CleanCharField(_("number of the paper"), max_length=80)
    text = CleanTextField(_("what is to be done"), blank=True)  # never of a sealed case
    on = models.DateField()
    due = models.DateField()
    facts = models.JSONField(default=dict)  # the Deadline, where the law gives one (TC-12/report)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=OrderStatus.choices, default=OrderStatus.GIVEN)
    reported_on = models.DateField(null=True)
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    report_number = CleanCharField(_("number of the report"), max_length=80, blank=True)
    report = CleanTextField(_("report"), blank=True)  # never of a sealed case
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="given") | Q(reported_on__isnull=False),
                name="order_reported_first",
                violation_error_message=_("An order is settled once its report came."),
            ),
            models.UniqueConstraint(
                fields=["petition", "issuer"], condition=~Q(status="settled"), name="order_one_at_a_time",
                violation_error_message=_("An order on this case is still open."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["body", "due"], condition=Q(status="given"), name="order_of_body"),
            models.Index(fields=["issuer"], condition=Q(status="reported"), name="order_of_issuer"),
        ]


class Opinion(models.Model):
    """What another body thinks of a question in a case (ý kiến phối hợp). It learns the question, not the petition."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="opinions")
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    question = CleanTextField(_("question"))
    due = models.DateField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=OpinionStatus.choices, default=OpinionStatus.ASKED)
    given_on = models.DateField(null=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    number = CleanCharField(_("number of the paper"), max_length=80, blank=True)
    text = CleanTextField(_("view"), blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="given") | (Q(given_on__isnull=False) & ~Q(text="")), name="opinion_has_words"
            ),
            models.UniqueConstraint(
                fields=["petition", "of"], condition=Q(status="asked"), name="opinion_asked_once",
                violation_error_message=_("This body was asked already and has not answered yet."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["of", "due"], condition=Q(status="asked"), name="opinion_of_body")]
