"""The table of opinions and answers (Bản tổng hợp ý kiến, tiếp thu, giải trình) by group, and counts that hide nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q

from dongthuan.foundation.texts.queries import Provision
from dongthuan.listen.consultations.states import Code
from dongthuan.listen.consultations.states import rules as codes

from . import queries, rules
from .models import Giver, Group, Opinion, Posting
from .states import CHANNELS, STANCES, Gathered

WHOLE = "Toàn văn"
WITHDRAWN = "Ý kiến đã được người góp ý rút lại"
TOP = 5


@dataclass
class Row:
    """One group of the table; `group=None`: what was withdrawn on a clause. In Vietnamese, as the official form has it."""

    provision: Provision | None
    group: Group | None
    count: int
    channels: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    behalf: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)  # that a person released
    charge: Any = None  # who proposes the decision, on the desk
    late: bool = False

    @property
    def place(self) -> str:
        return (self.provision.citation or self.provision.heading) if self.provision else WHOLE

    @cached_property
    def who(self) -> str:
        """How many, by which channel, from where, and the organisations by name; never a person's name."""
        parts = [f"{self.count} ý kiến ({'; '.join(f'{CHANNELS[c]} {n}' for c, n in self.channels.most_common())})"]
        if self.behalf:
            parts.append("tổ chức: " + "; ".join(self.behalf))
        if self.areas:
            top = self.areas.most_common(TOP)
            rest = self.areas.total() - sum(n for _a, n in top)
            parts.append("địa bàn: " + "; ".join(f"{a} {n}" for a, n in top) + (f"; nơi khác {rest}" if rest else ""))
        return ". ".join(parts)

    @property
    def said(self) -> str:
        if self.group is None:
            return WITHDRAWN
        stance = STANCES[self.group.stance]
        stance = stance[0].upper() + stance[1:]
        if self.group.gathered == Gathered.PLAIN:
            return f"{stance}, không nêu nội dung khác"
        if self.group.gathered == Gathered.SINGLE:
            return f"{stance}: {self.count} ý kiến riêng lẻ" + (f": {self.group.name}" if self.group.name else "")
        return f"{stance}: {self.group.name or 'nhóm chưa đặt tên'}"

    @property
    def told(self) -> str:
        """What is said, with the quotes under it: the table on paper."""
        return "\n".join([self.said, *(f"“{words}”" for words in self.quotes)])

    @property
    def code(self) -> str:
        if self.group is None:
            return Code.RUT.value
        return self.group.code if self.group.approved_at else ""

    @property
    def answer(self) -> str:
        if not self.code:
            return ""
        word = Code(self.code).vietnamese
        words = word[0].upper() + word[1:]
        if self.group and self.group.wording:
            words += f"; {'bổ sung' if self.group.after_id else 'sửa thành'}: “{self.group.wording}”"
        return f"{words}. Lý do: {self.group.reason}" if self.group and self.group.reason else words


@dataclass(frozen=True)
class Synthesis:
    """The whole table with its sums. Made only when received = Σ outcomes + what is not decided."""

    posting: Posting
    rows: list[Row]
    received: int
    outcomes: dict[str, int]
    undecided: int


def synthesis(posting: Posting) -> Synthesis:
    """The table in the order of the clauses, the whole text first; ValueError unless every opinion stands in one row."""
    places = queries.places(posting)
    rows = {
        g.pk: Row(places[g.clause_id][1] if g.clause_id else None, g, g.n)  # type: ignore[attr-defined]
        for g in queries.counted(posting.groups.all())
    }
    standing = posting.opinions.filter(withdrawn_at=None)
    for group, channel, n in standing.values_list("group", "channel").annotate(n=Count("pk")):
        if group in rows:
            rows[group].channels[channel] += n
    for group, area, n in (
        standing.filter(area__isnull=False).values_list("group", "area__full_name").annotate(n=Count("pk"))
    ):
        if group in rows:
            rows[group].areas[area] += n
    for group, name in standing.exclude(behalf="").values_list("group", "behalf").order_by("behalf").distinct():
        if group in rows:
            rows[group].behalf.append(name)
    for group, words in queries.quotes(opinion__posting=posting).values_list("opinion__group", "text"):
        if group in rows:
            rows[group].quotes.append(words)
    everything = [*rows.values(), *_withdrawn(posting, places)]
    everything.sort(
        key=lambda r: (places[r.provision.row.clause_id][0] if r.provision else -1, r.group is None, -r.count)
    )
    waiting = queries.waiting(posting)
    received = posting.opinions.count()
    sums: Counter[str] = Counter()
    for row in everything:
        sums[row.code] += row.count
    undecided = sums.pop("", 0) + waiting
    return Synthesis(posting, everything, received, codes.balance(received - undecided, sums.elements()), undecided)


def _withdrawn(posting: Posting, places: dict[int, tuple[int, Provision]]) -> list[Row]:
    gone: dict[int | None, Counter[str]] = defaultdict(Counter)
    taken = posting.opinions.filter(withdrawn_at__isnull=False).values_list("clause", "channel")
    for clause, channel, n in taken.annotate(n=Count("pk")):
        gone[clause][channel] += n
    return [Row(places[c][1] if c else None, None, n.total(), n) for c, n in gone.items()]


def outcomes(posting: Posting) -> dict[str, int]:
    """Outcomes by code; ValueError unless every opinion received has one."""
    found = synthesis(posting)
    if found.undecided:
        raise ValueError(f"{found.undecided} opinions have no outcome")
    return found.outcomes


# --- honest counting ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Counts:
    """How many opinions, persons, texts: never one big number."""

    opinions: int
    withdrawn: int
    persons: int  # told apart by the contact they gave
    unknown: int  # opinions of which nobody knows whether it is another person
    behalf: int
    texts: int
    organised: int  # opinions in letters of at least rules.ORGANISED
    several: int  # persons who spoke by more than one channel, counted in each
    channels: list[tuple[str, int, int]]  # channel, opinions, persons known
    beside: int  # views of organisations asked by name, in a table of their own

    @property
    def least(self) -> int:
        return rules.ORGANISED


def counts(posting: Posting) -> Counts:
    rows = posting.opinions.all()
    known = Giver.objects.filter(opinion__posting=posting).exclude(key="")
    letters = rows.filter(letter__isnull=False).exclude(words="", wording="").values("letter").annotate(n=Count("pk"))
    by_channel = rows.values_list("channel").annotate(
        n=Count("pk"), p=Count("giver__key", filter=~Q(giver__key=""), distinct=True)
    )  # fmt: skip
    spread = known.values("key").annotate(n=Count("opinion__channel", distinct=True)).filter(n__gt=1)
    return Counts(
        opinions=rows.count(), withdrawn=rows.filter(withdrawn_at__isnull=False).count(),
        persons=known.aggregate(n=Count("key", distinct=True))["n"],
        unknown=rows.count() - known.count(), behalf=rows.exclude(behalf="").count(),
        texts=rows.exclude(words="", wording="").aggregate(n=Count("text_key", distinct=True))["n"],
        organised=sum(r["n"] for r in letters if r["n"] >= rules.ORGANISED), several=spread.count(),
        channels=[(c, n, p) for c, n, p in by_channel.order_by("-n")],
        beside=posting.beside.opinions.count() if posting.beside else 0,
    )  # fmt: skip


# --- the spread of one group ----------------------------------------------------------------------------------------
def spread(group: Group) -> dict[str, Any]:
    """Of one group: by area, organisation and channel, its letters with their size, and some words to read first."""
    rows: Any = group.opinions.filter(withdrawn_at=None)
    letters = list(rows.exclude(letter=None).values("letter").annotate(n=Count("pk")).order_by("-n", "letter")[:50])
    first = Opinion.objects.in_bulk([x["letter"] for x in letters])
    return {
        "count": rows.count(),
        "channels": list(rows.values_list("channel").annotate(n=Count("pk")).order_by("-n")),
        "areas": list(rows.values_list(F("area__full_name")).annotate(n=Count("pk")).order_by("-n", "area__full_name")[:10]),
        "behalf": list(rows.exclude(behalf="").values_list("behalf", flat=True).order_by("behalf").distinct()[:30]),
        "letters": [(first[x["letter"]], x["n"]) for x in letters if x["letter"] in first],
    }  # fmt: skip
