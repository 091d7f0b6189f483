"""Open data: how many petitions came in, by field and kind, without a person, a body's small number or a way back to one."""

import csv
import json
from io import StringIO
from typing import Any

from dongthuan.lib.suppression import Published, publish

from ..kinds import Field
from .periods import Asked

LEAST = 5  # the usual least of statistical offices; no Vietnamese text that was read names a number
KINDS = {"kn": "khiếu nại", "tc": "tố cáo", "kp": "kiến nghị, phản ánh", "": "chưa phân loại"}
FIELDS = {
    "policy": "chế độ, chính sách", "land": "đất đai, nhà cửa", "officials": "công chức, công vụ", "corruption": "tham nhũng",
    "judicial": "tư pháp", "party": "Đảng, đoàn thể", "other": "khác", "": "chưa ghi lĩnh vực",
}  # fmt: skip
JOINED, ALL, HIDDEN = "gộp nhóm ít đơn", "tổng", "không công bố"
HEAD = ("ky", "tu_ngay", "den_ngay", "linh_vuc", "loai_don", "so_don", "ghi_chu")


def table(asked: Asked) -> Published | None:
    """Petitions that came in within the period, small cells protected; None when there are too few to tell anything."""
    counts = {(FIELDS[f], KINDS[k]): 0 for f in ("", *Field.values) for k in KINDS}
    for line in asked.lines:
        if not line.before:
            counts[FIELDS[line.field], KINDS[line.group]] += 1
    return publish(counts, least=LEAST, joined=JOINED)


def rows(asked: Asked) -> list[tuple[str, ...]]:
    found = table(asked)
    start = (asked.words, asked.period.first.isoformat(), asked.period.last.isoformat())
    if found is None:
        return [(*start, ALL, ALL, "", HIDDEN)]
    made = [(r, c, found.cells[r, c]) for r in found.rows for c in found.columns]
    made += [(r, ALL, n) for r, n in found.row_totals.items()] + [(ALL, c, n) for c, n in found.column_totals.items()]
    made.append((ALL, ALL, found.total))
    return [(*start, str(r), str(c), "" if n is None else str(n), HIDDEN if n is None else "") for r, c, n in made]


def as_csv(asked: Asked) -> bytes:
    """UTF-8 with the mark by which Excel reads it as such."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(rows(asked))
    return ("\ufeff" + out.getvalue()).encode()


def description(asked: Asked) -> bytes:
    """What the file is, field by field (Frictionless Data Package)."""
    text = {
        "ky": "kỳ báo cáo", "tu_ngay": "ngày đầu kỳ", "den_ngay": "ngày cuối kỳ", "linh_vuc": "lĩnh vực của đơn",
        "loai_don": "loại đơn theo phân loại của cơ quan", "so_don": "số đơn tiếp nhận trong kỳ; để trống khi không công bố",
        "ghi_chu": f"“{HIDDEN}”: số bị ẩn để không nhận ra người gửi",
    }  # fmt: skip
    types: dict[str, str] = {"tu_ngay": "date", "den_ngay": "date", "so_don": "integer"}
    fields: list[dict[str, Any]] = [{"name": n, "type": types.get(n, "string"), "description": text[n]} for n in HEAD]
    package = {
        "name": "don-thu", "title": "Đơn tiếp nhận theo lĩnh vực và loại",
        "description": (
            f"Số đơn tiếp nhận, {asked.words}, {asked.days}. Không có dữ liệu về người. Nhóm có dưới {LEAST} đơn được gộp; ô có "
            f"từ 1 đến {LEAST - 1} đơn bị ẩn, cùng các ô khác sao cho không thể tính ngược. Phân loại theo {asked.basis}."
        ),
        "resources": [{
            "name": "don-thu", "path": "don-thu.csv", "format": "csv", "encoding": "utf-8",
            "schema": {"fields": fields, "missingValues": [""]},
        }],
    }  # fmt: skip
    return json.dumps(package, ensure_ascii=False, indent=2).encode()
