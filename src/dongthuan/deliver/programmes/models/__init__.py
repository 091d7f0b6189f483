"""Programmes, what they stand on, and what each year makes of them."""

from .plan import AnnualPlan, PlanImport, PlanRow, YearFocus
from .programme import Basis, Edition, Party, Programme
from .seed import Lesson, Seed

__all__ = [
    "AnnualPlan", "Basis", "Edition", "Lesson", "Party", "PlanImport", "PlanRow", "Programme", "Seed", "YearFocus",
]  # fmt: skip
