"""The leaders' duty to receive: what the law asks of each week or month, what was held, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import queries as papers
from dongthuan.foundation.things.kit import today

from .. import law
from ..models import Session
from ..states import AHEAD, OVER, SessionKind, SessionStatus

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """A week (Monday to Sunday) or a calendar month in which the law asks for `least` days."""

    since: date
    until: date
    least: int
    unit: str  # week | month
    basis: str

    @property
    def label(self) -> str:
        if self.unit == "month":
            return f"{self.since:%m/%Y}"
        return f"{self.since:%d/%m}–{self.until:%d/%m/%Y}"


@dataclass(frozen=True)
class DutyRow:
    """An organisation over a period. `kept` of `windows` periods have enough days on which the head received in person."""

    organisation: Organisation
    head: str
    duty: str
    basis: str
    windows: int
    kept: int
    missing: tuple[str, ...]
    held: int
    authorised: int
    postponed: int
    unheld: int


def whole_windows(since: date, until: date, unit: str) -> Iterator[tuple[date, date]]:
    """The weeks or months that lie wholly in the period."""
    here = since
    if unit == "week":
        here += timedelta(days=-here.weekday() % 7)
        while (end := here + timedelta(days=6)) <= until:
            yield here, end
            here = end + DAY
        return
    if here.day != 1:
        here = _next_month(here)
    while (end := _next_month(here) - DAY) <= until:
        yield here, end
        here = end + DAY


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def windows_of(organisation: Organisation, since: date, until: date) -> list[Window]:
    """Each week or month that lies wholly within the period, the body's life and one provision of the law."""
    since = max(since, organisation.since)
    until = min(until, organisation.until or until)
    found = []
    for duty in law.duties(organisation):
        begin, end = max(since, duty.since), min(until, duty.until or until)
        if begin <= end:
            found += [
                Window(a, b, duty.least, duty.unit, duty.basis) for a, b in whole_windows(begin, end, duty.unit)
            ]
    return found


def duty_rows(organisations: Iterable[Organisation], since: date, until: date) -> list[DutyRow]:
    """A row per organisation whose head the law makes receive; only periods that have ended count."""
    over = min(until, today() - DAY)
    bodies = [o for o in organisations if law.duties(o)]
    sessions = _sessions(bodies, since, until)
    rows = []
    for body in bodies:
        mine = sessions[body.pk]
        windows = windows_of(body, since, over)
        if windows or mine:
            rows.append(_row(body, windows, mine, min(until, body.until or until)))
    return rows


def _sessions(bodies: list[Organisation], since: date, until: date) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(
        Q(kind=SessionKind.PERIODIC), place__organisation__in=bodies, day__range=(since, until)
    )  # fmt: skip
    for session in rows.select_related("place"):
        found[session.place.organisation_id].append(session)
    return found


def _row(body: Organisation, windows: list[Window], sessions: list[Session], day: date) -> DutyRow:
    over = [s for s in sessions if s.status in OVER]
    in_person = {s.day for s in over if not s.authorised}
    missing = [w for w in windows if sum(w.since <= d <= w.until for d in in_person) < w.least]
    asked = law.duty(body, day)
    head = papers.head_post(body, day)
    return DutyRow(
        organisation=body,
        head=f"{head.title}: {papers.holder_name(head, day)}" if head else "",
        duty=asked.words if asked else "",
        basis=asked.basis if asked else "",
        windows=len(windows),
        kept=len(windows) - len(missing),
        missing=tuple(w.label for w in missing),
        held=len(over),
        authorised=sum(s.authorised for s in over),
        postponed=sum(s.status == SessionStatus.POSTPONED for s in sessions),
        unheld=len(missed(sessions)),
    )


def missed(sessions: Iterable[Session]) -> list[Session]:
    """Planned or posted, never held, and their day has passed."""
    return [s for s in sessions if s.status in AHEAD and s.day < today()]
