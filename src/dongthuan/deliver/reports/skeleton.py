"""The drafted skeleton of a report (outline: practice note 1.5). Sentences with figures; a person writes over them."""

from dataclasses import dataclass

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.tasks.models import Obstacle

from .models import Report
from .states import Kind

DIRECTIONS = "Tiếp tục thực hiện [[dang_lam]] việc đang làm và [[qua_han]] việc quá hạn."
NAMES = {
    Kind.SIX_MONTH: "kết quả công tác phối hợp 6 tháng đầu năm {year}",
    Kind.ANNUAL: "kết quả công tác phối hợp năm {year}",
    Kind.MID_TERM: "sơ kết giữa kỳ {programme}",
    Kind.END_TERM: "tổng kết {programme}",
}


def title_of(report: Report) -> str:
    name = report.programme.short_title or report.programme.title
    return NAMES[Kind(report.kind)].format(year=report.until.year, programme=name[:1].lower() + name[1:])


@dataclass(frozen=True)
class Part:
    key: str
    level: int
    number: str
    title: str
    skeleton: str = ""


def parts(report: Report) -> list[Part]:
    """Sections in order: context, results by clause, assessment, directions, proposals."""
    found = [
        Part("boi_canh", 1, "I", "BỐI CẢNH, CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", context(report)),
        Part("ket_qua", 1, "II", "KẾT QUẢ THEO TỪNG NỘI DUNG PHỐI HỢP", results(report)),
    ]
    content = programmes.content_clauses(report.programme.in_force_version)
    for n, reading in enumerate(content, 1):
        words = (reading.row.title or reading.row.text).strip().rstrip(".;:")
        found.append(Part(f"nd{reading.clause_id}", 2, f"{n}", words, about_clause(reading.code)))
    found += [
        Part("danh_gia", 1, "III", "ĐÁNH GIÁ"),
        Part(
            "uu_diem",
            2,
            "1",
            "Ưu điểm",
            "Trong [[hoan_thanh]] việc hoàn thành, [[dung_han]] việc đúng hạn ([[ty_le_dung_han]]%).",
        ),
        Part("han_che", 2, "2", "Hạn chế", "[[tre]] việc hoàn thành trễ, [[qua_han]] việc còn quá hạn."),
        Part("nguyen_nhan", 2, "3", "Nguyên nhân", obstacles(report)),
        Part("bai_hoc", 2, "4", "Bài học kinh nghiệm"),
        Part("phuong_huong", 1, "IV", "PHƯƠNG HƯỚNG, NHIỆM VỤ", DIRECTIONS),
        Part("kien_nghi", 1, "V", "KIẾN NGHỊ", proposals(report)),
    ]
    return found


def context(report: Report) -> str:
    focuses = report.programme.focuses.filter(year__range=(report.since.year, report.until.year)).order_by("year")
    themes = "; ".join(f"năm {f.year}: “{f.theme}”" for f in focuses)
    theme = f" Chủ đề: {themes}." if themes else ""
    return (
        f"Thực hiện {report.programme.short_title}, trong kỳ đã giao [[giao]] việc cho các cơ quan, địa phương.{theme}"
    )


def results(report: Report) -> str:
    return (
        f"Tính đến ngày {report.as_of or report.until:%d/%m/%Y}: hoàn thành [[hoan_thanh]]/[[giao]] việc ([[ty_le_hoan_thanh]]%), "
        "trong đó đúng hạn [[dung_han]], trong gia hạn [[gia_han]], trễ [[tre]]; đang làm [[dang_lam]]; quá hạn [[qua_han]]; "
        "dừng [[dung]]. Số liệu theo nội dung, cơ quan và địa bàn ở Phụ lục."
    )


def about_clause(code: str) -> str:
    return (
        f"Đã giao [[giao:{code}]] việc; hoàn thành [[hoan_thanh:{code}]] (đúng hạn [[dung_han:{code}]], trong gia hạn "
        f"[[gia_han:{code}]], trễ [[tre:{code}]]); quá hạn [[qua_han:{code}]]; có [[minh_chung:{code}]] minh chứng."
    )


def _obstacles(report: Report) -> list[Obstacle]:
    within = Obstacle.objects.filter(
        task__thing__in=report.rows.values("task"), raised_on__range=(report.since, report.as_of or report.until)
    )
    return list(within.select_related("task__organisation").order_by("raised_on", "pk")[:12])


def obstacles(report: Report) -> str:
    """The obstacles that were recorded, in the doers' own words."""
    lines = [f"- {o.task.organisation.short_name}: {o.text}" for o in _obstacles(report)]
    return "\n".join(["Trong kỳ ghi nhận [[vuong_mac]] khó khăn, vướng mắc.", *lines])


def proposals(report: Report) -> str:
    lines = [f"- {o.task.organisation.short_name}: {o.proposal}" for o in _obstacles(report) if o.proposal]
    return "\n".join(lines)
