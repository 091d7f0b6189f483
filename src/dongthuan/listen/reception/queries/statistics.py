"""Form 01/TCD: receptions of a period, every figure counted from the register, totals apart from their parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .. import law, rules
from ..models import Session, Visit
from ..states import IN_REGISTER, LEADERS, OVER, SessionKind


@dataclass(frozen=True)
class Form01:
    """The figures by column number, and the checks that do not hold (none, or the form may not be sent)."""

    since: date
    until: date
    figures: dict[int, int]
    faults: list[str]


@dataclass(frozen=True)
class Row:
    """One received visit, as far as the form asks."""

    strand: str
    matter: int  # the first visit with this matter
    people: int
    repeated: bool
    crowd: bool


def strand_of(kind: str, authorised: bool) -> str:
    if kind == SessionKind.REGULAR:
        return "regular"
    return "deputy" if authorised else "head"


def form_01(organisation_ids: Iterable[int], since: date, until: date) -> Form01:
    """The form over the registers of these organisations, both days included."""
    ids = list(organisation_ids)
    rows = _rows(ids, since, until)
    figures = {
        1: len(rows),
        2: sum(r.people for r in rows),
        3: len({(r.strand, r.matter) for r in rows}),
    }
    for strand in rules.STRANDS:
        mine = [r for r in rows if r.strand == strand.key]
        if strand.sessions is not None:
            figures[strand.sessions] = _sessions(ids, since, until, authorised=strand.key == "deputy")
        for n, (key, _label) in enumerate(rules.PARTS):
            figures[strand.first + n] = _part(mine, key)
    return Form01(since, until, dict(sorted(figures.items())), rules.broken_checks(figures))


def _part(rows: list[Row], key: str) -> int:
    crowds = [r for r in rows if r.crowd]
    match key:
        case "visits":
            return len(rows)
        case "people":
            return sum(r.people for r in rows)
        case "first" | "again":
            return _matters(rows, again=key == "again")
        case "crowds":
            return len(crowds)
        case "crowd_people":
            return sum(r.people for r in crowds)
    return _matters(crowds, again=key == "crowd_again")


def _matters(rows: list[Row], *, again: bool) -> int:
    """Cases, each once: "again" when it had been brought before its first visit of the period, or came more than once."""
    seen: dict[int, list[bool]] = {}
    for row in rows:
        seen.setdefault(row.matter, []).append(row.repeated)
    return sum((flags[0] or len(flags) > 1) == again for flags in seen.values())


def _rows(ids: list[int], since: date, until: date) -> list[Row]:
    found = Visit.objects.filter(
        register__in=ids, status__in=[s.value for s in IN_REGISTER], session__day__range=(since, until)
    ).select_related("session").order_by("session__day", "number")  # fmt: skip
    roots = _roots(found)
    return [
        Row(
            strand_of(v.session.kind, v.session.authorised), roots[v.pk], v.people, v.repeated,
            law.speakers(v.people) is not None,
        )
        for v in found
    ]  # fmt: skip


def _roots(visits: Iterable[Visit]) -> dict[int, int]:
    """Visit -> the first visit with the same matter, following the links back through earlier years."""
    before = {v.pk: v.earlier_id for v in visits}
    wanted = {e for e in before.values() if e} - set(before)
    while wanted:
        more = dict(Visit.objects.filter(pk__in=wanted).values_list("pk", "earlier_id"))
        before |= more
        wanted = {e for e in more.values() if e} - set(before)
    roots = {}
    for pk in before:
        here = pk
        while (earlier := before.get(here)) is not None:
            here = earlier
        roots[pk] = here
    return roots


def _sessions(ids: list[int], since: date, until: date, *, authorised: bool) -> int:
    rows = Session.objects.filter(
        place__organisation__in=ids, kind__in=[k.value for k in LEADERS], status__in=[s.value for s in OVER],
        day__range=(since, until), authorised=authorised,
    )  # fmt: skip
    return rows.count()
