"""The files people bring to the walk: a draft as Word writes it, a scan, a signer's token."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dongthuan.foundation.papers import keys, signing
from tests.foundation.papers.signing import pki

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

# (depth in Word's own list, words); ("", words) stands without a number or with one typed by hand
DRAFT: list[tuple[int | None, str]] = [
    (0, "MỤC ĐÍCH, YÊU CẦU"),
    (1, "Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền và người đứng đầu về công tác dân vận."),
    (1, "Cụ thể hóa thành nhiệm vụ từng năm, có trọng tâm, trọng điểm."),
    (0, "NỘI DUNG PHỐI HỢP"),
    (1, "Quán triệt, triển khai chỉ thị, nghị quyết của Đảng, pháp luật của Nhà nước về công tác dân vận."),
    (1, "Thực hiện dân chủ ở cơ sở; mỗi xã tổ chức ít nhất một hội nghị đối thoại mỗi năm."),
    (1, "Tiếp công dân, đối thoại, giải quyết khiếu nại, tố cáo:"),
    (None, "a) Người đứng đầu tiếp công dân định kỳ và đột xuất;"),
    (None, "b) Công khai lịch tiếp và kết quả giải quyết;"),
    (None, "c) Trả lời kiến nghị sau đối thoại trong 15 ngày;"),
    (None, "d) Rà soát vụ việc kéo dài;"),
    (None, "đ) Nắm tình hình Nhân dân ở nơi có dự án thu hồi đất."),
    (1, "Thi đua “Dân vận khéo”, nhân rộng mô hình."),
    (0, "PHƯƠNG THỨC PHỐI HỢP"),
    (1, "Trao đổi thông tin bằng văn bản; giao ban sáu tháng; hội nghị tổng kết năm."),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (1, "Hai cơ quan đầu mối xây dựng kế hoạch phối hợp hằng năm, báo cáo trước ngày 15 tháng 6 và 15 tháng 12."),
]  # fmt: skip
CORRECTED = ("hằng năm", "mỗi năm, ký trước ngày 31 tháng 01")  # what somebody changed with “track changes” on


def word_draft(path: Path) -> Path:
    """The draft as Word keeps it: numbers counted by Word, a tracked deletion and a tracked insertion."""
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/></Types>',
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("numbering", "numbering.xml"),
        "word/numbering.xml": f"{XML}<w:numbering {W}>{_levels()}</w:numbering>",
        "word/document.xml": f"{XML}<w:document {W}><w:body>{''.join(_paragraph(*p) for p in DRAFT)}"
        "<w:sectPr/></w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(name, text)
    return path


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'


def _levels() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n, kind in enumerate(("upperRoman", "decimal"))
    )
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _paragraph(depth: int | None, words: str) -> str:
    number = "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    old, new = CORRECTED
    before, found, after = words.partition(old)
    who = 'w:author="Trần Thị Lụa" w:date="2025-01-04T09:00:00Z"'
    runs = _run(before)
    if found:
        runs += f'<w:del w:id="1" {who}><w:r><w:delText>{old}</w:delText></w:r></w:del>'
        runs += f'<w:ins w:id="2" {who}>{_run(new)}</w:ins>'
    return f"<w:p><w:pPr>{number}</w:pPr>{runs}{_run(after) if found else ''}</w:p>"


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def token_of(name: str, data_folder: Path) -> signing.InstallationKey:
    """A signer's own token, from an authority this installation trusts."""
    root = pki.certificate("Tổ chức chứng thực thử", ca=True)
    folder = data_folder / "keys" / keys.TRUST
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "goc.pem").write_bytes(pki.pem(root))
    return pki.certificate(name, root)


def signed_elsewhere(pdf: Path, field: str, token: signing.InstallationKey, name: str) -> Path:
    """What a signing program on the signer's own machine does with the downloaded file."""
    data = pdf.read_bytes()
    with ThreadPoolExecutor(1) as apart:  # playwright keeps a loop in this thread
        signed = apart.submit(
            signing.sign, data, field, token, stamp_pdf=None, signer_name=name, reason="", location=""
        ).result()
    path = pdf.with_name(f"da-ky-{field}.pdf")
    path.write_bytes(signed)
    return path
