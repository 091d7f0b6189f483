"""The day's reminders, and one digest for each person: written once, sent byte for byte."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from dongthuan.foundation.jobs import kit as jobs
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today

from . import mail
from .actions import tell_many
from .kit import reminders
from .models import DailyRun, Digest, Notice
from .queries import mail_goes_out

MOST_DAYS_BACK = 14  # after a longer pause, older reminders would only be noise


@transaction.atomic
def remind(day: date | None = None) -> list[date]:
    """Write the reminders of the day, and of the days since the last run. Run twice, it writes nothing twice."""
    day = day or today()
    last = DailyRun.objects.filter(day__lte=day).order_by("-day").values_list("day", flat=True).first()
    start = max(last + timedelta(days=1) if last else day, day - timedelta(days=MOST_DAYS_BACK))
    missed = [start + timedelta(days=n) for n in range((day - start).days + 1)]
    for one in missed:
        _row, new = DailyRun.objects.get_or_create(day=one)
        if new:
            tell_many(reminders.on(one))
    return missed


def morning() -> bool:
    """The day's round, once: reminders, then digests. Killed in between, the next call takes it up where it was."""
    day = today()
    remind(day)
    run = DailyRun.objects.get(day=day)
    if run.digested:
        return False
    write_all(day)
    DailyRun.objects.filter(pk=run.pk).update(digested=True)
    return True


def write_all(day: date | None = None) -> int:
    """One digest for each person who has unread notices that were in no digest yet; none for who has nothing."""
    day = day or today()
    waiting = Notice.objects.filter(digest__isnull=True, read_at__isnull=True, user__is_active=True)
    users = User.objects.filter(pk__in=waiting.values("user")).exclude(digests__day=day)
    return sum(write(user, day) is not None for user in users)


@transaction.atomic
def write(user: User, day: date) -> Digest | None:
    """The person's digest of the day with its e-mail, stored before anything is sent; None if there is nothing new."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # two workers write one digest, not two
    notices = list(
        Notice.objects.filter(user=user, digest__isnull=True, read_at__isnull=True)
        .select_related("thing", "group").order_by("due", "pk")
    )  # fmt: skip
    if not notices or Digest.objects.filter(user=user, day=day).exists():
        return None
    digest = Digest(user=user, day=day)
    if mail_goes_out() and user.email:
        digest.to = user.email
        digest.message_id, digest.message = mail.compose(user, day, notices)
    digest.save()
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(digest=digest)
    if digest.message_id:
        from .jobs import send as job  # the job imports this module

        jobs.enqueue(job, key=f"notify.send.{digest.pk}", digest=digest.pk)
    return digest


@transaction.atomic
def send(pk: int) -> bool:
    """Send the stored e-mail, byte for byte, and note that it went. Killed in between, it goes again as the same message.

    The row stays locked while it is sent, so that two workers never send it at the same time.
    """
    digest = Digest.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if digest is None or digest.sent_at or digest.fault or not digest.message_id:
        return False
    try:
        mail.deliver(bytes(digest.message), digest.to)
    except mail.Undeliverable as error:
        digest.fault = str(error)
    else:
        digest.sent_at = timezone.now()
    digest.save(update_fields=["sent_at", "fault"])
    return digest.sent_at is not None
