"""The leaders' duty to receive: what the law asks of each week or month, what was held, what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.foundation.law import WorkingCalendar
from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people.models import Assignment
from dongthuan.foundation.things.kit import today

from .. import law
from ..models import Session
from ..states import AHEAD, OVER, SessionKind, SessionStatus

DAY = timedelta(days=1)


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


def duty_rows(organisations: Iterable[Organisation], since: date, until: date) -> list[DutyRow]:
    """A row per organisation whose head the law makes receive; only weeks and months that have ended count."""
    over, calendar = min(until, today() - DAY), law.working_calendar()
    bodies = [o for o in organisations if law.level_of(o)]
    sessions = _sessions(bodies, since, until)
    heads = _heads(bodies, over)
    found = []
    for body in bodies:
        row = _row(body, sessions[body.pk], since, over, calendar, heads.get(body.pk, ""))
        if row.windows or sessions[body.pk]:
            found.append(row)
    return found


def _heads(bodies: list[Organisation], day: date) -> dict[int, str]:
    """Organisation -> who heads it on the day, in one query however many bodies."""
    rows = Assignment.objects.on(day).filter(
        post__organisation__in=bodies, post__rank=Post.Rank.HEAD, post__role=Role.LEADER
    )  # fmt: skip
    return {
        a.post.organisation_id: f"{a.post.title}: {a.user.shown_name()}" for a in rows.select_related("post", "user")
    }


def _sessions(bodies: list[Organisation], since: date, until: date) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(
        kind=SessionKind.PERIODIC, place__organisation__in=bodies, day__range=(since, until)
    )  # fmt: skip
    for session in rows.select_related("place"):
        found[session.place.organisation_id].append(session)
    return found


def _row(
    body: Organisation, sessions: list[Session], since: date, until: date, calendar: WorkingCalendar, head: str
) -> DutyRow:  # fmt: skip
    """What was owed and held while the body lived; only days on which the head received in person count."""
    over = [s for s in sessions if s.status in OVER]
    first, last = max(since, body.since), min(until, body.until or until)
    in_person = [s.day for s in over if not s.authorised]
    tallies = [t for t in law.tally(law.level_of(body) or "", first, last, in_person, calendar) if t.owed]
    missing = [t for t in tallies if t.missed]
    asked = law.duty(body, last)
    return DutyRow(
        organisation=body,
        head=head,
        duty=asked.value.says if asked else "",
        basis=asked.basis if asked else "",
        windows=len(tallies),
        kept=len(tallies) - len(missing),
        missing=tuple(label(t.first, t.last) for t in missing),
        held=len(over),
        authorised=sum(s.authorised for s in over),
        postponed=sum(s.status == SessionStatus.POSTPONED for s in sessions),
        unheld=len(missed(sessions)),
    )


def label(first: date, last: date) -> str:
    """A month as 08/2026, a week as 02/03–08/03/2026."""
    if first.day == 1 and (last - first).days > 7:
        return f"{first:%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}"


def missed(sessions: Iterable[Session]) -> list[Session]:
    """Planned or posted, never held, and their day has passed."""
    return [s for s in sessions if s.status in AHEAD and s.day < today()]
