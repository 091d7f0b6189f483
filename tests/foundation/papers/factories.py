"""Papers at every step of their way, made through the actions a person uses."""

from datetime import date
from typing import Any

from dongthuan.foundation.papers import actions
from dongthuan.foundation.papers.actions import BlockSpec
from dongthuan.foundation.papers.models import Paper, PaperBlock
from dongthuan.foundation.papers.render.model import as_dict
from tests.factories import World
from tests.foundation.files.bytes import PDF

from . import samples

BODY: dict[str, Any] = {
    "grounds": ["Căn cứ Quyết định số 23-QĐ/TW ngày 30/7/2021 của Bộ Chính trị"],
    "body": as_dict(samples.joint_programme().body),
    "recipients": ["Thường trực Tỉnh ủy (báo cáo)", "Lưu Ban Dân vận"],
}
TITLE = "phối hợp thực hiện công tác dân vận giai đoạn 2026 - 2030"


def draft(w: World, *, subject: Any = None, by: str = "focal_officer", **changes: Any) -> Paper:
    given = {
        "system": "party", "kind": "CTr", "title": TITLE, "body": BODY, "by": w.users[by],
        "blocks": [BlockSpec(w.bdv), BlockSpec(w.ubnd)],
    }  # fmt: skip
    return actions.draft_paper((subject or w.bdv).thing, **{**given, **changes})


def numbered(w: World, **changes: Any) -> Paper:
    return actions.number(draft(w, **changes), by=w.users["focal_officer"])


def frozen(w: World, **changes: Any) -> Paper:
    return actions.freeze(numbered(w, **changes), by=w.users["focal_officer"])


def signed(w: World, **changes: Any) -> Paper:
    paper = frozen(w, **changes)
    for order, who in ((1, "leader"), (2, "leader_state")):
        paper = actions.sign_with_installation_key(paper, block(paper, order), by=w.users[who])
    return paper


def on_paper(w: World, **changes: Any) -> Paper:
    given = {"scan": PDF, "scan_name": "ban-quet.pdf", "number": 1, "day": date(2021, 4, 2)}
    who = w.users["focal_officer"]
    paper = draft(w, subject=changes.pop("subject", None))
    return actions.take_in_paper_signed(paper, attested_by=who, by=who, **{**given, **changes})


def block(paper: Paper, order: int) -> PaperBlock:
    return paper.blocks.get(order=order)
