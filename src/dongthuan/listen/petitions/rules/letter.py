"""What the form of an outgoing paper is: its kind of paper, its article, the step it belongs to, its words with their gaps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

from dongthuan.foundation.law import Confidence


@dataclass(frozen=True)
class Form:
    """One form between two days. A gap is `{name}`; a line that begins with "?" is left out when one of its gaps is empty,
    of every other line each gap is a mandatory field of the form.
    """

    code: str
    name: str
    paper: str  # kind of paper, NĐ 30/2020: QĐ, TB, CV …
    subject: str  # trích yếu; names nobody
    basis: str
    says: tuple[str, ...]
    verb: str = ""  # the step of the case that needs it; empty: sent beside the steps
    at: tuple[str, ...] = ()  # without a step: the statuses in which it is written
    kinds: tuple[str, ...] = ()  # empty: any
    instance: int = 0  # 0: both
    asks: tuple[str, ...] = ()  # what its author says; a question mark: may be left out
    grounds: tuple[str, ...] = ()  # "Căn cứ …", of a decision
    to: tuple[str, ...] = ("{Sender}",)
    copies: tuple[str, ...] = ("Như trên", "Lưu: VT, hồ sơ")
    by_head: bool = False  # the head decides in their own name, not in that of the committee
    nameless: bool = (
        False  # goes out before it is known what kind of petition it is: it names its receiver by the number
    )
    kept: bool = True  # false: typeset and handed over, without a row of its own
    label: str = ""  # "Mẫu 03", as the source numbers it
    since: date = date(2012, 7, 1)
    until: date | None = None
    confidence: Confidence = Confidence.TEXT

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def source(self) -> str:
        """How it is cited: "Mẫu 03, Nghị định …"."""
        return f"{self.label}, {self.basis}" if self.label else self.basis


def gaps(text: str) -> list[str]:
    """The names of the gaps of a line."""
    return [name for _text, name, _spec, _conversion in Formatter().parse(text) if name]


def filled(lines: Iterable[str], facts: dict[str, str]) -> Iterator[str]:
    """The lines with their gaps filled. KeyError, with the name of the gap, where a mandatory field is missing."""
    for line in lines:
        words = line.removeprefix("?")
        lacking = [name for name in gaps(words) if not facts.get(name)]
        if not lacking:
            yield words.format_map(facts)
        elif not line.startswith("?"):
            raise KeyError(lacking[0])


def in_turn(form: Form, *periods: tuple[date, date | None, str, str, Confidence]) -> tuple[Form, ...]:
    """The same form under one source after the other: since, until, label, basis, how surely we know."""
    return tuple(
        replace(form, since=since, until=until, label=label, basis=basis, confidence=confidence)
        for since, until, label, basis, confidence in periods
    )


def grounded(forms: Iterable[Form], *periods: tuple[date, tuple[str, ...]]) -> tuple[Form, ...]:
    """Decisions with the grounds ("Căn cứ …") of the time from which their form holds: the last period begun by then."""
    return tuple(
        replace(form, grounds=[lines for since, lines in periods if since <= form.since][-1])
        if form.paper == "QĐ"
        else form
        for form in forms
    )
