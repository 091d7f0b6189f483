"""What is asked for: the period, the bodies, the lines counted once, and what a page, a file and a paper draw from them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dongthuan.foundation.law import LawError
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today

from .. import scope
from ..models import Petition
from ..rules import forms as law
from ..rules import reporting
from ..rules.forms import Form, Number
from ..rules.reporting import Period
from . import figures
from .lines import Line, by_body, lines

KINDS = {"Q1": "Quý I", "Q2": "Quý II", "Q3": "Quý III", "Q4": "Quý IV", "6M": "6 tháng", "9M": "9 tháng", "YEAR": "năm",
         "NA": "năm, phục vụ Quốc hội"}  # fmt: skip


@dataclass
class Asked:
    """The forms of a period over the bodies whose numbers this person reads, or over one of them."""

    user: Any
    period: Period
    body: Organisation | None = None

    @cached_property
    def bodies(self) -> list[Organisation]:
        """The bodies counted, in the order of the forms; those without a petition have no line."""
        here = scope.bodies(self.user)
        rows = (
            Organisation.objects.filter(area__in_scope=True)
            if here is None
            else Organisation.objects.filter(pk__in=here)
        )
        if self.body is not None:
            rows = rows.filter(pk=self.body.pk)
        return list(
            rows.filter(pk__in=Petition.objects.order_by().values("organisation").distinct()).order_by("level", "name")
        )

    @cached_property
    def lines(self) -> list[Line]:
        return lines(self.user, [b.pk for b in self.bodies], self.period.first, self.period.last)

    @cached_property
    def split(self) -> dict[int, list[Line]]:
        return by_body(self.lines)

    @property
    def basis(self) -> str:
        provision = law.forms(self.decisive)
        return f"{provision.basis}{f' ({note})' if (note := provision.confidence.note) else ''}"

    @property
    def decisive(self) -> date:
        """The circular of the last day of the period says which forms there are."""
        return self.period.last

    @property
    def forms(self) -> tuple[Form, ...]:
        return law.forms(self.decisive).value

    def form(self, code: str) -> Form | None:
        return law.form(code, self.decisive)

    def figures(self, form: Form, body: Organisation | None = None) -> dict[int, Number]:
        return figures.figures(form, self.lines if body is None else self.split.get(body.pk, []))

    @property
    def words(self) -> str:
        name = KINDS[self.period.kind]
        return f"{name} năm {self.period.year}" if self.period.kind not in ("YEAR", "NA") else f"Năm {self.period.year}"

    @property
    def days(self) -> str:
        return f"từ ngày {self.period.first:%d/%m/%Y} đến ngày {self.period.last:%d/%m/%Y}"


def asked(user: Any, kind: str = "", year: int | None = None, body: Organisation | None = None) -> Asked:
    """The period asked for; the running quarter without one. LawError for a kind of period there is not."""
    if kind and year:
        return Asked(user, reporting.period(kind, year), body)
    return Asked(user, running(), body)


def running() -> Period:
    for n in (1, 2, 3, 4):
        try:
            return reporting.holding(f"Q{n}", today())
        except LawError:
            continue
    return reporting.period("YEAR", today().year)


def faults(form: Form, found: dict[int, Number]) -> list[str]:
    """The checks that do not hold: with one of them the form may not be sent."""
    return [c.sentence(found) for c in form.checks if not c.holds(found)]


def sentences(form: Form, found: dict[int, Number]) -> list[str]:
    """Every check of the form in one sentence."""
    return [c.sentence(found) for c in form.checks]
