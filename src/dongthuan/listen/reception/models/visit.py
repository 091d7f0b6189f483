"""A visit: who came (apart), what was said, what the register holds, what was handed over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from ..states import ActsAs, Answer, Condition, IdKind, Matter, VisitStatus
from .booking import Booking
from .session import Session

REGISTERED = Q(status__in=["recorded", "receipt"])


class Visit(HasThing):
    """Lượt tiếp. Its fields after `number` are the columns of the register (Mẫu 03/TCD, NĐ 154/2026/NĐ-CP)."""

    KIND = "reception_visit"
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="visits")
    booking = models.OneToOneField(Booking, null=True, on_delete=models.PROTECT, related_name="visit")
    people = models.PositiveIntegerField(_("how many people"), default=1)
    mandate_on = models.DateField(_("day of the written mandate"), null=True)
    protected = models.BooleanField(_("identity to be kept secret"), default=False)
    status = models.CharField(max_length=10, choices=VisitStatus.choices, default=VisitStatus.ARRIVED)
    arrived_at = models.DateTimeField()

    refusal = models.CharField(_("ground of the refusal"), max_length=12, blank=True)
    refusal_basis = CleanCharField(max_length=120, blank=True)
    refusal_why = CleanTextField(_("what happened"), blank=True)
    refused_on = models.DateField(null=True)
    notice_number = CleanCharField(_("number of the notice"), max_length=40, blank=True)
    notice_on = models.DateField(_("day of the notice"), null=True)
    notice_needed = models.BooleanField(default=False)
    notice_due = models.DateField(null=True)  # None before the law gave a number of days

    register = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    content = CleanTextField(_("content (summary)"), blank=True)
    wish = CleanTextField(_("what the person asks for"), blank=True)
    kinds = ArrayField(models.CharField(max_length=5, choices=Matter.choices), default=list)
    same_matter = models.PositiveIntegerField(_("people with the same matter"), default=1)
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    repeated = models.BooleanField(_("came with this matter before"), default=False)
    solved_by = CleanCharField(_("body that has solved it"), max_length=200, blank=True)
    competent = models.BooleanField(_("within our competence"), default=False)
    guided_to = CleanCharField(_("guided to"), max_length=300, blank=True)
    accepted_by = CleanCharField(_("body that accepted it, transfer number"), max_length=300, blank=True)
    handling = CleanTextField(_("how it was handled"), blank=True)
    remark = CleanTextField(_("note"), blank=True)
    minutes = CleanTextField(_("minutes"), blank=True)
    recorded_on = models.DateField(null=True)

    answer_due = models.DateField(null=True)
    deadlines = models.JSONField(default=dict)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True)
    answer_words = CleanTextField(_("words of the answer"), blank=True)
    answered_on = models.DateField(null=True)

    receipt_at = models.DateTimeField(null=True)
    receipt_on = models.DateField(null=True)
    copies = models.PositiveSmallIntegerField(_("copies of the receipt"), default=2)
    officer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="+")  # what it became

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "year", "number"], condition=Q(number__isnull=False), name="visit_number_once",
                violation_error_message=_("This number of the register is taken."),
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1), name="visit_people", violation_error_message=_("At least one person comes."),
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | (~Q(refusal="") & ~Q(refusal_basis="")), name="visit_refusal_ground",
                violation_error_message=_("A refusal names its lawful ground."),
            ),
            models.CheckConstraint(
                condition=~REGISTERED
                | (Q(register__isnull=False) & Q(number__isnull=False) & ~Q(content="") & ~Q(kinds=[]) & Q(answer_due__isnull=False)),
                name="visit_register_row",
                violation_error_message=_("A row of the register has a number, a content and a kind."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_on__isnull=False), name="visit_answered_on",
                violation_error_message=_("An answer has its day."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.vietnamese_title

    @property
    def vietnamese_title(self) -> str:
        """Never a name: titles stand in lists and histories that others read."""
        if self.number:
            return f"Lượt tiếp số {self.number}/{self.year}"
        return f"Lượt tiếp thứ {self.pk}, {self.session.day:%d/%m/%Y}"

    @property
    def is_denunciation(self) -> bool:
        return Matter.DENUNCIATION.value in self.kinds

    @property
    def restricted(self) -> bool:
        """Whether the visitor's identity is hidden until someone who may looks at it with a ground."""
        return self.protected or self.is_denunciation


class Visitor(models.Model):
    """Who came. Apart from the visit, so that no list, search or export meets it by the way."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="visitor")
    full_name = CleanCharField(_("name in full"), max_length=120)
    address = CleanCharField(_("address"), max_length=300)
    id_kind = models.CharField(_("identity paper"), max_length=12, choices=IdKind.choices, blank=True)
    id_number = CleanCharField(_("number"), max_length=20, blank=True)
    id_issued_on = models.DateField(_("issued on"), null=True, blank=True)
    id_issued_at = CleanCharField(_("place of issue"), max_length=120, blank=True)
    phone = CleanCharField(_("telephone"), max_length=20, blank=True)
    acts_as = models.CharField(_("comes"), max_length=8, choices=ActsAs.choices, default=ActsAs.SELF)
    authority = CleanTextField(_("paper of authorisation"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acts_as="self") | ~Q(authority=""), name="visitor_authority",
                violation_error_message=_("Who comes for another shows the paper that says so."),
            ),
            models.CheckConstraint(
                condition=Q(id_kind="", id_number="") | (~Q(id_kind="") & ~Q(id_number="")), name="visitor_id_whole",
                violation_error_message=_("Write the kind of identity paper and its number."),
            ),
        ]  # fmt: skip


class Representative(models.Model):
    """Người đại diện of a delegation, elected from among those who came (Luật Tiếp công dân, Điều 29)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="representatives")
    full_name = CleanCharField(_("name in full"), max_length=120)
    address = CleanCharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


class PaperTaken(models.Model):
    """A paper or piece of information that was handed over: a line of the receipt (Mẫu 02/TCD)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="papers_taken")
    name = CleanCharField(_("name of the paper"), max_length=300)
    pages = models.PositiveSmallIntegerField(_("pages"))
    condition = models.CharField(_("condition"), max_length=10, choices=Condition.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pages__gte=1),
                name="paper_pages",
                violation_error_message=_("A paper has at least one page."),
            )
        ]
