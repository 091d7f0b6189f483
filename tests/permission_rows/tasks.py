"""Tasks: given by the focal unit to the first commune; the doer reports, the issuer closes, who oversees reads."""

from dongthuan.deliver.tasks import actions
from dongthuan.foundation.things.kit import today
from tests.deliver.tasks.making import make_report, make_task
from tests.factories import World
from tests.permission_rows import NOBODY, OFFICERS, Row

DOER = {"commune_officer"}
ISSUER = {"focal_officer"}
READERS = DOER | ISSUER  # the reason in these rows is no programme, so that overseers do not read it
WORKING = OFFICERS - {"steering_viewer"}
MOVE = {"new": "31/12/2099", "reason": "Vì bão"}


def task(w: World) -> dict:
    return {"pk": make_task(w).pk}


def report(w: World) -> dict:
    return {"pk": make_report(w).pk}


def extension(w: World) -> dict:
    ask = actions.ask_extension(make_task(w, due=today()), new=today().replace(year=2099), reason="Bão",
                                by=w.users["commune_officer"])  # fmt: skip
    return {"pk": ask.pk}


def consent(w: World) -> dict:
    ask = actions.ask_stop(make_task(w), reason="Nhập xã", by=w.users["commune_officer"])
    return {"pk": ask.consents.get().pk}


def obstacle(w: World) -> dict:
    return {"pk": actions.add_obstacle(make_task(w), text="Dột", by=w.users["commune_officer"]).pk}


def hidden(name: str, who: set[str], make=task, **more) -> list[Row]:
    """Who cannot see the task learns nothing (404); who sees it and may not do this is told why (403)."""
    exact = {role: 403 for role in READERS - who}
    return [Row(f"tasks:{name}", who, make, refused=404, exact=exact, **more)]


ROWS = [
    Row("tasks:list", OFFICERS),
    Row("tasks:list", OFFICERS, query="?show=waiting&q=a"),
    Row("tasks:issue", frozenset(), refused=403, exact={role: 404 for role in WORKING}),  # because of nothing
    *hidden("detail", READERS),
    *hidden("start", DOER, post={}),
    *hidden("report", DOER),
    *hidden("report", DOER, post={"text": "Đã làm", "percent": "40"}),
    *hidden("move_due", ISSUER),
    *hidden("move_due", ISSUER, post=MOVE),
    *hidden("extension", DOER),
    *hidden("extension", DOER, post=MOVE),
    *hidden("stop", READERS),
    *hidden("stop", READERS, post={"reason": "Nhập xã"}),
    *hidden("obstacle", DOER),
    *hidden("hand_over", DOER),
    *hidden("return", DOER),
    *hidden("reassign", ISSUER),
    *hidden("answer", ISSUER, report),
    *hidden("answer", ISSUER, report, post={"answer": "yes"}),
    Row("tasks:answer_many", WORKING),
    Row("tasks:answer_many", NOBODY, post={"report": "0"}, exact={role: 422 for role in WORKING}),
    *hidden("answer_extension", ISSUER, extension),
    *hidden("consent", ISSUER, consent),
    *hidden("escalate", READERS, obstacle),
    *hidden("resolve", READERS, obstacle),
]
