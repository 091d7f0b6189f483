"""One line per petition of a period, with all that the forms ask of it. A fixed number of queries, whatever the volume."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from .. import sealed
from ..kinds import Channel, Kind, Link
from ..models import Clock, Petition, Result, Step

GROUPS = {Kind.COMPLAINT: "kn", Kind.DENUNCIATION: "tc", Kind.REFLECTION: "kp", Kind.REGULATION: "kp"}
WAYS = {"take_up": "own", "guide": "guided", "transfer": "passed", "send_back": "returned", "refuse": "refused",
        "file_away": "filed", "split": "split"}  # fmt: skip
SOLVES = {"decide", "conclude", "answer", "assess"}
WITHDRAWN, COURT = {"KNT.a", "TC34.3a"}, "KN11.9"
TOLD = (*WAYS, *SOLVES, "terminate", "not_accept", "enforce", "finish_enforcing", "close")


@dataclass
class Line:
    """What one petition is in the period from `since` to `until`."""

    pk: int
    organisation: int
    group: str  # kn, tc, kp; empty: not classified, or several kinds in one
    field: str
    instance: int
    many: str  # many, one, other: how many stand under it
    reception: bool
    before: bool  # received before the period
    case: bool  # the first of its matter: a vụ việc, not only a đơn
    sealed: bool
    way: str = ""  # how it was handled by the end of the period: own, guided, passed, urged, returned …
    handled_before: bool = False
    solved_on: date | None = None  # by the end of the period
    solved_before: bool = False
    outcome: str = ""
    accepted: bool = False
    late: bool = False  # being solved, and its limit ran out by the end of the period
    in_time: bool = True  # solved by its limit
    ended_by: str = ""  # withdrawn, stopped: terminated in the period
    judged: bool = False
    replied: bool = False
    carry_on: date | None = None  # from when its decision is to be carried out
    carried: str = ""  # in: carried out in the period; before: earlier
    ordered: dict[str, Decimal] = kept(default_factory=dict)
    done: dict[str, Decimal] = kept(default_factory=dict)

    @property
    def eligible(self) -> bool:
        """Đủ điều kiện xử lý; what holds several kinds is first split."""
        return self.way in ("own", "guided", "passed", "urged") and bool(self.group)

    @property
    def decided(self) -> bool:
        return self.solved_on is not None and not self.solved_before


def counted(user: Any, organisations: Iterable[int]) -> QuerySet[Petition]:
    """The petitions of these bodies; those that denounce this person or their body are in no number they read."""
    rows = Petition.objects.filter(organisation__in=list(organisations)).exclude(status="split")
    return rows.exclude(dossier__isnull=False, dossier__in=sealed.kept_from(user)).order_by()


def lines(user: Any, organisations: Iterable[int], since: date, until: date) -> list[Line]:
    """The lines of the period, both days included: what came in, and what was not ended before it."""
    rows = counted(user, organisations).filter(received_on__lte=until)
    rows = rows.filter(Q(received_on__gte=since) | Q(ended_on=None) | Q(ended_on__gte=since))
    found = {p.pk: _line(p, since) for p in rows.annotate(persons=Count("petitioners"))}
    ids = rows.values("pk")
    _handled(found, ids, since, until)
    _joined(found, rows, since, until)
    _clocks(found, ids, since, until)
    _passed_on(found, ids, until)
    for pk, ordered, done in Result.objects.filter(petition__in=ids).values_list("petition", "ordered", "done"):
        found[pk].ordered = {k: Decimal(v) for k, v in ordered.items()}
        found[pk].done = {k: Decimal(v) for k, v in done.items()}
    return list(found.values())


def _line(p: Any, since: date) -> Line:
    many = "other" if p.anonymous else "many" if p.persons > 1 else "one"
    return Line(
        pk=p.pk, organisation=p.organisation_id, group=GROUPS.get(p.kind, ""), field=p.field, instance=p.instance, many=many,
        reception=p.channel == Channel.RECEPTION, before=p.received_on < since, case=p.same_as_id is None, sealed=p.sealed,
        outcome=p.outcome,
    )  # fmt: skip


def _handled(found: dict[int, Line], ids: Any, since: date, until: date) -> None:
    """What the steps say, in their order; what was done after the period does not count yet."""
    steps = Step.objects.filter(petition__in=ids, verb__in=TOLD, on__lte=until).order_by("pk")
    acted = dict(Petition.objects.filter(pk__in=ids, acted_on__isnull=False).values_list("pk", "acted_on"))
    for pk, verb, on, ground in steps.values_list("petition", "verb", "on", "ground"):
        line, earlier = found[pk], on < since
        if verb in WAYS:
            line.way, line.handled_before = WAYS[verb], earlier
        elif verb in SOLVES:
            line.solved_on, line.solved_before = on, earlier
        elif verb == "terminate" and not earlier:
            line.ended_by = "withdrawn" if ground in WITHDRAWN else "stopped"
        elif verb == "not_accept":
            line.judged = ground == COURT
        elif verb == "enforce":
            line.carry_on = on
        elif verb == "finish_enforcing":
            line.carried = "before" if earlier else "in"
    for pk, line in found.items():
        if line.solved_on is None:
            line.outcome = ""
        elif line.group == "tc" and line.outcome in ("right", "partly"):
            line.carry_on = line.solved_on
            if pk in acted and acted[pk] <= until:
                line.carried = "before" if acted[pk] < since else "in"


def _joined(found: dict[int, Line], rows: Any, since: date, until: date) -> None:
    joined = rows.filter(status="linked", ended_on__lte=until).values_list("pk", "ended_on")
    for pk, on in joined:
        found[pk].way, found[pk].handled_before = "joined", on < since


def _clocks(found: dict[int, Line], ids: Any, since: date, until: date) -> None:
    """Accepted, late, in time: as the stored limits say."""
    accepted = Petition.objects.filter(pk__in=ids).filter(
        Q(accepted_on__lte=until) | Q(kind__in=["reflection", "regulation"])
    )
    for pk in accepted.values_list("pk", flat=True):
        found[pk].accepted = found[pk].way == "own"
    solve = Clock.objects.filter(petition__in=ids, purpose=Clock.Purpose.SOLVE).order_by("pk")
    for pk, due, met in solve.values_list("petition", "due", "met_on"):
        line = found[pk]
        line.in_time = met is None or met <= due
        line.late = line.solved_on is None and due < until


def _passed_on(found: dict[int, Line], ids: Any, until: date) -> None:
    """Transferred to a body that works here: urged when an order followed, replied to when that case ended."""
    made = Petition.objects.filter(parent__in=ids, link=Link.TRANSFERRED).order_by()
    for pk, ended in made.values_list("parent", "ended_on"):
        found[pk].replied = ended is not None and ended <= until
    urged = made.filter(orders__issuer=F("parent__organisation"), orders__on__lte=until)
    for pk in urged.values_list("parent", flat=True):
        if found[pk].way == "passed":
            found[pk].way = "urged"


def by_body(found: list[Line]) -> dict[int, list[Line]]:
    made: dict[int, list[Line]] = defaultdict(list)
    for line in found:
        made[line.organisation].append(line)
    return made
