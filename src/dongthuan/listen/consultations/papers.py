"""The table of views and answers as the official paper (Bản tổng hợp ý kiến, tiếp thu, giải trình)."""

from dongthuan.foundation.papers.kit import Column, Paragraph, Table, plain_paper, to_docx
from dongthuan.foundation.things.kit import today
from dongthuan.lib.answers import HEAD, TITLE

from .summary import Views
from .tables import outcome_lines, subject_title

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def views_docx(views: Views) -> bytes:
    """The official form: header, totals, the table by clause, who fully agrees, the signature of the drafting body."""
    consultation = views.consultation
    title = subject_title(consultation)
    asked_on = f"{consultation.opened:%d/%m/%Y}"
    opening = (
        f"{consultation.organiser.name_on(consultation.opened)} đã gửi xin ý kiến đối với dự thảo {title} từ ngày {asked_on} "
        f"đến ngày {consultation.due:%d/%m/%Y} và tổng hợp ý kiến, tiếp thu, giải trình như sau:"
    )
    agreeing = "; ".join(o.name for o in views.agreeing) or "không có"
    columns = (Column(HEAD[0], 0.18), Column(HEAD[1], 0.2), Column(HEAD[2], 0.31), Column(HEAD[3], 0.31))
    rows = tuple((m.place, m.who, m.said, m.answer) for m in views.merged)
    body = (
        Paragraph(opening),
        *(Paragraph(line) for line in outcome_lines(views)),
        Table(columns, rows),
        Paragraph(f"3. Các cơ quan, tổ chức nhất trí toàn bộ: {agreeing}./."),
    )
    model = plain_paper(
        consultation.organiser, kind_title=TITLE,
        subject=f"ý kiến góp ý đối với dự thảo {title}", body=body, day=today(),
    )  # fmt: skip
    return to_docx(model)
