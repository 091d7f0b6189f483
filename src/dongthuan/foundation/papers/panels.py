"""What papers show on the pages of what they are about."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dongthuan.web.kit import Tag
from dongthuan.web.kit import panels as registry

from . import queries
from .models import Paper
from .states import Status

TONES = {
    Status.DRAFT: "", Status.NUMBERED: "info", Status.FROZEN: "now", Status.SIGNING: "now", Status.SIGNED: "done",
    Status.VOID: "",
}  # fmt: skip


def tag(paper: Paper) -> Tag:
    return Tag(TONES[Status(paper.status)], paper.get_status_display())


def papers_panel(request: HttpRequest, obj: Any) -> SafeString | None:
    """The papers about this thing: number, day, state, who signed."""
    papers = list(
        queries.papers_of(request.user, obj.thing).prefetch_related("blocks__organisation", "blocks__signature")
    )
    if not papers:
        return None
    rows = [(paper, tag(paper)) for paper in papers]
    return render_to_string("papers/_panel.html", {"rows": rows}, request=request)


def card(request: HttpRequest, paper: Paper) -> SafeString:
    """The signatures of a paper and how to check them, for the page of its subject."""
    return render_to_string("papers/_signatures.html", signature_context(paper), request=request)


def signature_context(paper: Paper) -> dict[str, Any]:
    blocks = list(paper.blocks.select_related("organisation", "post", "signature").order_by("-order"))
    return {
        "paper": paper,
        "file_name": queries.file_name(paper, "pdf"),
        "blocks": blocks,
        "missing": [b for b in blocks if not hasattr(b, "signature")],
    }


def show_on(kind: str, slot: str = "main", order: int = 50) -> None:
    """Draw the papers of a kind of thing on its page. Called from an app's ready()."""
    registry.add(kind, slot, papers_panel, order=order)
