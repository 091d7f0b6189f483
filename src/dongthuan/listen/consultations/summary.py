"""The table of views and answers (Bản tổng hợp ý kiến, tiếp thu, giải trình): rows by clause, received = Σ outcomes."""

from collections.abc import Iterable
from dataclasses import dataclass

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.queries import Provision

from . import queries, rules
from .models import Consultation, Decision, Opinion
from .states import Code, Stance

WHOLE = "Toàn văn"
SAID = {Stance.AGREE: "Nhất trí", Stance.PROPOSE: "Đề nghị sửa", Stance.OBJECT: "Không nhất trí"}


@dataclass(frozen=True)
class Row:
    """What one organisation said on one clause, and what was decided. In Vietnamese, as the official form has it."""

    provision: Provision | None
    opinion: Opinion

    @property
    def place(self) -> str:
        return (self.provision.citation or self.provision.heading) if self.provision else WHOLE

    @property
    def decision(self) -> Decision | None:
        return getattr(self.opinion, "decision", None)

    @property
    def agreed(self) -> Decision | None:
        """The decision once all parties stand behind it; before that nobody outside learns of it."""
        return self.decision if self.decision and self.decision.agreed_at else None

    @property
    def said(self) -> str:
        """The opinion in one text: stance, proposed wording, reason."""
        o = self.opinion
        adding = o.stance == Stance.PROPOSE and self.provision is None
        words = "Đề nghị bổ sung" if adding else SAID[Stance(o.stance)]
        words += f": “{o.wording}”" if o.wording else ""
        return f"{words}. Lý do: {o.reason}" if o.reason else words

    @property
    def answer(self) -> str:
        if self.agreed is None:
            return ""
        word = Code(self.agreed.code).vietnamese
        words = word[0].upper() + word[1:]
        if self.agreed.wording:
            words += f"; {'bổ sung' if self.agreed.after_id else 'sửa thành'}: “{self.agreed.wording}”"
        return f"{words}. Lý do: {self.agreed.reason}" if self.agreed.reason else words

    @property
    def code(self) -> str:
        return self.agreed.code if self.agreed else ""


@dataclass
class Merged:
    """Opinions of the same words with the same answer, all who gave them named: a row of the official form."""

    place: str
    said: str
    answer: str
    code: str
    organisations: list[Organisation]

    @property
    def who(self) -> str:
        return "; ".join(o.name for o in self.organisations)

    @property
    def count(self) -> int:
        return len(self.organisations)


@dataclass(frozen=True)
class Views:
    """The whole table with its sums."""

    consultation: Consultation
    asked: int
    answered: int
    received: int
    outcomes: dict[str, int]
    undecided: int
    agreeing: list[Organisation]
    rows: list[Row]

    @property
    def merged(self) -> list[Merged]:
        """Duplicates merged, in the order of the clauses."""
        found: dict[tuple[str, str, str, str], Merged] = {}
        for row in self.rows:
            key = (row.place, row.said, row.answer, row.code)
            found.setdefault(key, Merged(*key, [])).organisations.append(row.opinion.organisation)
        return list(found.values())


def views(user: object, consultation: Consultation) -> Views:
    """The table for whoever sees all of it; rows in the order of the clauses, the whole text first."""
    return tabulate(consultation, queries.opinions(user, consultation))


def tabulate(consultation: Consultation, opinions: Iterable[Opinion]) -> Views:
    """Raises ValueError unless received = Σ outcomes + what is not decided yet."""
    whole = texts.reading(consultation.version)
    places = {p.row.clause_id: (n, p) for n, p in enumerate(whole)}
    rows = [Row(places[o.clause_id][1] if o.clause_id else None, o) for o in opinions]
    rows.sort(
        key=lambda r: (places[r.opinion.clause_id][0] if r.opinion.clause_id else -1, r.opinion.organisation.name)
    )
    waiting = sum(1 for r in rows if r.agreed is None)
    by_org: dict[Organisation, set[str]] = {}
    for row in rows:
        by_org.setdefault(row.opinion.organisation, set()).add(row.opinion.stance)
    return Views(
        consultation=consultation,
        asked=consultation.invitations.count(),
        answered=len(by_org),
        received=len(rows),
        outcomes=rules.balance(len(rows) - waiting, [r.code for r in rows if r.agreed]),
        undecided=waiting,
        agreeing=[o for o, stances in by_org.items() if stances == {Stance.AGREE}],
        rows=rows,
    )
