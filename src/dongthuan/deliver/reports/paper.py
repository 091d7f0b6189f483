"""The report as an official paper: its model, as DOCX and PDF; agenda, delegates and minutes of a conference."""

from collections.abc import Callable
from typing import Any

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers import kit
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table

from . import difficulties, queries, rules
from .models import Conference, Report
from .queries import Figures, TableLine
from .rules import MEASURES

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
HEADS = {"clauses": "Nội dung", "organisations": "Cơ quan, đơn vị", "areas": "Địa bàn", "plan": "Nội dung kế hoạch"}
CAPTIONS = {
    "clauses": "Kết quả theo nội dung phối hợp",
    "organisations": "Kết quả theo cơ quan, đơn vị",
    "areas": "Kết quả theo địa bàn",
    "plan": "Đối chiếu nhiệm vụ đề ra với kết quả",
}


def _value(key: str) -> Callable[[TableLine], Any]:
    return lambda line: line.tally.value(key)


def figure_table(by: str, lines: list[TableLine]) -> Table:
    """A table of figures as a list that exports to Excel; Vietnamese, as in the paper."""
    columns = [Column("label", HEADS[by], width=50)]
    for key in rules.COLUMNS:
        columns.append(Column(key, MEASURES[key].label, _value(key), numeric=True))
    table = Table(lines, columns=columns, caption=CAPTIONS[by])
    table.name = f"so-lieu-{by}"  # type: ignore[misc]
    return table


def body(report: Report, figures: Figures) -> tuple[Any, ...]:
    """Sections with their numbers filled in."""
    found: list[Any] = []
    for section in report.sections.all():
        text = rules.filled(section.text, lambda t: figures.number(t) or "…")
        kind = "la_ma" if section.level == 1 else "so"
        found.append(kit.Clause(kind, section.number, section.title, text))
    return tuple(found)


def appendices(report: Report, figures: Figures) -> tuple[Any, ...]:
    """The tables of figures, the obstacles with what is proposed, the declared figures: those that hold anything."""
    found: list[tuple[str, Any, bool]] = []
    for by in CAPTIONS:
        lines: list[TableLine] = getattr(figures, by)
        if lines:
            found.append((CAPTIONS[by].upper(), _figures(HEADS[by], lines), True))
    if obstacles := list(difficulties.of(report)):
        found.append(("KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ", _obstacles(obstacles), False))
    if declared := list(report.declared.all()):
        found.append(("SỐ LIỆU KHAI BÁO", _declared(declared), False))
    return tuple(
        kit.Appendix(f"Phụ lục {_roman(n)}", title, body=(table,), landscape=wide)
        for n, (title, table, wide) in enumerate(found, 1)
    )


def _obstacles(obstacles: list[Any]) -> Any:
    columns = (kit.Column("Cơ quan, đơn vị", 2.4), kit.Column("Ngày nêu", 1.4), kit.Column("Khó khăn, vướng mắc", 4),
               kit.Column("Kiến nghị, đề xuất", 3.4))  # fmt: skip
    cells = tuple(
        (o.task.organisation.short_name, f"{o.raised_on:%d/%m/%Y}", o.text, o.proposal or "–") for o in obstacles
    )
    return kit.Table(columns, cells)


def _declared(declared: list[Any]) -> Any:
    columns = (kit.Column("Chỉ tiêu", 4), kit.Column("Số liệu", 1.4, "right"), kit.Column("Thời điểm", 1.6),
               kit.Column("Nguồn", 4))  # fmt: skip
    cells = tuple(
        (d.label, f"{_plain(d.value)} {d.unit}".strip(), f"{d.as_of:%d/%m/%Y}" if d.as_of else "trong kỳ", d.source)
        for d in declared
    )
    return kit.Table(columns, cells)


def _plain(value: Any) -> str:
    return rules.shown(int(value)) if value == int(value) else rules.shown(value)


def _roman(n: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI")[n - 1]


def _figures(head: str, lines: list[TableLine]) -> Any:
    columns = (kit.Column(head, 4), *(kit.Column(MEASURES[m].label, 1, "right") for m in rules.COLUMNS))
    cells = tuple((line.label, *(line.tally.shown(m) for m in rules.COLUMNS)) for line in lines)
    return kit.Table(columns, cells)


def system_of(organisation: Organisation) -> str:
    return "party" if organisation.kind == Organisation.Kind.PARTY_BODY else "state"


def model_of(report: Report) -> Any:
    """What the paper says, not yet numbered."""
    figures = queries.figures(report)
    issuer = report.issuer
    return kit.PaperModel(
        system=system_of(issuer),
        issuers=(issuer.name_on(report.until),),
        superior=issuer.parent.name if issuer.parent and issuer.kind == Organisation.Kind.PARTY_BODY else "",
        number="",
        place=issuer.place_name,
        day=None,
        kind_title="BÁO CÁO",
        subject=report.title,
        body=body(report, figures),
        appendices=appendices(report, figures),
        recipients=tuple(
            dict.fromkeys([*(p.organisation.name for p in report.programme.parties.select_related("organisation"))])
        ),
    )


def as_file(report: Report, form: str) -> bytes:
    """The draft as it would be typeset now, without number and signatures."""
    model = model_of(report)
    return kit.to_docx(model) if form == "docx" else kit.typeset(model).pdf


def head_of(report: Report) -> dict[str, Any]:
    """The head of the paper for the page: who issues it, its number, place and day; dots where they are not known yet."""
    issuer, party, paper = report.issuer, system_of(report.issuer) == "party", report.paper
    day = paper.dated if paper else None
    blank = f"…-BC/{issuer.symbol}" if party else f"…/BC-{issuer.symbol}"
    return {
        "party": party, "superior": issuer.parent.name.upper() if issuer.parent and party else "",
        "issuer": issuer.name_on(report.until).upper(),
        "number": kit.number_line("party" if party else "state", paper.shown_number if paper else blank),
        "place": kit.date_line(issuer.place_name, day) if day else f"{issuer.place_name}, ngày … tháng … năm …",
    }  # fmt: skip


def content(report: Report) -> dict[str, Any]:
    """What the paper of the report holds."""
    model = model_of(report)
    return {"body": model.body, "appendices": model.appendices, "recipients": model.recipients}


def draft(report: Report, *, by: User) -> Paper:
    """The paper that is numbered, frozen and signed."""
    return papers.draft_paper(
        report.thing,
        system=system_of(report.issuer),
        kind="BC",
        title=report.title,
        blocks=[report.issuer],
        body=content(report),
        by=by,
    )


# --- conferences --------------------------------------------------------------------------------------------------
CONFERENCE_PAPERS = {
    "chuong-trinh": "CHƯƠNG TRÌNH HỘI NGHỊ",
    "dai-bieu": "DANH SÁCH ĐẠI BIỂU",
    "bien-ban": "BIÊN BẢN HỘI NGHỊ",
}


def minutes_skeleton(conference: Conference) -> str:
    """Minutes to write over: when, where, who, the agenda's items."""
    came = conference.delegates.filter(present=True).select_related("organisation")
    lines = [
        f"Thời gian: ngày {conference.day:%d/%m/%Y}. Địa điểm: {conference.place}.",
        f"Thành phần: {came.count()} đại biểu có mặt.",
        *(f"- {d.title}, {d.organisation.name}" for d in came),
        "Nội dung:",
        *(f"- {line}" for line in conference.agenda.split("\n") if line.strip()),
        "Kết luận:",
    ]
    return "\n".join(lines)


def conference_docx(conference: Conference, what: str) -> bytes:
    """Agenda, list of delegates or minutes in the layout of the party that leads."""
    lead = next(
        iter(conference.programme.parties.select_related("organisation").order_by("-leads", "order"))
    ).organisation
    if what == "dai-bieu":
        columns = (
            kit.Column("STT", 0.6),
            kit.Column("Cơ quan, đơn vị", 4),
            kit.Column("Chức vụ", 3),
            kit.Column("Họ và tên", 3),
        )
        delegates = enumerate(conference.delegates.select_related("organisation"), 1)
        cells = tuple((str(n), d.organisation.name, d.title, d.name) for n, d in delegates)
        content: tuple[Any, ...] = (kit.Table(columns, cells),)
    else:
        text = conference.agenda if what == "chuong-trinh" else conference.minutes or minutes_skeleton(conference)
        content = tuple(kit.Paragraph(line) for line in text.split("\n") if line.strip())
    return kit.to_docx(
        kit.PaperModel(
            system=system_of(lead), issuers=(lead.name_on(conference.day),), number="", place=lead.place_name,
            day=min(conference.day, today()), kind_title=CONFERENCE_PAPERS[what], subject=conference.title, body=content,
        )
    )  # fmt: skip
