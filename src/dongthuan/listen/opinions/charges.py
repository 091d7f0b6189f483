"""Who answers for which groups, what of it waits, and who is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import today

from . import permissions, queries
from .models import Charge, Group, Posting
from .states import Status

REMIND = (3, 1, 0, -1)  # days left; after that once a week
WEEK = 7


@dataclass(frozen=True)
class Charges:
    """The charges that hold: a group's own, else its clause's."""

    of_group: dict[int, Charge]
    of_clause: dict[int | None, Charge]

    def of(self, group: Group) -> Charge | None:
        return self.of_group.get(group.pk) or self.of_clause.get(group.clause_id)


def charges(posting: Posting) -> Charges:
    rows = list(Charge.objects.filter(posting=posting, ended_at=None).select_related("organisation"))
    return Charges(
        {c.group_id: c for c in rows if c.group_id is not None}, {c.clause_id: c for c in rows if c.group_id is None}
    )


def late(charge: Charge | None, group: Group) -> bool:
    """Its day has passed and nothing is proposed."""
    return charge is not None and charge.due < today() and not group.code


@dataclass(frozen=True)
class Owed:
    """What one department owes of one call by one day."""

    posting: Posting
    organisation: Organisation
    due: date
    groups: int


def owed(postings: QuerySet[Posting]) -> Iterator[Owed]:
    """Groups in charge on which nothing is proposed yet, of calls that are open or being decided."""
    rows = postings.filter(status__in=[Status.OPEN, Status.DECIDING], charges__ended_at=None, charges__isnull=False)
    for posting in rows.select_related("thing").distinct():
        found, sums = charges(posting), dict[tuple[int, date], int]()
        bodies = {c.organisation_id: c.organisation for c in (*found.of_group.values(), *found.of_clause.values())}
        for group in queries.counted(posting.groups.filter(code="", merged_into=None)):
            if charge := found.of(group):
                key = charge.organisation_id, charge.due
                sums[key] = sums.get(key, 0) + 1
        for (body, due), n in sums.items():
            yield Owed(posting, bodies[body], due, n)


def told(posting: Posting, organisation: Organisation, due: date, groups: int) -> None:
    """The officers of a department, in the transaction in which it was charged."""
    text = f"Được giao giải trình {groups} nhóm ý kiến, hạn {due:%d/%m/%Y}: {posting.title}"
    key = f"opinions.charge:{posting.pk}:{organisation.pk}:{due}:{groups}"
    notify.tell_many(_to(organisation, key, posting, text, due))


def due_reminders(day: date) -> Iterable[Tidings]:
    """The officers of who is in charge: shortly before the day, on it, the day after, then every week."""
    for o in owed(Posting.objects.all()):
        left = (o.due - day).days
        if left in REMIND or (left < 0 and left % WEEK == 0):
            when = f"Còn {left} ngày" if left > 0 else "Hôm nay là hạn" if left == 0 else f"Quá hạn {-left} ngày"
            text = f"{when}: {o.groups} nhóm ý kiến chưa giải trình, {o.posting.title}"
            key = f"opinions.owed:{o.posting.pk}:{o.organisation.pk}:{o.due}:{day}"
            yield from _to(o.organisation, key, o.posting, text, o.due)


def _to(organisation: Organisation, key: str, posting: Posting, text: str, due: date) -> list[Tidings]:
    officers = people.officers_of(organisation, *permissions.WRITERS)
    return [Tidings(user, key, posting.thing, text, due, posting.thing) for user in officers]
