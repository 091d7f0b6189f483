"""What the conclusion on a denunciation says (LTC 35.2), section by section. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass

from dongthuan.foundation.law import Confidence

from .instruments import LTC


@dataclass(frozen=True)
class Section:
    """One section: the key of what is typed, its heading in the paper, its article, whether the law asks for it always."""

    code: str
    heading: str
    basis: str
    required: bool = True
    confidence: Confidence = (
        Confidence.MEMORY
    )  # the points of 35.2 were not read as text, but for "đúng một phần" (35.2.c)


SECTIONS = (
    Section("denounced", "Nội dung tố cáo", f"{LTC}, Điều 35; Mẫu 12"),
    Section("findings", "Kết quả xác minh", f"{LTC}, Điều 35.2.a"),
    Section("lawful", "Căn cứ pháp luật để xác định có hay không có vi phạm", f"{LTC}, Điều 35.2.b"),
    Section("judged", "Kết luận từng nội dung: đúng, đúng một phần hoặc sai", f"{LTC}, Điều 35.2.c", confidence=Confidence.TEXT),
    Section("duties", "Trách nhiệm của từng cơ quan, cá nhân", f"{LTC}, Điều 35.2.c"),
    Section("remedies", "Biện pháp xử lý và kiến nghị xử lý", f"{LTC}, Điều 35.2.d"),
    Section("proposals", "Kiến nghị sửa đổi chính sách, pháp luật", f"{LTC}, Điều 35.2.đ", required=False),
)  # fmt: skip
NUMBERED = tuple((s, f"{n}. {s.heading}") for n, s in enumerate(SECTIONS, 1))


def joined(said: Mapping[str, str]) -> str:
    """The text of the conclusion: each section under its numbered heading; an empty one says that there is none."""
    return "\n\n".join(f"{heading}\n{said.get(s.code, '').strip() or 'Không có.'}" for s, heading in NUMBERED)


def split(text: str) -> dict[str, str]:
    """The sections of such a text again, to write the next version from it; empty where it is not of this form."""
    headings = {heading: s.code for s, heading in NUMBERED}
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if (code := headings.get(line.strip())) and code not in found:
            lines = found.setdefault(code, [])
        else:
            lines.append(line)
    if len(found) < len(SECTIONS):
        return {}
    return {code: "\n".join(under).strip() for code, under in found.items()}


def lacking(said: Mapping[str, str]) -> str:
    """The code of the first section that the law asks for and is empty."""
    return next((s.code for s in SECTIONS if s.required and not said.get(s.code, "").strip()), "")
