"""Services and requests for tests, made by the actions that people use."""

import csv
import gzip
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dongthuan.listen.service_requests import actions
from dongthuan.listen.service_requests.command import rule_set
from dongthuan.listen.service_requests.models import RequestImport, Service, ServiceRequest
from tests.factories import World

DATA = Path(__file__).parents[2] / "data" / "service-requests"
ZONE = "America/New_York"
WHOLE = (DATA / "cases.csv.gz").read_bytes()
EVERY = list(csv.DictReader(io.StringIO(gzip.decompress(WHOLE).decode())))
# Every twelfth, and those that were closed before they were opened: what goes into a database.
ROWS = [r for n, r in enumerate(EVERY) if n % 12 == 0 or "" < r["closed_at"] < r["opened_at"]]
WORDS = "Bà Đinh Thị Lụa, số 12 ngõ 3, báo đèn đường hỏng."


def make_service(w: World, code: str = "den-duong", *, publish: bool = True, **given: Any) -> Service:
    """A published service of the first commune, answered within two working days."""
    by = w.users["leader_commune"]
    values: dict[str, Any] = {"name": "Đèn đường", "group": "Hạ tầng", "notice": "Cán bộ xã sẽ xem trong hai ngày."}
    service = actions.create_service(w.communes[0], code=code, by=by, **values | given)
    actions.set_level(
        service, since=date(2020, 1, 1), unit="working_days", amount=2, basis="Quyết định 15/QĐ-UBND", by=by
    )
    return actions.publish(service, by=by) if publish else service


def make_key(w: World, **given: Any) -> actions.access.Issued:
    values: dict[str, Any] = {"name": "Ứng dụng Ninh Bình", "contact": "Sở Nội vụ", "per_minute": 6000}
    return actions.issue_key(by=w.users["administrator"], **values | given)


def send(w: World, service: Service | None = None, **given: Any) -> ServiceRequest:
    values: dict[str, Any] = {
        "description": WORDS, "place": "ngõ 3, thôn 3", "lat": 20.25061, "long": 105.97512, "full_name": "Đinh Thị Lụa",
        "phone": "0912 345 678", "email": "lua@example.vn", "media_url": "https://example.vn/anh.jpg",
    }  # fmt: skip
    return actions.receive(service or make_service(w), key=make_key(w).row, by=None, **values | given)


def as_csv(rows: Iterable[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(EVERY[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def load_rule_set(w: World) -> None:
    actions.load_services(w.communes[0], rule_set(DATA / "services.csv"), by=w.users["leader_commune"])


def read(w: World, data: bytes | None = None, **given: Any) -> RequestImport:
    values: dict[str, Any] = {"source": "boston311", "zone": ZONE, "file_name": "cases.csv"}
    data = as_csv(ROWS) if data is None else data
    return actions.read_file(w.communes[0], data=data, by=w.users["reception_officer"], **values | given)
