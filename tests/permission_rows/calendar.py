"""Who may open which page of the working calendar."""

from datetime import date

from dongthuan.foundation.calendar.models import SpecialDay
from tests.factories import World

from . import EVERYONE, Row

FOCAL = {"focal_officer"}


def new_year(w: World) -> dict:
    return {"pk": SpecialDay.objects.get(day=date(2026, 1, 1)).pk}


ROWS = [
    Row("calendar:index", EVERYONE),
    Row("calendar:year", EVERYONE, rest={"year": 2026}),
    Row("calendar:set_day", FOCAL),
    Row("calendar:swap_days", FOCAL),
    Row("calendar:remove_day", FOCAL, new_year),
    Row("calendar:announce", FOCAL, rest={"year": 2027}),
    Row("calendar:withdraw", FOCAL, rest={"year": 2026}),
]
