"""A session: planned, posted, held, concluded, followed up."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from ..states import LEADERS, SessionKind, SessionStatus, UrgentGround
from .place import Place

NAMES = {
    "regular": "Tiếp công dân thường xuyên",
    "periodic": "Tiếp công dân định kỳ của người đứng đầu",
    "unscheduled": "Tiếp công dân đột xuất của người đứng đầu",
}


class Session(HasThing):
    """Buổi tiếp công dân. `leader` is the post that must receive; `authorised`: another held it in the head's place.

    `post_by` and `notify_by` are days of the law (TCD-04, TCD-07), stored with their arithmetic in `deadlines`.
    """

    KIND = "reception_session"
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind of session"), max_length=12, choices=SessionKind.choices)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from (hour)"))
    ends = models.TimeField(_("to (hour)"))
    leader = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who receives")
    )
    participants = CleanTextField(_("participants"), blank=True)
    topics = CleanTextField(_("expected content"), blank=True)
    seats = models.PositiveSmallIntegerField(_("places that can be booked"), default=0)
    status = models.CharField(max_length=10, choices=SessionStatus.choices, default=SessionStatus.SCHEDULED)
    ground = models.CharField(_("ground"), max_length=8, choices=UrgentGround.choices, blank=True)
    reason = CleanTextField(_("what happened"), blank=True)  # why beside the schedule

    online = models.BooleanField(_("online"), default=False)
    link = models.URLField(_("address of the online session"), blank=True, max_length=500)
    notified_on = models.DateField(_("parties told on"), null=True)
    tested_on = models.DateField(_("connection tested on"), null=True)

    posted_on = models.DateField(null=True)
    post_by = models.DateField(null=True)
    deadlines = models.JSONField(default=dict)  # rule id -> the deadline with its basis and versions
    postponed_because = CleanTextField(_("reason of the postponement"), blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replacement")

    held_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    held_as = CleanCharField(max_length=200, blank=True)  # the post of that day, in words
    authorised = models.BooleanField(_("held by authorisation"), default=False)
    conclusion = CleanTextField(_("conclusion"), blank=True)
    concluded_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)

    class Meta:
        ordering = ["day", "starts", "pk"]
        indexes = [models.Index(fields=["place", "day"], name="session_place_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="session_hours",
                violation_error_message=_("A session ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="unscheduled") | (~Q(ground="") & ~Q(reason="")), name="session_ground",
                violation_error_message=_("An unscheduled reception names its ground and what happened."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[k.value for k in LEADERS]) | Q(leader__isnull=False), name="session_leader",
                violation_error_message=_("A leader's session names the post that receives."),
            ),
            models.CheckConstraint(
                condition=~Q(status="postponed") | ~Q(postponed_because=""), name="session_postponed_reason",
                violation_error_message=_("A postponement gives its reason."),
            ),
            models.CheckConstraint(  # only an unscheduled reception needs no posted schedule
                condition=Q(kind="unscheduled") | Q(posted_on__isnull=False) | Q(status="scheduled"),
                name="session_posted_first", violation_error_message=_("A session is posted before it is held."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["concluded", "follow_up", "answered"]) | ~Q(conclusion=""), name="session_conclusion",
                violation_error_message=_("Write the conclusion."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.vietnamese_title

    @property
    def vietnamese_title(self) -> str:
        return f"{NAMES[self.kind]}, {self.day:%d/%m/%Y}"

    @property
    def is_leaders(self) -> bool:
        return self.kind in LEADERS

    @property
    def posted_late(self) -> bool:
        """Posted after the last day of Điều 24.4; shown, never hidden."""
        return bool(self.post_by and self.posted_on and self.posted_on > self.post_by)


class Commitment(models.Model):
    """What a conclusion asks of a body, by when (NĐ 154/2026/NĐ-CP, Điều 25.2)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    what = CleanTextField(_("what is to be done"))
    due = models.DateField(_("by"))
    contact = CleanCharField(_("contact"), max_length=200, blank=True)
    done_on = models.DateField(null=True)
    result = CleanTextField(_("result"), blank=True)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""), name="commitment_result",
                violation_error_message=_("Say what came of it."),
            )
        ]  # fmt: skip
