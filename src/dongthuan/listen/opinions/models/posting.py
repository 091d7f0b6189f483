"""A draft that everyone may speak about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.texts.models import Text, Version
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing
from dongthuan.listen.consultations.models import Consultation

from ..states import Status


class Posting(HasThing):
    """Đăng tải lấy ý kiến. `earliest` and `basis` are the lawful period as it was computed on the day of posting."""

    KIND = "posting"

    class Document(models.TextChoices):
        PROGRAMME = "programme", _("Programme, plan, scheme, project")
        RESOLUTION = "resolution", _("Resolution of the provincial People's Council")
        DECISION = "decision", _("Decision of the provincial People's Committee")
        CHAIR_DECISION = "chair_decision", _("Decision of the chair of the provincial People's Committee")
        COMMUNE = "commune", _("Matter of a commune on which the people are heard")

    text = models.ForeignKey(Text, null=True, on_delete=models.PROTECT, related_name="postings")  # null: being made
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="postings")
    about = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="postings")  # whose text it is
    beside = models.ForeignKey(Consultation, null=True, on_delete=models.PROTECT, related_name="postings")
    title = CleanCharField(_("title"), max_length=500)
    document = models.CharField(_("kind of document"), max_length=20, choices=Document.choices)
    explanation = CleanTextField(_("why it is made"), blank=True)
    concerns = CleanTextField(_("whom it touches"), blank=True)
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    posted = models.DateField(_("posted on"), null=True)
    earliest = models.DateField(_("may end on"), null=True)
    basis = CleanTextField(_("legal basis of the period"), blank=True)
    until = models.DateField(_("open until"), null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    next_version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    grouped_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # when the letters to who left an address were ordered

    class Meta:
        ordering = ["-posted", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(posted__isnull=False, until__isnull=False, version__isnull=False),
                name="posting_dated",
                violation_error_message=_("What is posted has a text, a first and a last day."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("earliest")),
                name="posting_lawful_period",
                violation_error_message=_("The posting may not end before its lawful period."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
