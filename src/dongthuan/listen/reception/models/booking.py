"""A place in a session, booked without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import CleanCharField, CleanTextField

from ..states import BookingStatus
from .session import Session


class Booking(models.Model):
    """Đăng ký tiếp: only the hash of its code is kept, so nobody who reads the table can cancel it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    code_hash = models.CharField(max_length=64, unique=True)
    name = CleanCharField(_("name in full"), max_length=120)
    telephone = CleanCharField(_("telephone"), max_length=20)
    people = models.PositiveIntegerField(_("how many people"), default=1)
    topic = CleanTextField(_("what it is about"), blank=True)
    status = models.CharField(max_length=10, choices=BookingStatus.choices, default=BookingStatus.BOOKED)
    at = models.DateTimeField(auto_now_add=True)
    forgotten_on = models.DateField(null=True)  # name, telephone and topic were erased; the row is counted on

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__gte=1), name="booking_people",
                violation_error_message=_("At least one person comes."),
            )
        ]  # fmt: skip
