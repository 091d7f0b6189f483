"""An Excel file of opinions: one row, one opinion. Columns by their headings, faults by their cell."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.texts.queries import Provision
from dongthuan.lib import sheets
from dongthuan.lib.sheets import Field

from .states import ASKED, STANCES

MAX_ROWS = 100_000
WHOLE = ("toan van", "toan bo", "ca du thao", "toan bo du thao")
FIELDS = (
    Field("clause", "Điều, khoản", False, "Điều 5", ("điều khoản", "mục", "nội dung góp ý về")),
    Field("stance", "Ý kiến chung", True, "Nhất trí", ("thái độ", "nhất trí hay không")),
    Field("words", "Nội dung góp ý", False, "Đề nghị làm rõ thời hạn.", ("ý kiến", "nội dung")),
    Field("wording", "Câu chữ đề nghị", False, "", ("đề nghị sửa thành",)),
    Field("name", "Họ và tên", False, "", ("người góp ý", "họ tên")),
    Field("contact", "Điện thoại hoặc thư điện tử", False, "", ("liên hệ", "điện thoại", "email")),
    Field("area", "Xã, phường", False, "", ("địa bàn", "xã", "nơi ở")),
    Field("behalf", "Thay mặt tổ chức", False, "", ("tổ chức", "cơ quan")),
    Field("day", "Ngày góp ý", False, "01/03/2026", ("ngày",)),
)
SAID = {sheets.fold(STANCES[k]): k for k, _label in ASKED} | {
    sheets.fold(w): k for w, k in {
        "đồng ý": "agree", "tán thành": "agree", "đồng ý, đề nghị sửa": "changes", "đề nghị sửa": "changes",
        "nhất trí có sửa": "changes", "sửa": "changes", "không đồng ý": "disagree", "phản đối": "disagree",
    }.items()
}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """One row that can be taken."""

    key: str  # the same row of the same or a later file has the same key
    clause: int | None
    stance: str
    words: str
    wording: str
    name: str
    contact: str
    area: int | None
    behalf: str
    day: date | None


Fault = tuple[str, str]  # cell, sentence


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of the first filled sheet; raises sheets.Unreadable."""
    sheets.check_package(data)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            rows = list(book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MAX_ROWS + 30))
            if any(cell != "" for row in rows for cell in row):
                break
        else:
            raise sheets.Unreadable("empty")
    except PasswordError:
        raise sheets.Unreadable("locked") from None
    except CalamineError as error:
        raise sheets.Unreadable("broken", str(error)) from None
    return [sheets.tidy(row, number) for number, row in enumerate(rows)]


class Places:
    """Clauses by what people write for them: "Điều 5", "khoản 2 Điều 5", "II.3", the heading."""

    def __init__(self, provisions: list[Provision]) -> None:
        self.known: dict[str, int] = {}
        for p in provisions:
            for name in (p.citation, p.heading, p.printed.rstrip(".)"), p.row.title):
                if name:
                    self.known.setdefault(sheets.fold(name), p.row.clause_id)

    def find(self, text: str) -> int | None:
        return self.known.get(sheets.fold(text).rstrip("."))


def read(cells: list[list[str]], places: Places, areas: dict[str, int]) -> Iterator[tuple[Read | None, list[Fault]]]:
    """Each filled row: what was read, or what is wrong with it, cell by cell. Raises Unreadable without the columns."""
    header = sheets.header_row(cells, FIELDS)
    columns = sheets.guess(cells[header], FIELDS)
    if missing := [f.label for f in FIELDS if f.required and f.key not in columns]:
        raise sheets.Unreadable("columns", ", ".join(missing))
    seen: Counter[str] = Counter()
    for number, values in sheets.records(cells, header, columns):
        row, faults = _row(values, places, areas)
        if faults or row is None:
            yield None, [(sheets.cell_name(number, columns.get(key, 0)), why) for key, why in faults]
            continue
        plain = json.dumps([sheets.fold(values.get(f.key, "")) for f in FIELDS], ensure_ascii=False)
        seen[plain] += 1
        key = hashlib.sha256(f"{plain}\n{seen[plain]}".encode()).hexdigest()
        yield Read(key=key, **row), []


def _row(values: dict[str, str], places: Places, areas: dict[str, int]) -> tuple[dict[str, Any] | None, list[Fault]]:
    get = {f.key: values.get(f.key, "").strip() for f in FIELDS}
    faults: list[Fault] = []
    stance = SAID.get(sheets.fold(get["stance"]).rstrip("."))
    if stance is None:
        wanted = "; ".join(STANCES[k] for k, _label in ASKED)
        faults.append(("stance", _("“%(said)s” is none of: %(wanted)s.") % {"said": get["stance"], "wanted": wanted}))
    about = "" if sheets.fold(get["clause"]) in WHOLE else get["clause"]
    clause = places.find(about) if about else None
    if about and clause is None:
        faults.append(("clause", _("The draft has no “%(name)s”.") % {"name": get["clause"]}))
    area = areas.get(sheets.fold(get["area"])) if get["area"] else None
    if get["area"] and area is None:
        faults.append(("area", _("No commune is called “%(name)s”.") % {"name": get["area"]}))
    day = sheets.day_of(get["day"]) if get["day"] else None
    if get["day"] and day is None:
        faults.append(("day", _("“%(day)s” is no day. Write it like 23/11/2026.") % {"day": get["day"]}))
    if stance == "changes" and not (get["words"] or get["wording"]):
        faults.append(("words", _("Write what should be changed.")))
    if faults:
        return None, faults
    kept = {k: get[k] for k in ("words", "wording", "name", "contact", "behalf")}
    return {"clause": clause, "stance": stance, "area": area, "day": day, **kept}, []
