"""`{% load reports %}`: figures of a report in its pages."""

from typing import Any

from django import template

from .. import rules
from ..models import Report
from ..paper import CAPTIONS, HEADS
from ..queries import Figures
from ..rules import MEASURES
from ..tables import SHOWN

register = template.Library()


@register.simple_tag
def total(figures: Figures, measure: str) -> str:
    return figures.total.shown(measure)


@register.inclusion_tag("reports/_figure_table.html")
def figure_table(report: Report, figures: Figures, by: str) -> dict[str, Any]:
    lines = getattr(figures, by)
    return {
        "report": report, "by": by, "caption": CAPTIONS[by], "head": HEADS[by], "lines": lines[:SHOWN],
        "more": max(0, len(lines) - SHOWN), "columns": [MEASURES[m] for m in rules.COLUMNS],
    }  # fmt: skip
