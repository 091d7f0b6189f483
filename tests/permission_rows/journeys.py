from tests.factories import World
from tests.listen.reception import making
from tests.permission_rows import EVERYONE, SIGNED_IN, Row


def visit(w: World) -> dict:
    return {"pk": making.recorded(w).pk}


ROWS = [
    Row("journeys:counting", EVERYONE),
    Row("journeys:everyone", EVERYONE),
    Row("journeys:desk", SIGNED_IN),
    Row("journeys:overview", {"focal_officer", "leader", "steering_viewer"}),
    Row("journeys:overview", {"focal_officer", "leader", "steering_viewer"}, query="?by=clause"),
    Row("journeys:visit_case", {"reception_officer"}, visit, refused=404),
    Row("journeys:returned", {"focal_officer", "department_officer"}),
    Row("journeys:close_districts", {"administrator", "focal_officer"}),
    Row("journeys:close_districts", {"administrator"}, post={}),
]
