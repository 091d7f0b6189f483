from tests.factories import ROLES
from tests.permission_rows import NOBODY, Row

ROWS = [Row("web:components", NOBODY, exact=dict.fromkeys(ROLES, 404))]  # the gallery exists only in a demo
