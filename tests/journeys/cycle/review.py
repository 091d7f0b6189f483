"""C6 and C7: the year's report with its figures, its signature and its conference; the next programme."""

import json

from openpyxl import load_workbook

from .signing import checked, command
from .walk import Person, Walk, words
from .work import OBSTACLE, PROPOSAL, WORK, scan
from .year import THEME

# of ten tasks given: one on time, one late, one stopped; the others are overdue by now
FIGURES = {
    "Đã giao": "10",
    "Đúng hạn": "1",
    "Trong gia hạn": "0",
    "Trễ": "1",
    "Đang làm": "0",
    "Quá hạn": "7",
    "Dừng": "1",
}
LESSON = "Nơi nào người đứng đầu trực tiếp đối thoại, nơi đó kiến nghị được trả lời nhanh."
OWN_LESSON = "Giao việc kèm chỉ tiêu đo được ngay từ đầu năm."
SOURCE = "Báo cáo số 45-BC/BDVTU ngày 10/12/2025 của Ban Dân vận Tỉnh ủy"
MEETING = "Hội nghị tổng kết công tác phối hợp năm 2025"
PAPERS = ["Agenda (Word)", "List of delegates (Word)", "Minutes (Word)"]


def report(walk: Walk) -> None:
    """Opened with a skeleton; every computed figure opens its rows; a declared one names its paper; words are written."""
    walk.later("2025-12-16")
    focal = walk.person("focal_officer")
    focal.go("programme").follow("Open a report")
    focal.fill(kind=words("Annual report"), year="2025", issuer="Ban Dân vận Tỉnh ủy").press("Open the report")
    focal.told("The report was opened: its figures are computed, its skeleton is drafted.").keep("report")
    focal.reads(THEME, "trong kỳ đã giao 10", OBSTACLE, PROPOSAL)
    for label, value in FIGURES.items():
        assert focal.page.locator(".stats a", has_text=label).first.locator(".big").inner_text() == value, label
    _rows(focal)
    focal.follow("Declare a figure").fill(
        label="Mô hình “Dân vận khéo”", value="1.052", unit="mô hình", nature="lũy kế", as_of="30/11/2025", source=SOURCE,
        file=scan(walk.folder, "bao-cao-45.pdf", next(walk.folder.glob("*.pdf"))),
    )  # fmt: skip
    focal.picture("19-declare")
    focal.press("Declare the figure").told("The figure was declared.").reads("1.052 mô hình", SOURCE)
    _write(focal)


def _rows(focal: Person) -> None:
    """What a click on a number opens; and the file of it."""
    focal.follow("Trễ").reads("Trễ: 1", "UBND xã Gia Hòa").lacks("UBND xã Gia Vân")
    focal.go("report").follow("Quá hạn").reads("Quá hạn: 7", "UBND xã Khánh Nhạc")
    focal.picture("18-figure")
    rows = load_workbook(focal.download("Excel")).active.max_row
    assert rows >= 8, rows
    focal.follow("UBND xã Khánh Nhạc").told("Given by")
    focal.go("report")


def _write(focal: Person) -> None:
    """Words around the numbers; a token that names no figure is refused and what was typed is kept."""
    focal.go("report").follow("Write", inside=focal.beside("Bài học kinh nghiệm", "Write"))
    focal.fill(text=f"- {LESSON} [[khong_co]]").press("Save", status=422).reads("[[khong_co]]")
    focal.fill(text=f"- {LESSON}").press("Save").told("The section was saved.").reads(LESSON)
    focal.follow("Write", inside=focal.beside("Ưu điểm", "Write"))
    focal.fill(text="Đến nay [[dung_han]] việc đúng hạn trên [[giao]] việc đã giao.")
    focal.picture("20-write")
    focal.press("Save").reads("Đến nay 1", "việc đúng hạn trên 10")
    focal.press("Compute anew").told("The figures were computed anew.")


def freeze(walk: Walk) -> None:
    """Word and PDF, the number, the signature; the command computes anew and agrees."""
    focal, leader = walk.person("focal_officer"), walk.person("leader")
    focal.go("report")
    assert focal.download("Word").read_bytes().startswith(b"PK")
    assert focal.download("PDF").read_bytes().startswith(b"%PDF")
    focal.follow("Freeze and number").press("Freeze and number")
    focal.told("The report is frozen and numbered. Now it is to be signed.").lacks(words("Compute anew"))
    focal.picture("21-report")
    leader.go("/desk/").follow("Read and sign", inside=leader.beside("BC/BDVTU", "Read and sign"))
    leader.press("Sign with the trial key").told("Signed for %(organisation)s.", organisation="Ban Dân vận Tỉnh ủy")
    focal.go("report").told("Signed").follow("The signed paper").reads("BC/BDVTU")
    pdf = focal.download("PDF with its signatures")
    assert checked(walk, pdf, walk.folder / "trust")[0] == 0
    done = command(walk, "report", "verify", "--json")
    answer = json.loads(done.stdout)
    assert [(r["rows"], r["intact"], r["changed_since"]) for r in answer] == [(10, True, [])], answer
    assert done.returncode == 0, done.stderr
    focal.go("report").follow("What changed since").told("Nothing: the same query gives the same rows.")


def conference(walk: Walk) -> None:
    """Agenda, delegates, who came, minutes; each as a Word file."""
    focal = walk.person("focal_officer")
    focal.go("programme").follow("Call a conference").fill(
        title=MEETING, day="22/12/2025", place="Hội trường Tỉnh ủy", report="kết quả công tác phối hợp năm 2025",
        agenda="8 giờ: khai mạc, Trưởng ban\n8 giờ 15: báo cáo tổng kết, Văn phòng\n10 giờ: kết luận",
    )  # fmt: skip
    focal.press("Save").told("The conference was called.").keep("conference")
    for organisation, name in (("Sở Nội vụ", "Đỗ Thị Thung Nham"), ("UBND xã Gia Vân", "")):
        focal.follow("Invite a delegate").fill(organisation=organisation, title="Đại diện lãnh đạo", name=name)
        focal.press("Invite").told("The delegate is on the list.")
    walk.later("2025-12-22")
    focal.go("conference").fill(present="UBND xã Gia Vân").press("Note who came").told("Who came was noted.")
    focal.follow("Write the minutes")
    focal.fill(minutes=f"{focal.page.locator('[name=minutes]').input_value()}\nHội nghị thống nhất: {OWN_LESSON}")
    focal.press("Save").told("The minutes were saved.").reads(OWN_LESSON)
    focal.picture("22-conference")
    for label in PAPERS:
        assert focal.download(label).read_bytes().startswith(b"PK"), label


def next_programme(walk: Walk) -> None:
    """Unfinished clauses, lessons and open tasks are carried over, each with the way back."""
    focal = walk.person("focal_officer")
    focal.go("programme").follow("Prepare the next programme")
    focal.holds("short_title", "Chương trình 2030 - 2034").reads(LESSON.rstrip("."))
    focal.fill(own_lessons=OWN_LESSON, tasks="UBND xã Khánh Nhạc")
    focal.picture("23-next", at="#id_clauses")
    focal.press("Open the draft").told("The next programme is open; what was chosen stands in its draft.").keep("next")
    focal.reads("Tiếp công dân, đối thoại, giải quyết khiếu nại", LESSON, OWN_LESSON, "UBND xã Khánh Nhạc")
    seeds = focal.page.locator("section", has=focal.page.locator("#seeds")).locator("a")
    ways = [(a.inner_text(), a.get_attribute("href")) for a in seeds.all()]
    assert len(ways) >= 5, ways
    for said, address in ways:
        focal.go(address)
        assert said.split(",")[0][:40] in focal.main(), (said, address)
    assert any(WORK in said for said, _address in ways), ways
    focal.go("next").reads("đ) Nắm tình hình Nhân dân", "2025 - 2029")
    focal.go("programme").follow("kết quả công tác phối hợp năm 2025", inside=focal.beside(LESSON)).told("Signed")


STEPS = [report, freeze, conference, next_programme]
