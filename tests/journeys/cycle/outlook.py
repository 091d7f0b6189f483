"""C8: what stands on the desk, what a leader sees, what everyone sees and what nobody outside sees."""

from .signing import command
from .walk import Walk, words
from .work import LATER, OBSTACLE, PROPOSAL, SHORT_OF_PROOF, STOPPED, WORK
from .year import THEME, TIGHTENED

INTERNAL = (SHORT_OF_PROOF, OBSTACLE, PROPOSAL, LATER, STOPPED)


def desk(walk: Walk) -> None:
    """Ranked by due date, what is overdue on top, each with its next step; the list as Excel."""
    focal, department = walk.person("focal_officer"), walk.person("department_officer")
    focal.go("/desk/").reads("2030 - 2034").told("Go on drafting")
    department.go("/desk/").reads(WORK, OBSTACLE).follow("Overdue").reads(WORK)
    department.picture("24-desk")
    assert department.download("Excel").read_bytes().startswith(b"PK")


def overview(walk: Walk) -> None:
    """What is late, where, why; by organisation, clause and area; a bar leads to its tasks."""
    leader = walk.person("leader")
    leader.go("/desk/").page.get_by_role("link", name=words("Overview")).first.click()
    leader.look().reads("UBND xã Khánh Nhạc", OBSTACLE).told("Passed to %(who)s", who="Sở Nội vụ")
    leader.picture("25-overview")
    leader.follow("By clause").reads("Thực hiện dân chủ ở cơ sở")
    leader.follow("By area").reads("Xã Khánh Nhạc")
    assert leader.download("Excel").read_bytes().startswith(b"PK")
    leader.follow("By organisation").follow("UBND xã Khánh Nhạc").reads(WORK)
    walk.person("steering_viewer").go("/overview/").reads(OBSTACLE)
    walk.person("administrator").go("/overview/", status=403).lacks(OBSTACLE)
    walk.person("administrator").go("task", status=404)


def everyone(walk: Walk) -> None:
    """Clauses, signatures and how to check them, the year's focus, progress; not one internal remark."""
    anyone = walk.person("anonymous")
    anyone.go("/").reads(THEME, "Thực hiện dân chủ ở cơ sở").lacks(*INTERNAL).follow("See how far it is")
    anyone.reads(THEME, "Nguyễn Thị Bích Động", "Trần Văn Vân Long", "10 việc").lacks(*INTERNAL)
    anyone.picture("26-public")
    anyone.follow("Thực hiện dân chủ ở cơ sở").reads(WORK, TIGHTENED, THEME).lacks("Báo cáo kèm biên bản", *INTERNAL)
    anyone.go("public").follow("The paper, its files and how to check the signatures")
    anyone.told("All parties have signed.").reads("dongthuan check-signatures", "SHA-256").lacks(*INTERNAL)
    anyone.follow("Or let this site check a file you choose.").fill(file=walk.kept["signed"]).press("Check the file")
    anyone.told("Every signature is intact and leads to an authority trusted here.").reads("01-CTr/BDVTU-UBND")
    for closed in ("task", "report", "programme", "/overview/"):
        anyone.go(closed)
        assert "/account/login/" in anyone.page.url, anyone.page.url
    done = command(walk, "record", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


STEPS = [desk, overview, everyone]
