"""From the tree to what is printed, line-group by line-group; typst and Word draw the same list."""

import re
from collections.abc import Iterable
from typing import Any

from dongthuan.lib import outline

from ..formats import Format
from ..rules import date_line, number_line
from .model import Block, Clause, Flat, PaperModel, Paragraph, Table, as_dict

CENTRED = {"phan", "chuong", "muc", "tieu_muc", "phu_luc"}
DEMO_MARK = "BẢN DỰNG THỬ, không có giá trị pháp lý"


def run(text: str, bold: bool = False, italic: bool = False) -> dict[str, Any]:
    return {"text": text, "bold": bold, "italic": italic}


def paragraphs(text: str) -> list[str]:
    return [line for line in (" ".join(p.split()) for p in text.split("\n")) if line]


def label(c: Clause) -> str:
    """The number as it is printed before the words: "Điều 1.", "I.", "1.", "a)", "-"."""
    return "-" if c.kind == "gach" else outline.label(c.kind, c.number.strip().rstrip(".)"))


def own_words(c: Clause) -> list[str]:
    """The clause's words without the number and title that a text read from a file still carries in front."""
    text = outline.wording({"kind": c.kind, "number": c.number.strip().rstrip(".)"), "title": c.title, "text": c.text})
    return paragraphs(re.sub(r"^[-–−+•*]\s+", "", text) if c.kind == "gach" else text)


def flatten(items: Iterable[Block], level: int = 1) -> list[Flat]:
    out: list[Flat] = []
    for b in items:
        if isinstance(b, Paragraph):
            style = "centre" if b.centred else "para"
            out += [Flat(style, [run(p, b.bold, b.italic)]) for p in paragraphs(b.text)]
        elif isinstance(b, Table):
            if b.caption:
                out.append(Flat("centre", [run(b.caption, bold=True)]))
            out.append(Flat("table", table=as_dict(b)))
        else:
            out += flatten_clause(b, level)
    return out


def flatten_clause(c: Clause, level: int) -> list[Flat]:
    text = own_words(c)
    if c.kind in CENTRED:
        shown = outline.label(c.kind, c.number).rstrip(".")
        lines = [line for line in (shown, c.title.upper()) if line]
        head = [Flat("centre", [run(line, bold=True)], 0 if n else level) for n, line in enumerate(lines)]
        return head + [Flat("para", [run(p)]) for p in text] + flatten(c.children, level + 1)
    mark = label(c)
    titled = bool(c.title) and (bool(text) or bool(c.children) or c.kind in ("dieu", "la_ma"))
    out: list[Flat] = []
    if titled:
        title = c.title.upper() if c.kind == "la_ma" else c.title
        out.append(Flat("heading", [run(f"{mark} {title}".strip(), bold=True)], level))
    else:
        first, text = (c.title, text) if c.title else (text[0] if text else "", text[1:])
        runs = [run(f"{mark} ", bold=True), run(first)] if c.kind == "dieu" else [run(f"{mark} {first}".strip())]
        if first or mark:
            out.append(Flat("para", runs))
    out += [Flat("para", [run(p)]) for p in text]
    return out + flatten(c.children, level + (1 if titled else 0))


def close(flats: list[Flat], closing: str) -> list[Flat]:
    """The state's "./." after the last word (Phụ lục I, mục II.6), or after a table on a line of its own."""
    if not closing or not flats:
        return flats
    last = flats[-1]
    if last.style == "table":
        return [*flats, Flat("para", [run(closing)])]
    words = last.runs[-1]["text"].rstrip()
    if not words.endswith(closing):
        last.runs[-1]["text"] = words.rstrip(".") + closing
    return flats


def listed(items: Iterable[str], system: str, dash: str = "- ") -> list[str]:
    """A list in one sentence: state ";" and a last ".", Party "," and a last "."."""
    items = [i.strip().lstrip("-").strip().rstrip(".;,") for i in items if i.strip()]
    mark = "," if system == "party" else ";"
    return [f"{dash}{item}{'.' if i == len(items) - 1 else mark}" for i, item in enumerate(items)]


def issuer_lines(name: str, limit: int = 22) -> list[str]:
    """A long issuer on two balanced lines, broken before the unit's name: ỦY BAN NHÂN DÂN / TỈNH NINH BÌNH."""
    name = " ".join(name.upper().split())
    if len(name) <= limit:
        return [name]
    for word in (" TỈNH ", " THÀNH PHỐ ", " HUYỆN ", " THỊ XÃ ", " XÃ ", " PHƯỜNG ", " THỊ TRẤN "):
        at = name.find(word)
        if 0 < at <= limit + 6 and name[at + 1 :] != "TỈNH ỦY":
            return [name[:at], *issuer_lines(name[at + 1 :], limit + 10)]
    words, line, lines = name.split(), "", []
    share = -(-len(name) // (-(-len(name) // limit)))
    for w in words:
        if line and len(line) + len(w) + 1 > share + 3:
            lines, line = [*lines, line], w
        else:
            line = f"{line} {w}".strip()
    return [*lines, line]


def ground_lines(model: PaperModel) -> list[str]:
    """State: italic, ";" after each and "." after the last. Party: with a dash."""
    lines = listed(model.grounds, "state", dash="- " if model.system == "party" else "")
    return [line[:-1] + ("," if model.system == "party" and line.endswith(";") else line[-1]) for line in lines]


def issuers(model: PaperModel) -> list[str]:
    """The issuers' lines; a joint paper joins them with a dash."""
    groups = [issuer_lines(i) for i in model.issuers]
    for group in groups[:-1]:
        group[-1] += " -"
    return [line for group in groups for line in group]


def printed(model: PaperModel, form: Format) -> dict[str, Any]:
    """Everything the templates need, worked out: they only draw."""
    body = close(flatten(model.body), form.closing)
    return {
        "system": model.system,
        "title": model.title or model.number,
        "superior": issuer_lines(model.superior) if model.superior else [],
        "issuers": issuers(model),
        "number": number_line(model.system, model.number),
        "date": date_line(model.place, model.day, model.year),
        "kind": model.kind_title,
        "subject": model.subject,
        "addressees": list(model.addressees),
        "addressee_list": listed(model.addressees, "state"),
        "grounds": ground_lines(model),
        "body": [vars(f) for f in body],
        "signatures": [as_dict(s) for s in model.signatures],
        "recipients": listed(model.recipients, model.system),
        "appendices": [
            {"label": a.label, "title": a.title.upper(), "note": a.note, "landscape": a.landscape,
             "body": [vars(f) for f in flatten(a.body, level=2)]}
            for a in model.appendices
        ],
        "demo": DEMO_MARK if model.demo else "",
        "sizes": {key: row.ours for key, row in form.rows.items()},
        "margins": dict(zip(("top", "bottom", "left", "right"), form.margins, strict=True)),
    }  # fmt: skip
