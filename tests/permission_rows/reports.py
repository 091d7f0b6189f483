"""Reports and conferences: the parties' focal officers write, insiders read, who works reads what is signed."""

from dongthuan.deliver.reports import actions
from tests.deliver.reports.making import make_conference, make_report, make_signed_programme
from tests.factories import World
from tests.permission_rows import CASES, OFFICERS, Row

WRITERS = {"focal_officer"}
INSIDERS = {"focal_officer", "leader", "department_officer", "steering_viewer"}
WORKING = OFFICERS


def programme(w: World) -> dict:
    return {"programme": make_signed_programme(w).pk}


def report(w: World) -> dict:
    return {"id": make_report(w).pk}


def frozen(w: World) -> dict:
    return {"id": actions.freeze(make_report(w), by=w.users["focal_officer"]).pk}


def section(w: World) -> dict:
    return {"id": make_report(w).sections.first().pk}


def declared(w: World) -> dict:
    made = actions.declare(make_report(w), label="Mô hình", value=3, source="BC 01", by=w.users["focal_officer"])
    return {"id": made.pk}


def conference(w: World) -> dict:
    return {"id": make_conference(w).pk}


def seen(name: str, make, **more) -> Row:
    return Row(f"reports:{name}", INSIDERS, make, refused=404, **more)


def written(name: str, make, post=None) -> Row:
    """Who does not see it learns nothing (404); insiders who may not write are told why (403)."""
    exact = {role: 403 for role in INSIDERS - WRITERS}
    return Row(f"reports:{name}", WRITERS, make, post=post, refused=404, exact=exact)


ROWS = [
    Row("reports:list", WORKING | CASES | {"citizen", "administrator"}),
    Row("reports:conferences", WORKING | CASES | {"citizen", "administrator"}),
    written("open", programme),
    written("conference_new", programme),
    seen("detail", report),
    seen("rows", report),
    seen("changes", report),
    seen("table", report, rest={"by": "clauses"}),
    seen("draft", report, rest={"form": "docx"}),
    seen("conference", conference),
    seen("conference_paper", conference, rest={"what": "dai-bieu"}),
    written("compute", report, {}),
    written("freeze", report),
    written("take_in", report),
    written("unfreeze", frozen),
    written("declare", report),
    written("remove_declared", declared, {}),
    written("section", section),
    written("conference_edit", conference),
    written("invite", conference),
    written("present", conference, {}),
    written("minutes", conference),
]
