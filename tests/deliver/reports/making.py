"""A signed programme with work on it, its reports and conferences."""

from datetime import date, timedelta

from dongthuan.deliver.programmes import actions as programmes
from dongthuan.deliver.programmes.models import Programme
from dongthuan.deliver.reports import actions
from dongthuan.deliver.reports.models import Conference, Report
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.things.kit import at_day
from tests.deliver.programmes.make import make_signed, make_signed_plan, scan
from tests.factories import World

GIVEN, DUE, LATE, LAST = date(2022, 4, 5), date(2022, 9, 30), date(2022, 10, 5), date(2022, 12, 31)


def make_signed_programme(world: World) -> Programme:
    return make_signed(world)


def give(world: World, programme: Programme, organisations: list[Organisation] | None = None) -> list[Task]:
    """Work of one plan row, given on 5 April and due on 30 September 2022."""
    row = make_signed_plan(world, programme).rows.first()
    with at_day(GIVEN):
        return tasks.issue(
            because=row.thing, organisations=organisations or world.communes, title="Kiểm tra", due=DUE, issuer=world.bdv,
            by=fresh(world, "focal_officer"),
        )  # fmt: skip


def finish(world: World, task: Task, *, on: date, doer: str = "commune_officer") -> None:
    """Reported in full on the day, accepted two days later."""
    with at_day(on):
        proof = [tasks.Proof(title="Biên bản", number="12/BB")]
        sent = tasks.report_progress(task, text="Xong", percent=100, evidences=proof, by=fresh(world, doer))
    with at_day(on + timedelta(days=2)):
        tasks.accept(sent, by=fresh(world, "focal_officer"))


def fresh(world: World, name: str):
    """The account without what it may act as on another day."""
    world.users[name].__dict__.pop("acting", None)
    return world.users[name]


def make_report(world: World, programme: Programme | None = None, kind: str = "annual") -> Report:
    with at_day(LAST):
        made = actions.open(
            programme or make_signed(world), kind=kind, year=2022, issuer=world.bdv, by=fresh(world, "focal_officer")
        )
    fresh(world, "focal_officer")
    return made


def make_conference(world: World) -> Conference:
    return actions.call_conference(
        make_signed(world), title="Hội nghị tổng kết", day=date(2022, 12, 20), place="Ninh Bình",
        agenda="8 giờ: khai mạc\n9 giờ: thảo luận", by=fresh(world, "focal_officer"),
    )  # fmt: skip


def worked(world: World) -> Report:
    """Four tasks: one on time, one late, two overdue at the year's end."""
    programme = make_signed_programme(world)
    given = give(world, programme)
    finish(world, given[0], on=DUE)
    finish(world, given[1], on=LATE, doer="commune_officer_2")
    return make_report(world, programme)


def amend(world: World, programme: Programme, *, on: date, number: int = 2) -> Programme:
    """An amendment signed on paper on the day: a new content clause II.1, so that II.1–3 become II.2–4."""
    by = fresh(world, "focal_officer")
    version = programmes.amend(programme, by=by)
    head = next(c for c in version.clauses.all() if c.title.startswith("NỘI DUNG PHỐI HỢP"))
    texts.add_clause(version, kind="so", title="", text="Thực hiện chuyển đổi số.", inside=head, by=by)
    return programmes.take_in_signed_on_paper(
        programme, number=number, dated=on, scan=scan(), scan_name="sua-doi.pdf", by=by,
        signers={1: ("Vũ Thị Hòa", "Trưởng ban"), 2: ("Đặng Văn Hải", "Chủ tịch")},
    )  # fmt: skip
