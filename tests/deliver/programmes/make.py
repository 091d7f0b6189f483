"""Programmes for tests, made through the same actions a person uses."""

from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from dongthuan.deliver.programmes import actions, queries, workbook
from dongthuan.deliver.programmes.models import AnnualPlan, PlanRow, Programme
from dongthuan.deliver.programmes.queries import Reading
from tests.factories import World

WORDS = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của cấp ủy, chính quyền.
II. NỘI DUNG PHỐI HỢP
1. Quán triệt chủ trương, chỉ thị về dân vận.
2. Thực hiện dân chủ ở cơ sở.
3. Tiếp công dân, đối thoại với Nhân dân.
V. TỔ CHỨC THỰC HIỆN
1. Kế hoạch năm ban hành trước ngày 31 tháng 01.
"""
SIGNED_ON = date(2021, 4, 2)


def scan() -> bytes:
    """A one-page PDF, as a scanner would give."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()


def facts(world: World, **other: Any) -> dict[str, Any]:
    return {
        "kind": "chuong_trinh",
        "title": "phối hợp thực hiện công tác dân vận giai đoạn 2021 - 2026",
        "short_title": "Chương trình 2021-2026",
        "since": SIGNED_ON,
        "until": date(2026, 12, 31),
        "parties": [
            {"organisation": world.bdv, "focal_org": world.phong, "leads": True},
            {"organisation": world.ubnd, "focal_org": world.vp, "leads": False},
        ],
        "bases": ["Quyết định số 290-QĐ/TW ngày 25/02/2010", "Kết quả Quy chế phối hợp 2015 - 2020"],
        "words": WORDS,
    } | other  # fmt: skip


def make_programme(world: World, **other: Any) -> Programme:
    """A draft."""
    return actions.create(by=world.users["focal_officer"], **facts(world, **other))


def make_signed(world: World, *, number: int = 1, **other: Any) -> Programme:
    """A programme in force, taken in as signed on paper."""
    programme = make_programme(world, **other)
    return actions.take_in_signed_on_paper(
        programme, number=number, dated=programme.since, scan=scan(), scan_name="ban-ky.pdf",
        signers={1: ("Vũ Thị Hòa", "Trưởng ban"), 2: ("Đặng Văn Hải", "Chủ tịch")}, by=world.users["focal_officer"],
    )  # fmt: skip


def content(programme: Programme) -> list[Reading]:
    return queries.content_clauses(programme.in_force_version)


def make_plan(world: World, programme: Programme | None = None, year: int = 2022) -> AnnualPlan:
    return actions.open_plan(programme or make_signed(world), year=year, by=world.users["focal_officer"])


def make_row(world: World, plan: AnnualPlan, text: str = "Kiểm tra dân chủ ở cơ sở", **other: Any) -> PlanRow:
    values = {
        "clause": content(plan.programme)[1].row.clause, "content": text, "target": "6 xã, 4 cơ quan",
        "lead": world.bdv, "partners": [world.snv], "starts": date(plan.year, 4, 1), "ends": date(plan.year, 9, 30),
        "product": "Thông báo kết luận", "note": "",
    } | other  # fmt: skip
    return actions.add_row(plan, by=world.users["focal_officer"], **values)


def make_signed_plan(world: World, programme: Programme | None = None, year: int = 2022, rows: int = 1) -> AnnualPlan:
    plan = make_plan(world, programme, year)
    for n in range(rows):
        make_row(world, plan, f"Việc thứ {n + 1} của năm {year}")
    return actions.take_in_plan_signed_on_paper(
        plan, number=15, dated=date(year, 1, 20), scan=scan(), scan_name="ke-hoach.pdf",
        signers={2: ("Đặng Văn Hải", "Chủ tịch")}, by=world.users["focal_state"],
    )  # fmt: skip


def export_file(plan: AnnualPlan) -> bytes:
    return workbook.write("Kế hoạch", queries.file_rows(plan))
