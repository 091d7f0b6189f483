"""What the papers of a programme say, as papers typeset it: Vietnamese only, like every paper."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dongthuan.foundation.papers.kit import Clause, Column, Paragraph, Table
from dongthuan.foundation.texts.models import ClauseVersion, Version

from . import queries
from .models import AnnualPlan, PlanRow, Programme


def programme_body(programme: Programme, version: Version, recipients: Sequence[str]) -> dict[str, Any]:
    """Căn cứ lines, the tree of clauses, nơi nhận."""
    return {
        "kind_title": programme.word.upper(),
        "grounds": [ground(b.text) for b in programme.bases.all()] + amended(programme),
        "body": clauses_of(version),
        "recipients": list(recipients),
    }


def amended(programme: Programme) -> list[str]:
    """An amendment stands on the programme it amends."""
    return [plan_ground(programme)] if programme.in_force_version_id else []


def ground(text: str) -> str:
    """A ground without the marks the paper sets itself."""
    text = text.strip().rstrip(";.").strip()
    return text if text.casefold().startswith(("căn cứ", "thực hiện", "theo ")) else f"Căn cứ {text}"


def clauses_of(version: Version) -> list[Clause]:
    children: dict[int | None, list[ClauseVersion]] = defaultdict(list)
    for row in version.clauses.order_by("position", "pk"):
        children[row.parent_id].append(row)

    def under(parent: int | None) -> tuple[Clause, ...]:
        return tuple(Clause(r.kind, r.number, r.title, r.text, under(r.pk)) for r in children[parent])

    return list(under(None))


PLAN_COLUMNS = (
    Column("TT", 0.5, "centre"), Column("Nội dung", 3), Column("Chỉ tiêu", 2), Column("Chủ trì/phối hợp", 2),
    Column("Thời gian", 1.4), Column("Sản phẩm", 1.6),
)  # fmt: skip


def plan_body(plan: AnnualPlan, recipients: Sequence[str]) -> dict[str, Any]:
    """The plan as a paper: the year's focus, the table of rows, who carries it out."""
    programme, focus = plan.programme, queries.focus_of(plan.programme, plan.year)
    rows = list(queries.rows_of(plan))
    body: list[Any] = []
    if focus:
        names = {r.clause_id: r.heading for r in queries.readings(programme.in_force_version)}
        chosen = [names[c.pk] for c in focus.clauses.all() if c.pk in names]
        body.append(Clause("la_ma", "I", f"CHỦ ĐỀ, TRỌNG TÂM NĂM {plan.year}", "", (
            Paragraph(f"Chủ đề: “{focus.theme}”."), *(Paragraph(f"- {name}") for name in chosen),
        )))  # fmt: skip
    table = Table(PLAN_COLUMNS, tuple(plan_cells(n, row) for n, row in enumerate(rows, 1)))
    body.append(Clause("la_ma", "II" if focus else "I", "NHIỆM VỤ", "", (table,)))
    body.append(Clause("la_ma", "III" if focus else "II", "TỔ CHỨC THỰC HIỆN", "", (
        Paragraph("Các đơn vị chủ trì, phối hợp thực hiện đúng thời gian, báo cáo kết quả kèm sản phẩm."),
    )))  # fmt: skip
    return {"grounds": [plan_ground(programme)], "body": body, "recipients": list(recipients)}


def plan_ground(programme: Programme) -> str:
    edition = programme.editions.filter(signed_on__isnull=False, withdrawn=False).order_by("-number").first()
    number = f" số {edition.paper.shown_number}" if edition and edition.paper.shown_number else ""
    day = f" ngày {edition.paper.dated:%d/%m/%Y}" if edition and edition.paper.dated else ""
    return f"Căn cứ {programme.word}{number}{day} {programme.title}"


def plan_cells(n: int, row: PlanRow) -> tuple[str, ...]:
    partners = "; ".join(p.short_name for p in row.partners.all())
    time = f"{row.starts:%d/%m/%Y} - {row.ends:%d/%m/%Y}" if row.starts else f"Trước {row.ends:%d/%m/%Y}"
    who = f"{row.lead.short_name}/{partners}" if partners else row.lead.short_name
    return (str(n), row.content, row.target, who, time, row.product)
