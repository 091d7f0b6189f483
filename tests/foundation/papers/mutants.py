"""Papers with one deliberate fault each, made by changing what the typesetter is given or the Word file itself."""

import io
from collections.abc import Callable
from dataclasses import replace

from docx import Document

from dongthuan.foundation.papers.formats import ND30, Format, format_for
from dongthuan.foundation.papers.render import PaperModel, to_docx
from dongthuan.foundation.papers.render.flatten import printed
from dongthuan.foundation.papers.render.pdf import HERE, compile_typst, dump


def pdf(model: PaperModel, form: Format | None = None, *changes: tuple[str, str]) -> bytes:
    """The PDF, after replacing words of the template."""
    source = (HERE / "paper.typ").read_text()
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    model_json = dump(printed(model, form or format_for(model.system)))
    return compile_typst({"main.typ": source.encode(), "model.json": model_json}, standards=[])[0]


def docx(model: PaperModel, form: Format | None = None, change: Callable | None = None) -> bytes:
    data = to_docx(model, form)
    if change is None:
        return data
    doc = Document(io.BytesIO(data))
    change(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def sized(role: str, size: float) -> Format:
    return replace(ND30, rows={**ND30.rows, role: replace(ND30.rows[role], ours=size)})


def paragraphs(doc) -> list:
    cells = [p for t in doc.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    return [*cells, *doc.paragraphs]


def retext(old: str, new: str) -> Callable:
    def change(doc) -> None:
        run = next(r for p in paragraphs(doc) if p.text.strip() == old for r in p.runs)
        run.text = new

    return change


def reformat(text: str, **font: object) -> Callable:
    def change(doc) -> None:
        runs = [r for p in paragraphs(doc) if p.text.startswith(text) for r in p.runs]
        assert runs, text
        for run in runs:
            for name, value in font.items():
                setattr(run.font, name, value)

    return change


def number_on_first_page(doc) -> None:
    for section in doc.sections:
        section.different_first_page_header_footer = False
