"""What a person was told."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Question, kind_of, kinds, resolve
from dongthuan.foundation.things.models import Thing

from .models import Digest, Mailing, Notice


def notices_of(user: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=getattr(user, "pk", None) or 0).select_related("thing", "group", "user")


def digests_of(user: Any) -> QuerySet[Digest]:
    mine = Digest.objects.filter(user_id=getattr(user, "pk", None) or 0)
    return mine.prefetch_related(
        Prefetch("notices", Notice.objects.order_by("pk").select_related("thing", "group", "user"))
    )


UNREAD = Question(
    lambda user: Notice.objects.filter(user_id=user, read_at__isnull=True).order_by()
    .values("user").annotate(n=Count("pk")).values_list("n", flat=True),
    user=int,
)  # fmt: skip


def unread_count(request: HttpRequest) -> int | None:
    """For the navigation; counted once per page."""
    if not hasattr(request, "_unread"):
        request._unread = sum(UNREAD(user=request.user.pk or 0))  # type: ignore[attr-defined]
    return request._unread or None  # type: ignore[attr-defined]


def mail_goes_out() -> bool:
    """Whether a mail server is configured; without one, digests stay in the application, and the page says so."""
    return bool(settings.EMAIL_HOST)


@dataclass(frozen=True)
class MailCounts:
    """Letters about one thing."""

    written: int
    sent: int
    refused: int

    @property
    def waiting(self) -> int:
        return self.written - self.sent - self.refused


def mail_counts(thing: Thing) -> MailCounts:
    found = Mailing.objects.filter(thing=thing).aggregate(
        written=Count("pk"), sent=Count("pk", filter=Q(sent_at__isnull=False)), refused=Count("pk", filter=~Q(fault=""))
    )
    return MailCounts(**found)


def grouped(notices: list[Notice]) -> list[tuple[str, str, list[tuple[Notice, str]]]]:
    """Notices under the object they concern: (its title, its address, [(notice, address of its thing)])."""
    objects = resolve([n.thing for n in notices] + [n.group for n in notices])
    over = {n.pk: _whole(objects.get(n.group_id or n.thing_id or 0)) for n in notices}
    shown = [n.thing for n in notices if n.thing] + [whole.thing for whole in over.values() if whole is not None]
    seen = visible_ids(notices[0].user, shown) if notices else set()
    groups: dict[tuple[str, str], list[tuple[Notice, str]]] = {}
    for notice in notices:
        title_and_url = _title_and_url(over[notice.pk], seen)
        to = _title_and_url(objects.get(notice.thing_id or 0), seen)[1]
        groups.setdefault(title_and_url, []).append((notice, to))
    return [(title or _("Other"), url, rows) for (title, url), rows in groups.items()]


def visible_ids(user: Any, things: list[Thing]) -> set[int]:
    """Which of the things this person may still open: a task passed on leads nowhere. One query per kind."""
    wanted: dict[str, set[int]] = {}
    for thing in things:
        wanted.setdefault(thing.kind, set()).add(thing.pk)
    found: set[int] = set()
    for key, ids in wanted.items():
        found |= set(kinds[key].visible_to(user).filter(thing_id__in=ids).values_list("thing_id", flat=True))
    return found


def _whole(obj: Any) -> Any:
    """The object it is a part of: a plan row's plan."""
    within = kind_of(obj.thing).within if obj is not None else None
    return within(obj) if within else obj


def _title_and_url(obj: Any, seen: set[int]) -> tuple[str, str]:
    if obj is None:
        return "", ""
    kind = kind_of(obj.thing)
    return str(kind.title(obj)), kind.url(obj) if obj.thing_id in seen else ""
