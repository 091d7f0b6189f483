"""The daily reminders and digests, and the sending of their e-mails."""

from django.utils import timezone

from dongthuan.foundation.jobs import kit as jobs
from dongthuan.foundation.jobs.kit import job

from . import digests, mailings
from .models import Digest, Mailing

MORNING = "07:30"


@job("notify.daily", daily=MORNING)
def daily() -> None:
    """Reminders of the day, then one digest per person."""
    digests.morning()


@job("notify.send", retry=8)
def send(digest: int) -> None:
    digests.send(digest)


@job("notify.send_mailing", retry=8)
def send_mailing(mailing: int) -> None:
    mailings.send(mailing)


@job("notify.sweep", every="*/15 * * * *")
def sweep() -> None:
    """What the morning left: its round, if the machine was off then; e-mails the server did not take for long."""
    if timezone.localtime().strftime("%H:%M") >= MORNING:
        digests.morning()
    unsent = Digest.objects.filter(sent_at__isnull=True, message_id__isnull=False, fault="").order_by("pk")
    for pk in unsent.values_list("pk", flat=True)[:500]:
        jobs.enqueue(send, key=f"notify.send.{pk}", digest=pk)
    left = Mailing.objects.filter(sent_at__isnull=True, fault="").order_by("pk")
    for pk in left.values_list("pk", flat=True)[:500]:
        jobs.enqueue(send_mailing, key=f"notify.send_mailing.{pk}", mailing=pk)
