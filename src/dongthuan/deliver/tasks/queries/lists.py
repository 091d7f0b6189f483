"""Which tasks a person may see, the filters of the list, and one task's surroundings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dongthuan.foundation.things.kit import kind_of, resolve, today
from dongthuan.foundation.things.models import Thing
from dongthuan.lib.vietnamese import search_pattern

from .. import bodies
from ..models import IS_OPEN, ExtensionAsk, Task, TaskQuerySet, overdue_q
from ..rules import DUE_SOON_DAYS, PROGRAMME_KINDS
from ..states import AskStatus, Status
from .answering import unheld
from .tallies import because_of_clause

FILTERS = ("", "mine", "overdue", "week", "in_hand", "waiting", "done")
LATEST_FIRST = ("", "done")  # who reads all, or what is done, looks for the last; who has work, for the first due


def visible_to(user: object) -> TaskQuerySet:
    """Doer, issuer, who gave the larger task, the parties, whom an obstacle was passed to; who oversees programmes."""
    mine = bodies.of(user)
    seen = Q(seen_by__overlap=sorted(mine.working | mine.speaking)) if mine.working | mine.speaking else None
    if mine.all_programmes:
        seen = Q(of_programme=True) | seen if seen else Q(of_programme=True)
    return Task.objects.filter(seen) if seen else Task.objects.none()


def mine_q(user: object, day: date) -> Q:
    """Open and the person is to act: their posts' tasks, vacant posts' tasks of their bodies."""
    own = bodies.of(user)
    return IS_OPEN & (Q(post__in=own.posts) | (Q(organisation__in=own.working) & unheld(day)))


def waiting_q(user: object) -> Q:
    """Open, and somebody else is to act on what this person's bodies gave or sent."""
    own = bodies.of(user).working
    asked = Exists(ExtensionAsk.objects.filter(task=OuterRef("pk"), status=AskStatus.ASKED))
    sent = Q(organisation__in=own) & (Q(status=Status.REPORTED) | Q(asked))
    given = Q(issuer__in=own, status__in=[Status.NOT_STARTED, Status.IN_PROGRESS]) & ~Q(organisation__in=own)
    return IS_OPEN & (sent | given)


def filter_q(user: object, name: str, day: date) -> Q:
    return {
        "mine": lambda: mine_q(user, day),
        "overdue": lambda: overdue_q(day),
        "week": lambda: IS_OPEN & Q(due__range=(day, day + timedelta(days=DUE_SOON_DAYS))),
        "in_hand": lambda: IS_OPEN & ~overdue_q(day),
        "waiting": lambda: waiting_q(user),
        "done": lambda: Q(status=Status.DONE),
    }.get(name, Q)()


def filtered(user: object, chosen: dict[str, str], day: date | None = None) -> QuerySet[Task]:
    """The list as filtered: show, organisation, because, clause, issuer, batch, status, q."""
    day, rows = day or today(), visible_to(user)
    rows = rows.filter(filter_q(user, chosen.get("show", ""), day))
    for name in ("organisation", "because", "issuer"):
        if (value := chosen.get(name, "")).isdigit() and len(value) <= 18:
            rows = rows.filter(**{f"{name}_id": int(value)})
    if re.fullmatch(r"[0-9a-f-]{32,36}", batch := chosen.get("batch", "")):
        rows = rows.filter(batch=batch)
    if (clause := chosen.get("clause", "")).isdigit():
        rows = rows.filter(because__in=because_of_clause(rows, int(clause)))
    if words := chosen.get("q", "").strip():
        pattern = search_pattern(words)
        rows = rows.filter(Q(title__regex=pattern) | Q(organisation__name__regex=pattern))
    # Fetched apart: joined, a planner without fresh statistics may walk all tasks once per organisation.
    order = ("-due", "-pk") if chosen.get("show", "") in LATEST_FIRST else ("due", "pk")
    return rows.prefetch_related("organisation", "issuer").order_by(*order)


def counts(user: object, day: date | None = None) -> dict[str, int]:
    """How many the person sees under each filter; one query."""
    day = day or today()
    wanted = {name or "all": Count("pk", filter=filter_q(user, name, day)) for name in FILTERS if name}
    found = visible_to(user).order_by().aggregate(everything=Count("pk"), **wanted)
    return {"": found.pop("everything"), **found}


@dataclass(frozen=True)
class Origin:
    """One thing the task came from; without an address for who may not open it."""

    thing: Thing
    obj: Any
    url: str

    @property
    def title(self) -> str:
        return str(kind_of(self.thing).title(self.obj))

    @property
    def whole(self) -> str:
        """Of what it is a part: a plan row's plan."""
        within = kind_of(self.thing).within
        return _title(within(self.obj)) if within else ""


def origin_of(user: object, task: Task) -> list[Origin]:
    """What the task came from, furthest first, following what each kind says of its objects. What this person may not
    see is left out, except the words of programmes and plans: who does the work may know why.
    """
    chain: list[tuple[Thing, Any]] = []
    wave: list[Thing] = [task.because]
    seen = {task.because_id}
    while wave and len(chain) < 8:
        objects = resolve(wave)
        here = [(t, objects[t.pk]) for t in wave if t.pk in objects]
        chain += here
        nearer = [s for t, obj in here for s in _sources(t, obj) if s is not None and s.pk not in seen]
        wave = list({s.pk: s for s in nearer}.values())
        seen |= {s.pk for s in wave}
    open_to = _visible(user, [t for t, _obj in chain])
    return [
        Origin(t, obj, kind_of(t).url(obj) if t.pk in open_to else "")
        for t, obj in reversed(chain)
        if t.pk in open_to or t.kind in PROGRAMME_KINDS or t.pk == task.because_id
    ]


def _sources(thing: Thing, obj: Any) -> Iterable[Thing | None]:
    whence = kind_of(thing).whence
    return whence(obj) if whence else ()


def _visible(user: object, found: list[Thing]) -> set[int]:
    """Those of the things this person may see; one query per kind."""
    kinds = {t.kind for t in found}
    return {
        pk
        for key in kinds
        for pk in kind_of(next(t for t in found if t.kind == key))
        .visible_to(user).filter(thing_id__in=[t.pk for t in found if t.kind == key]).values_list("thing_id", flat=True)
    }  # fmt: skip


def _title(obj: Any) -> str:
    return str(kind_of(obj.thing).title(obj)) if hasattr(obj, "thing") else ""
