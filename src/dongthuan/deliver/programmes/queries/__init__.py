"""Reads about programmes. The first argument of what a page calls is who asks."""

from .clauses import Reading, content_clauses, content_of, readings
from .file import file_rows, known_rows, names_for, preview
from .parties import PartyOn, lead_on, of_the_programme, own_organisations, parties_on, standing_on
from .seen import (
    insiders_see,
    is_insider,
    lessons_visible_to,
    plans_visible_to,
    public,
    rows_visible_to,
    versions_visible_to,
    visible_to,
)  # fmt: skip
from .year import focus_of, organisations_of, rows_of, shown_year

__all__ = [
    "PartyOn", "Reading", "content_clauses", "content_of", "file_rows", "focus_of", "insiders_see", "is_insider",
    "known_rows", "lead_on", "lessons_visible_to", "names_for", "of_the_programme", "organisations_of",
    "own_organisations", "parties_on", "plans_visible_to", "preview", "public", "readings", "rows_of", "rows_visible_to",
    "shown_year", "standing_on", "versions_visible_to", "visible_to",
]  # fmt: skip
