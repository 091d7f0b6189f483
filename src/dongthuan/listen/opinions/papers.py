"""The table of opinions and answers as the official paper (Bản tổng hợp ý kiến, tiếp thu, giải trình)."""

from dongthuan.foundation.papers.kit import Column, Paragraph, Table, plain_paper, to_docx
from dongthuan.foundation.things.kit import today
from dongthuan.lib.answers import HEAD, TITLE

from .summary import Counts, Synthesis
from .tables import subject_of, sum_lines

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def synthesis_docx(found: Synthesis, counted: Counts) -> bytes:
    """The official form: header, sums, the table by clause and group, the signature of the drafting body."""
    posting = found.posting
    title = subject_of(posting)
    opening = (
        f"{posting.organiser.name_on(posting.posted)} đã đăng tải lấy ý kiến Nhân dân đối với dự thảo {title} từ ngày "
        f"{posting.posted:%d/%m/%Y} đến hết ngày {posting.until:%d/%m/%Y} (thời hạn: {posting.basis}) và tổng hợp ý kiến, "
        "tiếp thu, giải trình như sau:"
    )
    columns = (Column(HEAD[0], 0.18), Column(HEAD[1], 0.2), Column(HEAD[2], 0.31), Column(HEAD[3], 0.31))
    rows = tuple((r.place, r.who, r.told, r.answer) for r in found.rows)
    body = (
        Paragraph(opening),
        *(Paragraph(line) for line in sum_lines(found, counted)),
        Table(columns, rows),
        Paragraph(f"Cộng: {found.received} ý kiến./."),
    )
    model = plain_paper(
        posting.organiser, kind_title=TITLE, subject=f"ý kiến góp ý của Nhân dân đối với dự thảo {title}", body=body,
        day=today(),
    )  # fmt: skip
    return to_docx(model)
