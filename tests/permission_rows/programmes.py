"""Who may open which page of programmes."""

from dongthuan.deliver.programmes import actions
from tests.deliver.programmes.make import (
    content,
    export_file,
    make_plan,
    make_programme,
    make_row,
    make_signed,
    make_signed_plan,
)
from tests.factories import World

from . import CASES, EVERYONE, STAFF, Row

FOCAL = frozenset({"focal_officer"})
# The parties, their focal units and departments, and the steering viewers; the administrator of a focal unit is not one.
INSIDE = frozenset({"focal_officer", "leader", "department_officer", "steering_viewer"})
OUTSIDE = {role: 404 for role in ("citizen", "district_officer", "commune_officer", "administrator", *CASES)}


def draft(world: World) -> dict:
    return {"pk": make_programme(world).pk}


def signed(world: World) -> dict:
    return {"pk": make_signed(world).pk}


def clause(world: World) -> dict:
    programme = make_signed(world)
    return {"pk": programme.pk, "clause": content(programme)[0].clause_id}


def focus(world: World) -> dict:
    return signed(world) | {"year": 2022}


def plan(world: World) -> dict:
    made = make_plan(world)
    make_row(world, made)
    return {"pk": made.pk}


def row(world: World) -> dict:
    return {"pk": make_row(world, make_plan(world)).pk}


def brought(world: World) -> dict:
    made = make_plan(world)
    make_row(world, made)
    by = world.users["focal_officer"]
    return {"pk": actions.bring_file(made, upload=export_file(made), name="ke-hoach.xlsx", by=by).pk}


def numbered(world: World) -> dict:
    programme = make_programme(world)
    posts = {1: world.bdv.posts.get(rank="head"), 2: world.ubnd.posts.get(rank="head")}
    actions.number(programme, dated=programme.since, signers=posts, by=world.users["focal_officer"])
    return {"pk": programme.pk}


def numbered_plan(world: World) -> dict:
    made = make_plan(world)
    make_row(world, made)
    posts = {1: world.bdv.posts.get(rank="head")}
    actions.number_plan(made, dated=made.programme.since, signers=posts, by=world.users["focal_officer"])
    return {"pk": made.pk}


def amending(world: World) -> dict:
    programme = make_signed(world)
    actions.amend(programme, by=world.users["focal_officer"])
    return {"pk": programme.pk}


def row_of_a_signed_plan(world: World) -> dict:
    return {"pk": make_signed_plan(world).rows.get().pk}


ROWS = [
    Row("journeys:front", EVERYONE),
    Row("journeys:plan_tasks", FOCAL, row_of_a_signed_plan, exact=OUTSIDE),
    Row("journeys:next_programme", FOCAL, signed, exact=OUTSIDE),
    Row("programmes:public_list", EVERYONE),
    Row("programmes:public", EVERYONE, signed),
    Row("programmes:public", frozenset(), draft, refused=404, exact={"anonymous": 404}),
    Row("programmes:clause", EVERYONE, clause),
    Row("programmes:text", EVERYONE, signed),
    Row("programmes:list", STAFF | {"citizen"}),
    Row("programmes:new", FOCAL),
    Row("programmes:detail", INSIDE, draft, exact=OUTSIDE),
    Row("programmes:detail", STAFF | {"citizen"}, signed),  # who does not belong is led to the public page
    *(
        Row(f"programmes:{name}", FOCAL, made, exact=OUTSIDE)
        for name, made in [
            ("edit", draft), ("number", draft), ("withdraw", numbered), ("take_in", draft),
            ("drop_amendment", amending), ("focus", focus), ("plan_open", signed), ("row_add", plan),
            ("plan_import", plan), ("plan_number", plan), ("plan_withdraw", numbered_plan), ("plan_take_in", plan),
            ("import", brought), ("row_edit", row),
        ]
    ),
    *(
        Row(f"programmes:{name}", INSIDE, made, exact=OUTSIDE)
        for name, made in [("plan", plan), ("plan_export", plan), ("row", row)]
    ),
    *(
        Row(f"programmes:{name}", FOCAL, made, post={}, exact=OUTSIDE)
        for name, made in [("send", numbered), ("amend", signed), ("plan_send", numbered_plan)]
    ),
    Row("programmes:end", frozenset(), signed, post={}, exact=OUTSIDE),  # its window is not over yet
    Row("programmes:row_drop", FOCAL, row, post={"revision": "1"}, exact=OUTSIDE),
]  # fmt: skip
