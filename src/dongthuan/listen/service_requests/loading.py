"""Loading a checked file to its end, for the job and for the command: piece after piece, each a transaction of its own."""

from collections.abc import Callable

from . import actions
from .actions.loading import content_of
from .models import RequestImport

PIECE = 1_000


def load(imported: RequestImport, told: Callable[[RequestImport], object] = lambda imported: None) -> RequestImport:
    """Load what is not loaded yet. Killed in the middle and called again, it goes on; called twice, it loads once."""
    imported = RequestImport.objects.select_related("organisation", "by").get(pk=imported.pk)
    if imported.finished_at or imported.started_at is None:
        return imported
    rows = content_of(imported).rows
    while imported.done < len(rows):
        first = imported.done
        imported = actions.load_rows(imported, rows[first : first + PIECE], first=first, by=imported.by)
        told(imported)
    return imported
