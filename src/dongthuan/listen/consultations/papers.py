"""The table of views and answers as the official paper (Bản tổng hợp ý kiến, tiếp thu, giải trình)."""

from dongthuan.foundation.papers.kit import Column, PaperModel, Paragraph, SignatureBlock, Table, to_docx
from dongthuan.foundation.things.kit import today

from .queries import Views
from .tables import HEAD, ViewsTable, outcome_lines, subject_title

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def views_docx(views: Views) -> bytes:
    """The official form: header, totals, the table by clause, who fully agrees, the signature of the drafting body."""
    consultation = views.consultation
    organiser = consultation.organiser
    party = organiser.kind == "party_body"
    opening = f"{organiser.name} đã tổ chức lấy ý kiến đối với {subject_title(consultation)}, kết quả như sau:"
    agreeing = "; ".join(o.name for o in views.agreeing) or "không có"
    rows = tuple((r.place, r.opinion.organisation.name, r.said, r.answer) for r in views.rows)
    columns = (Column(HEAD[0], 0.18), Column(HEAD[1], 0.2), Column(HEAD[2], 0.31), Column(HEAD[3], 0.31))
    model = PaperModel(
        system="party" if party else "state",
        issuers=(organiser.name,),
        number="",
        place=organiser.place_name,
        day=today(),
        kind_title="BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH",
        subject=f"ý kiến góp ý đối với {subject_title(consultation)}",
        body=(
            Paragraph(opening),
            *(Paragraph(line) for line in outcome_lines(views)),
            Table(columns, rows),
            Paragraph(f"3. Các cơ quan, tổ chức nhất trí toàn bộ: {agreeing}."),
        ),
        signatures=(SignatureBlock("lead", ("THỦ TRƯỞNG CƠ QUAN",)),),
    )
    return to_docx(model)


def views_xlsx(views: Views) -> bytes:
    """The rows as a workbook; the sums stand in the DOCX and on the page."""
    return ViewsTable(views.rows).as_xlsx()
