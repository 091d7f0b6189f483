"""C5: one row becomes tasks of many organisations; reported, sent back, closed, moved, hindered, stopped; the digest."""

from pathlib import Path

from .papers import word_draft
from .signing import command
from .walk import Person, Walk, words
from .year import DIALOGUE, MODELS

WORK = DIALOGUE.rstrip(".")  # as the tasks are called
DUE = "31/05/2025"
SHORT_OF_PROOF = "Biên bản chưa có chữ ký của chủ trì, đề nghị gửi bản đã ký."
DONE = "Đã tổ chức 2 hội nghị đối thoại, 36 kiến nghị, trả lời 36."
OBSTACLE = "Nhà văn hóa huyện đang sửa, chưa có nơi họp."
PROPOSAL = "Cho mượn hội trường Sở Nội vụ."
LATER = "Dời sang tháng 6 vì trùng vụ thu hoạch lúa xuân."
STOPPED = "Xã chuẩn bị sáp nhập, nội dung chuyển sang xã mới."


def give(walk: Walk) -> None:
    """To all departments, districts and communes in one step; a second time gives nothing twice."""
    focal = walk.person("focal_officer")
    focal.go("plan").follow(DIALOGUE).told("Nobody has been given this work yet.").keep("row")
    for fresh in (9, 0):
        focal.go("row").follow("Give the work to organisations")
        focal.fill(levels=["Sở, ban, ngành", "Huyện", "Xã"]).press("See whom it reaches")
        if fresh:
            focal.told("It reaches %(n)s organisation", n=9).reads("UBND xã Khánh Nhạc", "UBND huyện Yên Khánh")
            focal.picture("14-give")
        focal.press("Give the task now")
    focal.told("%(n)s organisation was given the task", n=0).told("%(n)s had it already", n=9)
    focal.follow("Open them").reads("UBND xã Gia Vân", "UBND huyện Gia Viễn", "Sở Nội vụ", DUE)
    focal.keep("tasks")
    focal.go("plan").follow(MODELS).follow("Give the work to organisations")
    focal.fill(organisations=["UBND huyện Gia Viễn"]).press("See whom it reaches").press("Give the task now")


def report(walk: Walk) -> None:
    """On a phone without scripts: begun, reported, sent back with the reason, reported again, closed by the issuer."""
    commune, focal = walk.person("commune_officer", phone=True), walk.person("focal_officer")
    commune.go("/desk/").follow(WORK).reads(DUE, "Ban Dân vận Tỉnh ủy").keep("task")
    commune.open("More steps").press("Work has begun").told("Noted: work has begun.").reads("bắt đầu")
    commune.follow("Report").fill(text=DONE, percent="100").press("Send the report", status=422)
    commune.told("A final report needs evidence: a file, a link or a document number.").holds("text", DONE)
    commune.fill(number="12/BB-UBND").press("Send the report").told("The report was sent.")
    assert not commune.has("button", "Accept and close the task")

    focal.go("/desk/").follow("Read and close", inside=focal.beside("UBND xã Gia Vân", "Read and close")).reads(
        DONE, "12/BB-UBND"
    )
    focal.fill(reason=SHORT_OF_PROOF).press("Send back").told("The report was answered.").reads(SHORT_OF_PROOF)
    commune.go("/desk/").reads(SHORT_OF_PROOF).follow("Report", inside=commune.beside(SHORT_OF_PROOF, "Report"))
    minutes = word_draft(walk.folder / "bien-ban-da-ky.docx")
    commune.fill(text=DONE, percent="100", file=minutes)
    commune.press("Send the report").told("The report was sent.").reads("bien-ban-da-ky.docx")
    _close(focal, "UBND xã Gia Vân", picture="15-close").reads(words("Done on time")).keep("closed")
    focal.picture("16-task")
    evidence = focal.download("bien-ban-da-ky.docx")
    assert evidence.read_bytes() == minutes.read_bytes()
    commune.go("task").told("Done on time").lacks(words("More steps"))


def _close(focal: Person, who: str, *, picture: str = "") -> Person:
    """The issuer reads the report from the desk and closes the task."""
    focal.go("/desk/").follow("Read and close", inside=focal.beside(who, "Read and close"))
    if picture:
        focal.picture(picture)
    return focal.press("Accept and close the task").told("The report was answered.")


def dates(walk: Walk) -> None:
    """A later due date is asked for and granted; the issuer moves another; each has its reason, the first date stays."""
    district, focal = walk.person("district_officer"), walk.person("focal_officer")
    district.go("/desk/").follow(WORK).keep("of district")
    district.open("More steps").follow("Ask for a later due date").fill(new="30/06/2025", reason=LATER)
    district.press("Send the request").told("The request was sent.")
    focal.go("/desk/").follow("Answer the request").reads(LATER).fill(reason="Đúng là trùng vụ gặt.")
    focal.press("Agree to %(day)s", day="30/06/2025").told("The request was answered.")
    district.go("of district").told("moved once, first %(day)s", n=1, day=DUE).reads("30/06/2025", LATER)

    focal.go("tasks").follow(WORK, inside=focal.beside("UBND huyện Yên Khánh"))
    focal.open("More steps").follow("Move the due date").fill(new="15/06/2025").press("Move the date", status=422)
    focal.fill(reason="Chờ văn bản hướng dẫn của tỉnh.").press("Move the date").told("The due date was moved.")
    focal.told("moved once, first %(day)s", n=1, day=DUE).reads("Chờ văn bản hướng dẫn của tỉnh.")


def obstacle(walk: Walk) -> None:
    """What stands in the way is recorded, passed up, and stands on the desk of who can help."""
    district, department = walk.person("district_officer"), walk.person("department_officer")
    district.go("of district").open("More steps").follow("Record an obstacle")
    district.fill(text=OBSTACLE, proposal=PROPOSAL).press("Record it").told("The obstacle was recorded.")
    district.follow("Pass it up").fill(to="Sở Nội vụ").press("Pass up").told("The obstacle was passed up.")
    district.told("Passed to %(who)s", who="Sở Nội vụ")
    department.go("/desk/").reads(OBSTACLE)
    assert department.has("link", "Resolve")
    department.follow(WORK, inside=department.beside(words("Report"))).keep("of department")
    department.open("More steps").follow("Record an obstacle").fill(text="Thiếu biểu mẫu.").press("Record it")
    department.follow("Resolved").fill(answer="Đã có mẫu chung.").press("Resolved").told("The obstacle is resolved.")


def stop(walk: Walk) -> None:
    """Asked for with a reason; it stops when every party has agreed, not before."""
    focal, state = walk.person("focal_officer"), walk.person("focal_state")
    focal.go("tasks").follow(WORK, inside=focal.beside("UBND xã Khánh Thiện")).keep("stopping")
    focal.open("More steps").follow("Ask to stop it").fill(reason=STOPPED)
    focal.press("Send to the parties").told("The parties were asked.").follow("agree or refuse")
    focal.press("Agree to stop").told("The answer was noted.").told("Stopping is asked for").told("agrees")
    state.go("/desk/").reads(STOPPED).follow("Agree or refuse").press("Agree to stop").told("The answer was noted.")
    focal.go("stopping").told("Stopped on").reads(STOPPED).lacks(words("More steps"))


def reminded(walk: Walk) -> None:
    """Seven days before the due date the morning's job tells each doer, once, however often it runs."""
    walk.later("2025-05-24")
    for _again in range(2):
        morning(walk)
    commune = walk.person("commune_officer_2")
    told = f"Còn 7 ngày đến hạn: {WORK}"
    commune.go("/notices/").reads(told)
    assert commune.main().count(told) == 1, commune.main()
    commune.picture("17-notices")
    commune.follow("24/05/2025").reads(told).told("Kept in the application; no e-mail was sent.")
    commune.go("/notices/").press("Mark all as read").told("All notices are marked as read.").told("Nothing new.")
    walk.person("commune_officer").go("/notices/").lacks(told)


def morning(walk: Walk) -> None:
    """What the worker does at 07:30."""
    for line in (["manage", "procrastinate", "defer", "notify.daily"], ["worker", "--one-shot"]):
        done = command(walk, *line)
        assert done.returncode == 0, done.stderr


def late(walk: Walk) -> None:
    """After the due date: one reports late, some are overdue, which the list and its Excel file say."""
    walk.later("2025-06-10")
    commune, focal = walk.person("commune_officer_2"), walk.person("focal_officer")
    commune.go("/desk/").follow("Report").fill(text=DONE, percent="100", url="https://giahoa.example/doi-thoai")
    commune.press("Send the report").told("The report was sent.")
    _close(focal, "UBND xã Gia Hòa").told("Done late")
    focal.go("/tasks/").follow("Overdue").reads("UBND xã Khánh Nhạc", "Sở Nội vụ").lacks("UBND xã Gia Vân")
    assert focal.download("Excel").read_bytes().startswith(b"PK")


STEPS = [give, report, dates, obstacle, stop, reminded, late]


def scan(folder: Path, name: str, source: Path) -> Path:
    """A paper as it lies scanned in the archive."""
    path = folder / name
    path.write_bytes(source.read_bytes())
    return path
