"""What becomes of opinions on a clause when the text is drafted anew: carried along, or orphaned with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count

from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import ClauseVersion, Version

from .models import Posting

GONE = "điều, khoản không còn trong bản sau"
OTHERWISE = "điều, khoản đã được sửa khác trong bản sau"
WHOLE = "Toàn văn"


def lost(before: ClauseVersion | None, after: ClauseVersion | None, *, changed: bool) -> str:
    """Why what was said of a clause finds no place in a later version; empty when it does. `changed`: words are to be
    written over, so they must read as they did."""
    if before is None or after is None:
        return GONE
    if changed and (before.title, before.text) != (after.title, after.text):
        return OTHERWISE
    return ""


@dataclass(frozen=True)
class Step:
    """From one version to the next: what stands in it, whose words went where, what was cut out of what."""

    number: int
    standing: frozenset[int]
    into: dict[int, int]
    parts: dict[int, list[int]]


@dataclass(frozen=True)
class Fate:
    """Of one clause, through all versions: where it stands in the last one, or since which version it is gone."""

    now: int | None
    merged: bool = False
    parts: tuple[int, ...] = ()
    gone_in: int | None = None


def follow(clauses: Iterable[int], steps: Sequence[Step]) -> dict[int, Fate]:
    """The fate of each clause. One that went and came back stands; one whose words another took over is that one. Pure."""
    return {clause: _fate(clause, steps) for clause in clauses}


def _fate(clause: int, steps: Sequence[Step]) -> Fate:
    last = steps[-1].standing if steps else frozenset({clause})
    parts = [p for step in steps for p in step.parts.get(clause, ()) if p in last]
    if clause in last:
        return Fate(clause, False, tuple(parts))
    here, gone_in = clause, None
    for step in steps:
        if here not in step.standing:
            here, gone_in = (step.into[here], None) if here in step.into else (here, gone_in or step.number)
    if here not in last:
        return Fate(None, gone_in=gone_in)
    return Fate(here, clause != here and here not in parts, tuple(p for p in parts if p != here))


@dataclass(frozen=True)
class Anchor:
    """The opinions on one clause: where the clause stands in the later version; without a place, why not."""

    heading: str
    opinions: int
    now: str  # how it is numbered and titled there; empty: orphaned
    reason: str = ""
    note: str = ""  # merged into another, or split


def fates(posting: Posting, version: Version) -> dict[int, Fate]:
    """Of every clause that was posted, in a later version of the text."""
    drafts = _drafts(posting, version)
    return follow([p.row.clause_id for p in drafts[0][1]], _steps(drafts))


def anchors(posting: Posting, version: Version) -> list[Anchor]:
    """Every clause that was spoken about, against a later version. Σ opinions = received."""
    counted = dict(posting.opinions.order_by("clause").values_list("clause").annotate(n=Count("pk")))
    drafts = _drafts(posting, version)
    was = {p.row.clause_id: p for p in drafts[0][1]}
    now = {p.row.clause_id: p for p in drafts[-1][1]}
    found = [Anchor(WHOLE, counted[None], WHOLE)] if None in counted else []
    for clause, fate in follow([c for c in counted if c is not None], _steps(drafts)).items():
        heading = was[clause].heading if clause in was else ""
        if fate.now is None:
            found.append(Anchor(heading, counted[clause], "", f"{GONE} (từ dự thảo lần {fate.gone_in})"))
            continue
        note = "nội dung đã nhập vào đây" if fate.merged else ""
        if fate.parts:
            note = "đã tách, phần còn lại ở " + "; ".join(now[p].citation or now[p].heading for p in fate.parts)
        found.append(Anchor(heading, counted[clause], now[fate.now].heading, "", note))
    return found


Draft = tuple[int, list[texts.Provision]]  # number, provisions in reading order


def _drafts(posting: Posting, version: Version) -> list[Draft]:
    """What was posted, what came after it, and the version: each read once."""
    rows = Version.objects.filter(text=version.text_id, number__gt=posting.version.number, number__lte=version.number)
    return [(v.number, texts.reading(v)) for v in [posting.version, *rows.order_by("number")]]


def _steps(drafts: list[Draft]) -> list[Step]:
    steps = []
    for (_number, old), (number, new) in pairwise(drafts):
        passed = texts.passed_on(old, new)
        steps.append(Step(number, frozenset(p.row.clause_id for p in new), passed.into, passed.parts))
    return steps
