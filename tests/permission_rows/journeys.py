from tests.permission_rows import SIGNED_IN, Row

ROWS = [
    Row("journeys:desk", SIGNED_IN),
    Row("journeys:overview", {"focal_officer", "leader", "steering_viewer"}),
    Row("journeys:overview", {"focal_officer", "leader", "steering_viewer"}, query="?by=clause"),
    Row("journeys:returned", {"focal_officer", "department_officer"}),
    Row("journeys:close_districts", {"administrator", "focal_officer"}),
    Row("journeys:close_districts", {"administrator"}, post={}),
]
