"""Tasks for tests, given through the same action people use."""

from datetime import date, timedelta
from typing import Any

from dongthuan.deliver.tasks import actions
from dongthuan.deliver.tasks.models import Progress, Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.foundation.things.models import Thing
from tests.factories import World

LINK = actions.Proof(title="Biên bản", url="https://ninhbinh.gov.vn/bien-ban")


def because(world: World) -> Thing:
    """Something to give tasks because of; an organisation is a thing that every test has."""
    return world.bdv.thing


def make_tasks(world: World, organisations: list[Organisation] | None = None, **fields: Any) -> list[Task]:
    values: dict[str, Any] = {
        "because": because(world), "organisations": organisations or [world.communes[0]],
        "title": "Tổ chức hai hội nghị đối thoại", "target": "2 hội nghị", "product": "Biên bản",
        "due": today() + timedelta(days=30), "issuer": world.phong, "by": world.users["focal_officer"],
    }  # fmt: skip
    return actions.issue(**values | fields)


def make_task(world: World, organisation: Organisation | None = None, **fields: Any) -> Task:
    return make_tasks(world, [organisation or world.communes[0]], **fields)[0]


def make_report(world: World, task: Task | None = None, percent: int = 100, by: str = "commune_officer") -> Progress:
    return actions.report_progress(
        task or make_task(world), text="Đã tổ chức, có biên bản", percent=percent, by=world.users[by], evidences=[LINK]
    )


def at(settings: Any, day: date) -> None:
    settings.AS_OF = day
