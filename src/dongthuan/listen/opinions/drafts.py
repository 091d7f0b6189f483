"""The draft to take away: Akoma Ntoso, Word, PDF."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from dongthuan.foundation.papers.kit import Clause, plain_paper, to_docx, typeset
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.texts.queries import Provision
from dongthuan.foundation.things.kit import today
from dongthuan.lib import akoma_ntoso as akn

from .models import Posting

FORMS = ("akn", "docx", "pdf")
AKN = "application/akn+xml"
SAID = "DỰ THẢO"


def as_akn(posting: Posting, version: Version) -> bytes:
    """The version as a bill; `wId` is the clause's own number in this house, the same through all versions."""
    text = version.text
    begun = text.versions.order_by("number").values_list("created_at", flat=True)[0]
    about = akn.About(
        uri=f"/akn/vn/bill/{_day(begun).year}/lay-y-kien-{posting.pk}", title=text.title, author=posting.organiser.name,
        author_uri=f"/akn/ontology/organization/vn/{posting.organiser.code}", drafted=_day(begun), version=version.number,
        version_day=_day(version.frozen_at or version.created_at), made=today(),
    )  # fmt: skip
    return akn.bill([_provision(p) for p in texts.tree(version)], about)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _provision(p: Provision) -> akn.Provision:
    row = p.row
    children = tuple(_provision(c) for c in p.children)
    return akn.Provision(row.kind, row.number, p.printed, row.title, row.text, f"clause_{row.clause_id}", children)


def as_paper(posting: Posting, version: Version, form: str) -> bytes:
    """The version in the layout of the organiser's papers, unsigned."""
    model = plain_paper(
        posting.organiser, kind_title=SAID, subject=version.text.title, body=[_clause(p) for p in texts.tree(version)],
        day=None, signed=False, demo=settings.DEMO,
    )  # fmt: skip
    return to_docx(model) if form == "docx" else typeset(model).pdf


def _clause(p: Provision) -> Clause:
    return Clause(p.row.kind, p.row.number, p.row.title, p.row.text, tuple(_clause(c) for c in p.children))
