"""Laws as Word files that LibreOffice numbers: a flat ODF with list levels in, a .docx out."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from dongthuan.lib.outline import Node, label, wording

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_LEVELS = {  # list style → prefix, number format, suffix
    "LChuong": ("Chương ", "I", ""), "LChuongSo": ("Chương ", "1", "."), 
    "LMuc": ("Mục ", "1", ""), "LTieu": ("Tiểu mục ", "1", ""), "LDieu": ("Điều ", "1", "."),
    "LKhoan": ("", "1", "."), "LDiem": ("", "a", ")"), "LLaMa": ("", "I", "."),
}  # fmt: skip
STYLE_OF = {
    "chuong": "LChuong",
    "muc": "LMuc",
    "tieu_muc": "LTieu",
    "dieu": "LDieu",
    "khoan": "LKhoan",
    "diem": "LDiem",
}


def flat_odf(paragraphs: Iterable[tuple[str, bool, str]]) -> str:
    """A flat ODF of (list style or "", counts on, words); "\\n" in words is a line break."""
    styles = "".join(
        f'<text:list-style style:name="{name}"><text:list-level-style-number text:level="1" style:num-prefix="{prefix}"'
        f' style:num-suffix="{suffix}" style:num-format="{fmt}"><style:list-level-properties'
        ' text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment'
        ' text:label-followed-by="space"/></style:list-level-properties></text:list-level-style-number></text:list-style>'
        for name, (prefix, fmt, suffix) in _LEVELS.items()
    )
    body: list[str] = []
    latest: dict[str, str] = {}
    for style, goes_on, words in paragraphs:
        text = escape(words).replace("\n", "<text:line-break/>")
        if style:
            more = f' text:continue-list="{latest[style]}"' if goes_on and style in latest else ""
            latest[style] = f"l{len(body)}"
            body.append(
                f'<text:list xml:id="{latest[style]}" text:style-name="{style}"{more}>'
                f"<text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
            )
        else:
            body.append(f"<text:p>{text}</text:p>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{_ODF}:office:1.0"'
        f' xmlns:style="{_ODF}:style:1.0" xmlns:text="{_ODF}:text:1.0"'
        ' office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text>"
        "</office:body></office:document>"
    )


def to_docx(flat: str, folder: Path, name: str) -> Path:
    """Let LibreOffice write the Word file."""
    assert SOFFICE
    source = folder / f"{name}.fodt"
    source.write_text(flat, encoding="utf-8")
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / f"{name}.docx"


def numbered(nodes: list[Node]) -> Iterable[tuple[str, bool, str]]:
    """The paragraphs of an outline with their numbers taken off wherever LibreOffice would count the same."""
    kinds = [node["kind"] for node in nodes]
    for node in nodes:
        lines = [line for line in wording(node).split("\n") if line]
        kind = node["kind"]
        if kind == "khac":
            yield from (("", False, line) for line in lines)
        else:
            place = sum(1 for n in nodes[: nodes.index(node)] if n["kind"] == kind)
            first = node["title"] or (lines.pop(0) if lines else "")
            if kind in ("chuong", "muc", "tieu_muc"):
                first = f"\n{first}"
            style = "LChuongSo" if kind == "chuong" and node["number"].isdecimal() else STYLE_OF.get(kind, "")
            counts = kind in ("chuong", "dieu") or node["number"] in (str(place + 1), "abcd"[place : place + 1])
            if style and counts and (kind != "diem" or kinds.count("diem") < 5):
                yield style, place > 0 or kind in ("chuong", "dieu"), first
            else:
                yield "", False, f"{label(kind, node['number'])} {first}"
            yield from (("", False, line) for line in lines)
        yield from numbered(node["children"])
