"""A provision holds from a day to a day; the law of a day is looked up, never edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

V = TypeVar("V")
DAY = timedelta(days=1)


class LawError(ValueError):
    """What the law does not allow or does not know: one Vietnamese sentence for the person who asked."""


class NotInForce(LawError):
    """No provision of this rule holds on the day."""


class Confidence(StrEnum):
    """How a provision was read, from the article's own text down to memory. Weaker than TEXT is "chưa đối chiếu"."""

    TEXT = "text"
    QUOTED = "text-quoted"
    INFER = "infer"
    NEWS = "news"
    MEMORY = "memory"
    MEMORY_LOW = "memory-low"

    @property
    def checked(self) -> bool:
        return self is Confidence.TEXT

    @property
    def note(self) -> str:
        """The words beside a provision that a legal officer must still hold against the gazette; else nothing."""
        return "" if self.checked else "chưa đối chiếu"


def weakest(*found: Confidence) -> Confidence:
    order = list(Confidence)
    return max(found, key=order.index)


@dataclass(frozen=True)
class Provision(Generic[V]):
    """What held from `since` to `until` (its last day; None: still holds), by which article, and how surely it was read."""

    value: V
    since: date
    basis: str
    until: date | None = None
    confidence: Confidence = Confidence.TEXT

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Dated(Generic[V]):
    """Provisions that follow one another, each from its day. Amended by adding one, never by editing one."""

    def __init__(self, *provisions: Provision[V]) -> None:
        if not provisions:
            raise ValueError("a dated value without a provision")
        self.provisions = tuple(sorted(provisions, key=lambda p: p.since))
        ends = [p.until or (after.since - DAY) for p, after in zip(self.provisions, self.provisions[1:], strict=False)]
        for provision, after, end in zip(self.provisions, self.provisions[1:], ends, strict=False):
            if end >= after.since or end < provision.since:
                raise ValueError(f"provisions overlap on {after.since}: {provision.basis}; {after.basis}")

    def __iter__(self) -> Iterator[Provision[V]]:
        return iter(self.provisions)

    def get(self, day: date) -> Provision[V] | None:
        """The provision of the day; the later one where an open earlier one was followed."""
        return next((p for p in reversed(self.provisions) if p.holds(day)), None)

    def on(self, day: date) -> Provision[V]:
        """The provision that holds on the day; NotInForce before the first, after the last, and in a gap."""
        if (found := self.get(day)) is None:
            raise NotInForce(f"Không có quy định nào trong bộ này có hiệu lực ngày {day:%d/%m/%Y}.")
        return found

    @property
    def since(self) -> date:
        return self.provisions[0].since

    @property
    def until(self) -> date | None:
        return self.provisions[-1].until
