"""The forms as an official paper: header of the body, one table per form, the checks, the signature of the head."""

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers.kit import Column, Paragraph, Table, plain_paper, to_docx
from dongthuan.foundation.things.kit import today

from ..rules.forms import Form, said
from .periods import Asked, sentences

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD = (
    Column("Cột", 0.08, "centre"),
    Column("Nội dung", 0.32),
    Column("Chỉ tiêu", 0.42),
    Column("Số liệu", 0.18, "right"),
)


def paper(asked: Asked, issuer: Organisation, forms: tuple[Form, ...] | None = None) -> bytes:
    """DOCX of the forms over all bodies asked for, issued by the body whose officer asks."""
    body: list[Paragraph | Table] = [
        Paragraph(f"Kỳ báo cáo: {asked.words}, {asked.days}. Biểu mẫu theo {asked.basis}."),
        Paragraph(f"Phạm vi: {len(asked.bodies)} cơ quan, đơn vị có đơn trong kỳ hoặc kỳ trước chuyển sang."),
    ]
    for form in forms or asked.forms:
        found = asked.figures(form)
        rows = tuple(
            (
                str(c.number),
                c.group,
                f"{c.title} ({c.unit})" if c.unit else c.title,
                said(found[c.number]).replace(".", ","),
            )
            for c in form.columns
        )
        body += [Paragraph(form.title, bold=True), Table(HEAD, rows)]
        body += [Paragraph(s, italic=True) for s in sentences(form, found)]
    model = plain_paper(
        issuer, kind_title="BÁO CÁO SỐ LIỆU", subject=f"công tác tiếp công dân, giải quyết khiếu nại, tố cáo {asked.words}",
        body=body, day=today(),
    )  # fmt: skip
    return to_docx(model)
