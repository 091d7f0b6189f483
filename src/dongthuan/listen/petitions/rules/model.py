"""What a rule of petitions is: a duty or a right, the day it counts from, how long in which years, and by which article."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from dongthuan.foundation.law import Confidence, Dated, Limit, NotInForce, Provision

START = date(2026, 7, 1)  # Luật 136/2025/QH15, NĐ 154, 155, 156/2026
TWO_TIERS = date(2025, 7, 1)  # no district level any more; NĐ 141/2025
EVE = date(2026, 6, 30)


@dataclass(frozen=True)
class NoCount:
    """The law gives no number of days; the sentence says what it says instead."""

    says: str


@dataclass(frozen=True)
class Conflict:
    """Two texts give two limits for the same duty. Both are computed; where it `binds`, the earlier day does."""

    code: str
    limit: Limit
    since: date
    basis: str
    words: str
    until: date | None = None
    binds: bool = True
    crossing: date | None = None  # only for a limit that ends on this day or later
    confidence: Confidence = Confidence.TEXT

    def holds(self, trigger: date, due: date) -> bool:
        inside = self.since <= trigger and (self.until is None or trigger <= self.until)
        return inside and (self.crossing is None or due >= self.crossing)


@dataclass(frozen=True)
class Rule:
    """One limit of §4 by its ID (a variant behind a slash)."""

    id: str
    duty: str
    trigger: str
    limits: Dated[Limit | NoCount]
    who: str = "người giải quyết"
    before: str = ""  # the rule that held before this one
    after: str = ""  # the rule that holds after it
    lacking: str = ""  # what is said of a day on which no rule of this set holds
    stops: Dated[None] | None = None  # what lets the clock be stopped, by the day of that decision
    obstacles: str = ""  # the article by which time under a hindrance does not count
    conflicts: tuple[Conflict, ...] = ()
    warning: str = ""  # what the screen always says beside it
    note: str = ""  # what a legal officer should know of the source

    @property
    def row(self) -> str:
        return self.id.partition("/")[0]

    def provision(self, day: date) -> Provision[Limit | NoCount]:
        """The provision of the day, else NotInForce with a sentence that names the rule that holds then."""
        if (found := self.limits.get(day)) is not None:
            return found
        early = day < self.limits.since
        other = self.before if early else self.after
        end = self.limits.until
        life = f"từ {self.limits.since:%d/%m/%Y}" + (f" đến {end:%d/%m/%Y}" if end else "")
        if other:
            then = f"ngày {day:%d/%m/%Y} áp dụng {other}"
        else:
            then = self.lacking or f"bộ quy tắc này không có hạn nào cho việc đó vào ngày {day:%d/%m/%Y}"
        raise NotInForce(f"{self.id} có hiệu lực {life}; {then}.")

    def version(self, provision: Provision[Limit | NoCount]) -> str:
        """Names the provision and everything that decides a date by it, so that a change of the law is seen."""
        return self._versions[provision.since]

    @cached_property
    def _versions(self) -> dict[date, str]:
        whats = {p.since: repr((p.value, p.since, p.until, p.basis, self.conflicts)) for p in self.limits}
        return {day: f"{day.isoformat()}.{sha256(what.encode()).hexdigest()[:8]}" for day, what in whats.items()}

    @property
    def confidence(self) -> Confidence:
        """Of its newest provision."""
        return self.limits.provisions[-1].confidence


def rule(id: str, duty: str, trigger: str, *provisions: Provision[Limit | NoCount], **more: object) -> Rule:
    return Rule(id, duty, trigger, Dated(*provisions), **more)  # type: ignore[arg-type]


def since(
    day: date,
    basis: str,
    value: Limit | NoCount,
    until: date | None = None,
    confidence: Confidence = Confidence.TEXT,
) -> Provision[Limit | NoCount]:
    return Provision(value, day, basis, until, confidence)
