"""Telling people. Notices leave no line in the record: what they tell of has left its own."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from dongthuan.foundation.jobs import kit as jobs
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today
from dongthuan.foundation.things.models import Thing

from . import mail
from .kit import Tidings
from .models import Mailing, Notice


def tell(
    user: User, *, key: str, thing: Thing | None, text: str, due: date | None = None, group: Thing | None = None
) -> None:
    """Tell one person, once per key, in the caller's transaction. It comes with the next daily digest."""
    tell_many([Tidings(user, key, thing, text, due, group)])


def tell_many(tidings: Iterable[Tidings]) -> None:
    """Tell many in one query; who was told under the key already is not told again."""
    day = today()
    Notice.objects.bulk_create(
        [
            Notice(user=t.user, key=t.key[:200], thing=t.thing, group=t.group, text=t.text[:1000], due=t.due, day=day)
            for t in tidings
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )


@transaction.atomic
def post_mail(to: str, *, key: str, subject: str, body: str, thing: Thing | None = None, answers: str = "") -> bool:
    """Write an e-mail to somebody who may have no account, once per key, and have it sent; whether it is new.

    `answers`: the Message-ID of the letter that it answers.
    """
    from .jobs import send_mailing as job  # the jobs know what the actions write

    message_id, message = mail.written(to, " ".join(subject.split()), body, answers=answers)
    made, new = Mailing.objects.get_or_create(
        key=key, defaults={"to": to, "thing": thing, "message_id": message_id, "message": message}
    )
    if new:
        jobs.enqueue(job, key=f"notify.send_mailing.{made.pk}", mailing=made.pk)
    return new


@transaction.atomic
def mark_read(user: User, notices: Iterable[int] | None = None) -> int:
    """The person has seen these notices (all, if none are named)."""
    mine = Notice.objects.filter(user=user, read_at__isnull=True)
    return (mine if notices is None else mine.filter(pk__in=list(notices))).update(read_at=timezone.now())
