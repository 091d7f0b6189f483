"""How a section reads on the page: its words, and each figure as a link to the rows behind it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import rules
from .models import Report
from .queries import Figures
from .rules import MEASURES


def figure_url(report: Report, measure: str, filter: str = "") -> str:
    return (
        f"{reverse('reports:rows', args=[report.pk])}?{urlencode({'measure': measure})}{'&' + filter if filter else ''}"
    )


def drawn(report: Report, figures: Figures, text: str) -> SafeString:
    """Paragraphs of safe HTML; a token becomes a provable figure."""
    paragraphs = []
    for line in text.split("\n"):
        parts = []
        for piece in rules.pieces(line):
            if isinstance(piece, str):
                parts.append(escape(piece))
                continue
            clause = figures.clause_ids.get(piece.clause)
            url = figure_url(report, piece.measure, f"clause={clause}" if clause else "")
            number = figures.number(piece) or "–"
            label = _("%(what)s, see the rows") % {"what": MEASURES[piece.measure].label}
            parts.append(
                format_html('<a class="fig" href="{}">{}<span class="sr"> ({})</span></a>', url, number, label)
            )
        if line.strip():
            paragraphs.append(format_html("<p>{}</p>", mark_safe("".join(parts))))
    return mark_safe("".join(paragraphs))
