"""Requests about services: the body whose service it is works on them, its leader publishes; everybody reads what is released."""

from dongthuan.listen.service_requests import actions
from tests.factories import World
from tests.listen.service_requests.making import load_rule_set, make_key, make_service, read, send

from . import EVERYONE, NOBODY, Row, nothing

WORK = {"reception_officer", "solver", "leader"}  # the leader of these rows leads another body
HERE = {"reception_officer", "solver"}
DESK = {"reception_officer", "leader"}
ADMIN = {"administrator"}
API = {"form": "json"}


def service(w: World) -> dict:
    return {"pk": make_service(w).pk}


def request(w: World) -> dict:
    return {"pk": send(w).pk}


def imported(w: World) -> dict:
    load_rule_set(w)
    data = b"case_id,type,opened_at\n1,bed-bugs,2018-01-01 08:00:00\n"
    return {"pk": read(w, data).pk}


def step(verb: str, make=request) -> Row:
    return Row("service_requests:step", HERE, make, refused=403, exact={"leader": 404}, rest={"verb": verb})


def closed(w: World) -> dict:
    return {"pk": actions.close(send(w), notes="Xong", by=w.users["solver"]).pk}


def released(w: World) -> dict:
    return {"pk": actions.release(send(w), shown="Hỏng", by=w.users["solver"]).pk}


def api(name: str, make=nothing) -> Row:
    return Row(f"service_requests:open311_{name}", EVERYONE, make, rest=API)


ROWS = [
    api("discovery"),
    api("services"),
    api("definition", lambda w: {"code": make_service(w).code}),
    api("requests"),
    Row("service_requests:open311_requests", NOBODY, post={}, exact={"anonymous": 403}, rest=API),
    api("request", lambda w: {"id": send(w).code}),
    api("token", lambda w: {"id": send(w).token}),
    Row("service_requests:list", WORK),
    Row("service_requests:detail", HERE, request, exact={"leader": 404}),
    *(step(verb) for verb in ("answer", "close", "release", "hand_over")),
    step("reopen", closed),
    step("withhold", released),
    Row("service_requests:services", WORK),
    Row("service_requests:create_service", {"leader"}),
    Row("service_requests:service", HERE, service, exact={"leader": 404}),
    Row("service_requests:change_service", NOBODY, service, exact={"leader": 404}),
    Row("service_requests:set_level", NOBODY, service, exact={"leader": 404}),
    Row("service_requests:publish", NOBODY, service, post={}, exact={"leader": 404}),
    Row("service_requests:unpublish", NOBODY, service, post={}, exact={"leader": 404}),
    Row("service_requests:keys", ADMIN),
    Row("service_requests:revoke_key", ADMIN, lambda w: {"pk": make_key(w).row.pk}, post={}),
    Row("service_requests:import", DESK),
    Row("service_requests:import_check", {"reception_officer"}, imported, exact={"leader": 404}),
    Row("service_requests:import_load", {"reception_officer"}, imported, post={}, exact={"leader": 404}),
]
