"""C4: the year's theme and focus clauses, the annual plan with all its columns, out to Excel and back, signed."""

from pathlib import Path

from openpyxl import load_workbook

from .walk import Person, Walk
from .words import SHORT

THEME = "Đối thoại để hiểu dân, giải quyết để dân tin"
DIALOGUE = "Mỗi xã tổ chức hội nghị đối thoại giữa người đứng đầu với Nhân dân."
TARGET = "Mỗi xã ít nhất 2 hội nghị, có thông báo kết luận."
MODELS = "Rà soát, bổ sung mô hình “Dân vận khéo” của từng đơn vị."
RECEPTION = "Kiểm tra việc tiếp công dân định kỳ của người đứng đầu cấp huyện, cấp xã."
TIGHTENED = "Mỗi xã ít nhất 2 hội nghị; trả lời kiến nghị trong 15 ngày."


def plan(walk: Walk) -> None:
    """The focus is chosen, the rows are laid in the browser and in Excel, one party signs."""
    focal = walk.person("focal_officer")
    focal.go("programme").follow("Choose the focus")
    focal.fill(theme=THEME, clauses=["Thực hiện dân chủ ở cơ sở", "Thi đua"])
    focal.picture("10-focus")
    focal.press("Save").told("The focus of %(year)s is set.", year=2025).reads(THEME)
    focal.follow("Lay the plan of %(year)s", year=2025).press("Open the plan")
    focal.told("The plan is open. Add its rows, or bring them from Excel.").keep("plan")
    focal.reads(THEME)
    _rows(focal)
    _excel(walk, focal)
    _sign(walk, focal)


def _rows(focal: Person) -> None:
    """Every column of a row."""
    focal.follow("Add a row").fill(
        clause="II.2", content=DIALOGUE, target=TARGET, lead="Văn phòng UBND tỉnh",
        partners=["Sở Nội vụ", "Ủy ban MTTQ tỉnh"], starts="01/02/2025", ends="31/05/2025",
        product="Thông báo kết luận hội nghị", note="Báo cáo kèm biên bản.",
    )  # fmt: skip
    focal.picture("11-plan-row")
    focal.press("Save").told("Row %(key)s is in the plan.", key="2025-01").reads(DIALOGUE, TARGET, "01/02/2025")
    focal.follow("Add a row").fill(clause="II.4", content=MODELS, lead="Phòng Dân vận", ends="30/11/2025")
    focal.press("Save").told("Row %(key)s is in the plan.", key="2025-02")
    focal.follow(DIALOGUE).follow("Edit this row").fill(target=TIGHTENED)
    focal.press("Save").told("Row %(key)s is saved.", key="2025-01").reads(TIGHTENED)


def _excel(walk: Walk, focal: Person) -> None:
    """Out, edited by hand, back: looked at before anything changes; the same file again changes nothing."""
    edited = edit(focal.go("plan").download("Export to Excel"))
    focal.follow("Rows from Excel").fill(file=edited).press("Look at the file")
    focal.told("What the file would change").reads(RECEPTION, "Danh sách mô hình")
    focal.picture("12-import")
    focal.press("Take over into the plan").reads(RECEPTION, "Danh sách mô hình", "2025-03")
    focal.follow("Rows from Excel").fill(file=edited).press("Look at the file")
    focal.told("The file says what the plan says already; there is nothing to take over.")
    assert not focal.has("button", "Take over into the plan")


def edit(path: Path) -> Path:
    """What an officer does in Excel: fills a cell of one row and adds a row without a code."""
    book = load_workbook(path)
    sheet = book.active
    column = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        if sheet.cell(row, column["Nội dung"]).value == MODELS:
            sheet.cell(row, column["Sản phẩm"]).value = "Danh sách mô hình"
    fresh = {
        "Khoản": "II.3", "Nội dung": RECEPTION, "Chỉ tiêu": "100% đơn vị", "Chủ trì": "Ban Dân vận Tỉnh ủy",
        "Phối hợp": "Sở Nội vụ", "Từ ngày": "01/03/2025", "Đến ngày": "30/9/2025", "Sản phẩm": "Báo cáo kiểm tra",
    }  # fmt: skip
    line = sheet.max_row + 1
    for heading, value in fresh.items():
        sheet.cell(line, column[heading]).value = value
    book.save(edited := path.with_name("ke-hoach-da-sua.xlsx"))
    return edited


def _sign(walk: Walk, focal: Person) -> None:
    """One party may suffice: the other does not sign."""
    focal.go("plan").follow("Number the plan")
    focal.fill(signer_1="Trưởng ban, Ban Dân vận Tỉnh ủy", recipients="Các huyện, xã\nLưu Ban Dân vận")
    focal.press("Give it its number").reads("KH/BDVTU")
    focal.press("Freeze and send to be signed").told("The paper is frozen and waits for the signatures.")
    assert not focal.has("link", "Add a row")
    leader = walk.person("leader")
    leader.go("/desk/").follow("Read and sign", inside=leader.beside("KH/BDVTU", "Read and sign"))
    leader.press("Sign with the trial key").told("Signed for %(organisation)s.", organisation="Ban Dân vận Tỉnh ủy")
    focal.go("plan").told("Signed").reads(SHORT)
    focal.picture("13-plan")
    assert not focal.has("link", "Number the plan")
