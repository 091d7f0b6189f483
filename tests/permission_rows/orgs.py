from datetime import date
from decimal import Decimal

from dongthuan.foundation.orgs.models import AreaSuccession, SheetImport
from tests.factories import World, make_area

from . import STAFF, Row

ADMIN, ENTERS = {"administrator"}, {"administrator", "focal_officer"}


def area(w: World) -> dict:
    return {"pk": make_area(until=date(2025, 6, 30)).pk}


def passage(w: World) -> dict:
    old, new = make_area(until=date(2025, 6, 30)), make_area()
    return {"pk": AreaSuccession.objects.create(old=old, new=new, part="partial", share=Decimal("0.5")).pk}


def sheet(w: World) -> dict:
    rows = [["Mã tổ chức", "Chức danh", "Vai trò", "Từ ngày"], ["so-noi-vu", "Mới", "Lãnh đạo ký", "01/01/2021"]]
    values = {"rows": rows, "mapping": {"organisation": 0, "title": 1, "role": 2, "since": 3}}
    return {
        "pk": SheetImport.objects.create(
            what="posts", file_name="a.xlsx", by_id=w.users["administrator"].pk, **values
        ).pk
    }


def org(w: World) -> dict:
    return {"pk": w.snv.pk}


ROWS = [
    Row("orgs:list", STAFF),
    Row("orgs:list", STAFF, query="?format=xlsx"),
    Row("orgs:detail", STAFF, org),
    Row("orgs:posts", STAFF),
    Row("orgs:create", ADMIN),
    Row("orgs:merge", ADMIN),
    Row("orgs:correct", ADMIN, org),
    Row("orgs:rename", ADMIN, org),
    Row("orgs:end", ADMIN, org),
    Row("orgs:new_post", ADMIN, org),
    Row("orgs:end_post", ADMIN, lambda w: {"pk": w.snv.posts.first().pk}),
    Row("orgs:areas", STAFF),
    Row("orgs:area", STAFF, area),
    Row("orgs:unmapped", STAFF),
    Row("orgs:enter_succession", ENTERS, area),
    Row("orgs:enter_share", ENTERS, passage),
    Row("orgs:import", ADMIN, rest={"what": "organisations"}),
    Row("orgs:import_blank", ADMIN, rest={"what": "accounts"}),
    Row("orgs:import_columns", ADMIN, sheet, refused=404),
    Row("orgs:import_check", ADMIN, sheet, refused=404),
    Row("orgs:import_check", ADMIN, sheet, post={}, refused=404),
]
