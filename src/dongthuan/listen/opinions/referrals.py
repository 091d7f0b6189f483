"""Which organisations are asked about which groups, what of it waits, and who is told."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people import queries as people

from . import permissions
from .charges import REMIND, WEEK
from .models import Group, Posting, Referral
from .states import Status


def standing() -> QuerySet[Referral]:
    """What was asked and not taken back."""
    return Referral.objects.filter(taken_back_at=None).select_related(
        "organisation", "posting__thing", "posting__organiser", "group__sample", "group__thing", "answered_by", "thing"
    )


def waiting() -> QuerySet[Referral]:
    """What is to be answered: of calls that still decide, on groups that are not decided."""
    return standing().filter(
        answered_at=None, group__approved_at=None, posting__status__in=[Status.OPEN, Status.DECIDING]
    )


def of_group(group: Group) -> QuerySet[Referral]:
    """On this group, or on one that was merged into it."""
    return standing().filter(Q(group=group) | Q(group__merged_into=group))


def counts(posting: Posting) -> dict[int, tuple[int, int]]:
    """group → how many answered, of how many asked."""
    found: dict[int, tuple[int, int]] = {}
    rows = standing().filter(posting=posting).values_list("group", "group__merged_into", "answered_at")
    for group, into, answered in rows.order_by("pk"):
        done, all_ = found.get(into or group, (0, 0))
        found[into or group] = (done + (answered is not None), all_ + 1)
    return found


# --- who is told ----------------------------------------------------------------------------------------------------
def tell_asked(made: list[Referral]) -> None:
    """The officers of the organisation, in the transaction in which it was asked."""
    for r in made:
        text = f"{r.posting.organiser.short_name} xin ý kiến về một nhóm góp ý, hạn {r.due:%d/%m/%Y}: {r.posting.title}"
        notify.tell_many(_to(r.organisation, f"opinions.referral:{r.pk}", r, text))


def tell_asker(r: Referral) -> None:
    text = f"{r.organisation.short_name} đã cho ý kiến về một nhóm góp ý: {r.posting.title}"
    notify.tell(r.by, key=f"opinions.referral:{r.pk}:answered", thing=r.group.thing, text=text, group=r.posting.thing)


def due_reminders(day: date) -> Iterable[Tidings]:
    """Who is asked: shortly before the day, on it, the day after, then every week."""
    for r in waiting():
        left = (r.due - day).days
        if left in REMIND or (left < 0 and left % WEEK == 0):
            when = f"Còn {left} ngày" if left > 0 else "Hôm nay là hạn" if left == 0 else f"Quá hạn {-left} ngày"
            text = f"{when}: cho ý kiến về một nhóm góp ý, {r.posting.title}"
            yield from _to(r.organisation, f"opinions.referral:{r.pk}:{day}", r, text)


def _to(organisation: Organisation, key: str, r: Referral, text: str) -> list[Tidings]:
    officers = people.officers_of(organisation, *permissions.ANSWERERS)
    return [Tidings(user, key, r.thing, text, r.due, r.posting.thing) for user in officers]
