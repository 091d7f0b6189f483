"""C1–C3: the draft from Word, the views of the units, number, freezing and signatures."""

from openpyxl import load_workbook

from .papers import word_draft
from .walk import Walk, words

TITLE = "phối hợp thực hiện công tác dân vận giai đoạn 2025 - 2029"
SHORT = "Chương trình 2025 - 2029"
CORRECTION = "Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền và người đứng đầu các cấp về công tác dân vận."
WORDING = "Thực hiện dân chủ ở cơ sở; mỗi xã tổ chức ít nhất hai hội nghị đối thoại mỗi năm."
REASON = "Một hội nghị không đủ để Nhân dân các thôn cùng dự."


def draft(walk: Walk) -> None:
    """From a Word file to a draft, and one clause corrected in the browser."""
    focal = walk.person("focal_officer")
    focal.go("/programmes/work/").follow("New programme")
    focal.fill(
        kind="Chương trình", title=TITLE, short_title=SHORT, since="01/01/2025", until="31/12/2029",
        party_1="Ban Dân vận Tỉnh ủy", focal_1="Phòng Dân vận các cơ quan nhà nước",
        party_2="Ủy ban nhân dân tỉnh", focal_2="Văn phòng UBND tỉnh",
        bases="Quyết định số 23-QĐ/TW ngày 30/7/2021 của Bộ Chính trị\nQuy chế làm việc của Tỉnh ủy",
        word=word_draft(walk.folder / "du-thao.docx"),
    )  # fmt: skip
    focal.picture("02-new-programme")
    focal.press("Open the draft").told("The draft is open.")
    focal.keep("programme")
    focal.reads(
        "đ) Nắm tình hình Nhân dân", "IV. TỔ CHỨC THỰC HIỆN", "kế hoạch phối hợp mỗi năm, ký trước ngày 31 tháng 01"
    )
    focal.lacks("hằng năm, báo cáo")
    focal.follow("Edit the words")
    focal.picture("03-editor")
    focal.keep("editor")
    focal.follow("Change", inside=focal.beside("Nâng cao nhận thức"))
    focal.fill(text=CORRECTION).press("Save").told("The clause is saved.").reads(CORRECTION)
    focal.follow("Done: read the whole version").reads(CORRECTION)


def gather(walk: Walk) -> None:
    """The units answer, both focal officers decide, and the next version says what was accepted."""
    focal, state = walk.person("focal_officer"), walk.person("focal_state")
    focal.go("programme").follow("Ask the units for their views")
    focal.fill(
        note="Đề nghị góp ý từng mục, nhất là mục II.", due="20/01/2025",
        organisations=["Sở Nội vụ", "Ủy ban MTTQ tỉnh"],
        named=["UBND huyện Gia Viễn"],
    )  # fmt: skip
    focal.picture("04-ask-views")
    focal.press("Ask for views").told("The organisations were asked.")
    focal.keep("consultation")
    _answer(walk)
    focal.go("consultation").reads("2/3", "20/01/2025", "Ủy ban MTTQ tỉnh")
    walk.later("2025-01-21")
    focal.go("consultation").press("End the receiving of views").told("Views are no longer received.")
    focal.press("Note all agreements").told("The agreements were noted.")
    focal.follow("Propose wording", inside=focal.beside("UBND huyện Gia Viễn"))
    focal.follow("Decide").fill(code="TT-SUA", wording=WORDING, reason="Đúng với Luật Thực hiện dân chủ ở cơ sở.")
    focal.picture("06-decide")
    focal.press("Propose this decision").told("Proposed; waits for the other party.")
    state.go("/desk/").follow("Decide")
    state.follow("Propose wording", inside=state.beside("UBND huyện Gia Viễn"))
    state.press("Agree to this decision").told("Your party agrees.").told("%(o)s agrees", o="UBND tỉnh")
    state.lacks(words("Proposed; waits for the other party."))
    state.go("consultation").press("Note all agreements").told("The agreements were noted.")
    _next_version(walk)


def _answer(walk: Walk) -> None:
    """One unit agrees with the whole text, one proposes wording for a clause, with its reason."""
    department, district = walk.person("department_officer"), walk.person("district_officer")
    department.go("/desk/").follow("Answer").press("Agree with the whole text").told("The view was sent.")
    district.go("/desk/").follow("Answer")
    district.follow("Give a view", inside=district.beside("Thực hiện dân chủ ở cơ sở"))
    district.fill(stance=words("Propose wording"), wording=WORDING, reason="")
    district.fill(reason=REASON)
    district.picture("05-answer")
    district.press("Send the view").told("The view was sent.")
    walk.person("commune_officer").go("consultation", status=404)


def _next_version(walk: Walk) -> None:
    """What was accepted stands in the next version, says where it comes from, and compares."""
    focal, district = walk.person("focal_officer"), walk.person("district_officer")
    focal.go("consultation")
    table = focal.download("Excel")
    rows = [list(row) for row in load_workbook(table).active.iter_rows(values_only=True)]
    assert any(WORDING in str(row) and REASON in str(row) for row in rows), rows
    assert focal.download("Word").read_bytes().startswith(b"PK")
    focal.press("Close and make the next version").told("The consultation is closed.")
    focal.follow("What changed in the next version").reads("ít nhất một hội nghị", "ít nhất hai hội nghị")
    focal.picture("07-compare")
    focal.go("programme").reads(WORDING).follow("Version %(n)s", n=2)
    focal.page.get_by_role("link", name="Mục II.2").click()
    focal.look().told("These words come from").reads("UBND huyện Gia Viễn", "ít nhất một hội nghị")
    district.go("consultation").follow("Propose wording").reads("Đúng với Luật Thực hiện dân chủ ở cơ sở.")
