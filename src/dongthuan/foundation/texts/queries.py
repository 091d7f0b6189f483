"""Reading texts: trees, comparisons, who may see what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.queries import of as acting_of

from . import kit, matching, rules
from .models import Clause, ClauseVersion, Text, Version
from .states import Status
from .wordings import Piece, diff


# --- who may see what ---------------------------------------------------------------------------------------------
def is_officer(user: Any) -> bool:
    """Staff who read case content; the system administrator does not."""
    return bool(acting_of(user).roles - {Role.ADMINISTRATOR.value})


def visible_to(user: Any) -> QuerySet[Text]:
    """The texts whose owner this person may see; those without an owner are the officers' common paper."""
    may = Q(owner__isnull=True) if is_officer(user) else Q(pk__in=[])
    for kind, owner in kit.owners.items():
        may |= Q(owner__kind=kind, owner__in=owner.visible_to(user).values("thing_id"))
    return Text.objects.filter(may)


def versions_visible_to(user: Any) -> QuerySet[Version]:
    """The versions this person may see, as their owner says; by default drafts are for officers."""
    texts = visible_to(user)
    plain = Q() if is_officer(user) else Q(status=Status.FROZEN)
    special = [kind for kind, owner in kit.owners.items() if owner.versions_visible_to]
    may = Q(text__in=texts) & plain & (Q(text__owner__isnull=True) | ~Q(text__owner__kind__in=special))
    for kind in special:
        own = kit.owners[kind].versions_visible_to
        assert own is not None
        may |= Q(text__owner__kind=kind, text__in=texts, pk__in=own(user).values("pk"))
    return Version.objects.filter(may)


def clauses_visible_to(user: Any) -> QuerySet[Clause]:
    """The clauses that stand in a version this person may see."""
    readable = ClauseVersion.objects.filter(version__in=versions_visible_to(user))
    return Clause.objects.filter(pk__in=readable.values("clause_id"))


# --- one version --------------------------------------------------------------------------------------------------
@dataclass(eq=False)
class Provision:
    """A clause in its place: its reading, how deep it stands, what stands above and under it."""

    row: ClauseVersion
    above: tuple["Provision", ...] = ()
    children: list["Provision"] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return len(self.above)

    @cached_property
    def path(self) -> list[tuple[str, str]]:
        return [(p.row.kind, p.row.number) for p in (*self.above, self)]

    @property
    def citation(self) -> str:
        """ "điểm a khoản 2 Điều 5"; empty where no number leads to it."""
        return rules.citation(self.path)

    @property
    def heading(self) -> str:
        """Its citation with its title or first words."""
        return rules.heading(self.path, self.row.title, self.row.text)

    @property
    def printed(self) -> str:
        """What is printed before its words: "Điều 5.", "a)", "II."."""
        from dongthuan.lib.outline import label

        return label(self.row.kind, self.row.number)

    @property
    def is_heading(self) -> bool:
        """Printed as a line of its own."""
        return self.row.kind in ("phan", "chuong", "muc", "tieu_muc", "la_ma", "phu_luc", "dieu")

    @property
    def level(self) -> int:
        """How far it is set in, at most 4."""
        return min(sum(1 for p in self.above if not p.is_heading), 4)


def tree(version: Version) -> list[Provision]:
    """The whole version as a tree: one query."""
    rows = ClauseVersion.objects.filter(version=version).select_related("clause", "source").order_by("position", "pk")
    return grow(rows)


def grow(rows: Iterable[ClauseVersion]) -> list[Provision]:
    """A tree from the rows of one version."""
    under: dict[int | None, list[ClauseVersion]] = defaultdict(list)
    for row in rows:
        under[row.parent_id].append(row)

    def down(parent: int | None, above: tuple[Provision, ...]) -> list[Provision]:
        found = []
        for row in under[parent]:
            here = Provision(row, above)
            here.children = down(row.pk, (*above, here))
            found.append(here)
        return found

    return down(None, ())


def walk(provisions: Iterable[Provision]) -> Iterator[Provision]:
    """In reading order."""
    for provision in provisions:
        yield provision
        yield from walk(provision.children)


def reading(version: Version) -> list[Provision]:
    """The whole version in reading order: one query."""
    return list(walk(tree(version)))


def latest(text: Text) -> Version | None:
    """The last version, frozen or draft."""
    return Version.objects.filter(text=text).order_by("-number").first()


def readings_of(user: Any, clause: Clause) -> list[ClauseVersion]:
    """A clause through the versions this person may see, newest first."""
    rows = ClauseVersion.objects.filter(clause=clause, version__in=versions_visible_to(user))
    return list(rows.select_related("version__text", "source").order_by("-version__number"))


def search_text(clause: Clause) -> str:
    """What search finds a clause by: its last frozen words, else its last ones."""
    rows = ClauseVersion.objects.filter(clause=clause).order_by("-version__status", "-version__number")
    row = rows.first()  # "frozen" sorts after "draft"
    return f"{clause.heading} {row.title} {row.text}" if row else clause.heading


def recount(version: Version) -> str:
    """The hash of the words as they stand now; equal to `canonical_hash` while nobody tampered with a frozen version."""
    rows = [(p.depth, rules.clause_hash(*_facts(p.row))) for p in reading(version)]
    return rules.text_hash(rows)


def _facts(row: ClauseVersion) -> tuple[str, str, str, str]:
    return row.kind, row.number, row.title, row.text


# --- two versions -------------------------------------------------------------------------------------------------
@dataclass
class Change:
    """What became of one clause between two versions."""

    before: Provision | None
    after: Provision | None
    kinds: frozenset[str]  # of: added removed changed moved renumbered unchanged

    @property
    def kind(self) -> str:
        order = ("added", "removed", "changed", "moved", "renumbered", "unchanged")
        return next(k for k in order if k in self.kinds)

    @property
    def clause_id(self) -> int:
        some = self.after or self.before
        assert some is not None
        return some.row.clause_id

    @property
    def heading(self) -> str:
        some = self.after or self.before
        assert some is not None
        return some.heading

    @cached_property
    def pieces(self) -> list[Piece]:
        """Title and words, word by word."""
        return diff(_words(self.before), _words(self.after))


def _words(provision: Provision | None) -> str:
    if provision is None:
        return ""
    return "\n".join(part for part in (provision.row.title, provision.row.text) if part)


@dataclass
class Comparison:
    """Two versions side by side, in the reading order of the later one; what went stands where it stood."""

    changes: list[Change]

    @property
    def counts(self) -> Counter[str]:
        return Counter(kind for change in self.changes for kind in change.kinds)

    @property
    def changed(self) -> list[Change]:
        return [c for c in self.changes if c.kind != "unchanged"]


def compare(v1: Version, v2: Version) -> Comparison:
    """What became of each clause from ``v1`` to ``v2``: two queries."""
    old, new = reading(v1), reading(v2)
    was = {p.row.clause_id: p for p in old}
    now = {p.row.clause_id: p for p in new}
    moved = _moved(was, now)
    gone: dict[int, list[Provision]] = defaultdict(list)
    anchor = 0
    for p in old:
        if p.row.clause_id in now:
            anchor = p.row.clause_id
        else:
            gone[anchor].append(p)
    changes = [Change(p, None, frozenset({"removed"})) for p in gone[0]]
    for p in new:
        changes.append(_change(was.get(p.row.clause_id), p, p.row.clause_id in moved))
        changes += [Change(q, None, frozenset({"removed"})) for q in gone.get(p.row.clause_id, ())]
    return Comparison(changes)


@dataclass(frozen=True)
class PassedOn:
    """Clauses by key: where the words of those that went stand now, and which new ones were cut out of which."""

    into: dict[int, int]
    parts: dict[int, list[int]]


def passed_on(old: list[Provision], new: list[Provision]) -> PassedOn:
    """Merged and split clauses from one version, in reading order, to a later one."""
    was, now = [p.row.clause_id for p in old], [p.row.clause_id for p in new]
    at = {clause: o for o, clause in enumerate(was)}
    kept = {n: at[clause] for n, clause in enumerate(now) if clause in at}
    found = matching.passed_on(_units(old), _units(new), kept)
    parts = {was[o]: [now[n] for n in some] for o, some in found.parts.items()}
    return PassedOn({was[o]: now[n] for o, n in found.into.items()}, parts)


def _units(provisions: list[Provision]) -> list[matching.Unit]:
    return [matching.Unit(-1, p.row.kind, p.row.number, p.row.title, p.row.text) for p in provisions]


def _change(before: Provision | None, after: Provision, moved: bool) -> Change:
    if before is None:
        return Change(None, after, frozenset({"added"}))
    kinds = {"moved"} if moved else set()
    if _words(before) != _words(after):
        kinds.add("changed")
    if (before.row.kind, before.row.number) != (after.row.kind, after.row.number):
        kinds.add("renumbered")
    return Change(before, after, frozenset(kinds or {"unchanged"}))


def _moved(was: dict[int, Provision], now: dict[int, Provision]) -> set[int]:
    """Clauses under another parent, or past a sibling that stayed: as few as explain the new order."""
    moved: set[int] = set()
    families: dict[int, list[int]] = defaultdict(list)
    for clause, after in now.items():
        if (before := was.get(clause)) is None:
            continue
        old_parent, new_parent = _parent(before), _parent(after)
        if old_parent != new_parent:
            moved.add(clause)
        else:
            families[new_parent].append(clause)
    for clauses in families.values():
        places = [was[c].row.position for c in clauses]
        stay = _longest_rising(places)
        moved.update(c for i, c in enumerate(clauses) if i not in stay)
    return moved


def _parent(provision: Provision) -> int:
    return provision.above[-1].row.clause_id if provision.above else 0


def _longest_rising(numbers: list[int]) -> set[int]:
    """The places of a longest rising run: what it holds kept its order."""
    best: list[int] = []
    back: list[int] = []
    for i, number in enumerate(numbers):
        low, high = 0, len(best)
        while low < high:
            mid = (low + high) // 2
            low, high = (mid + 1, high) if numbers[best[mid]] < number else (low, mid)
        back.append(best[low - 1] if low else -1)
        best[low : low + 1] = [i]
    stay: set[int] = set()
    at = best[-1] if best else -1
    while at >= 0:
        stay.add(at)
        at = back[at]
    return stay


@dataclass
class Step:
    """A clause's words in one version, beside those before."""

    row: ClauseVersion
    pieces: list[Piece] | None  # None: the words did not change; of the first version: no words before
    first: bool


def wordings_of(readings: list[ClauseVersion]) -> list[Step]:
    """How the words came about, newest first (`readings_of`)."""
    steps = []
    for row, before in zip(readings, [*readings[1:], None], strict=True):
        if before is None:
            steps.append(Step(row, None, True))
            continue
        old, new = ("\n".join(x for x in (r.title, r.text) if x) for r in (before, row))
        steps.append(Step(row, diff(old, new) if old != new else None, False))
    return steps
