"""What becomes of opinions on a clause when the text is drafted anew: carried along, or orphaned with the reason."""

from dataclasses import dataclass

from django.db.models import Count

from dongthuan.foundation.texts.models import ClauseVersion, Version

from .models import Posting

GONE = "điều, khoản không còn trong bản sau"
OTHERWISE = "điều, khoản đã được sửa khác trong bản sau"
WHOLE = "Toàn văn"


def lost(before: ClauseVersion | None, after: ClauseVersion | None, *, changed: bool) -> str:
    """Why what was said of a clause finds no place in a later version; empty when it does. `changed`: words are to be
    written over, so they must read as they did."""
    if before is None or after is None:
        return GONE
    if changed and (before.title, before.text) != (after.title, after.text):
        return OTHERWISE
    return ""


@dataclass(frozen=True)
class Anchor:
    """The opinions on one clause: where the clause stands in the later version; without a place, why not."""

    heading: str
    opinions: int
    now: str  # how it is numbered and titled there; empty: orphaned
    reason: str = ""


def anchors(posting: Posting, version: Version) -> list[Anchor]:
    """Every clause that was spoken about, against a later version. Σ opinions = received."""
    rows = {r.clause_id: r for r in ClauseVersion.objects.filter(version=version).select_related("clause")}
    sent = {r.clause_id: r for r in ClauseVersion.objects.filter(version=posting.version_id).select_related("clause")}
    found = []
    for clause, n in posting.opinions.order_by("clause").values_list("clause").annotate(n=Count("pk")):
        if clause is None:
            found.append(Anchor(WHOLE, n, WHOLE))
            continue
        reason = lost(sent.get(clause), rows.get(clause), changed=False)
        heading = sent[clause].clause.heading if clause in sent else ""
        now = "" if reason else f"{rows[clause].label} {rows[clause].title}".strip()
        found.append(Anchor(heading, n, now, reason))
    return found
