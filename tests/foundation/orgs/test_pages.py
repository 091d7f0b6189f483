"""Pages of areas and organisations: one happy path each, exports, and the three steps of an import."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dongthuan.foundation.orgs.actions import load_areas, rename
from dongthuan.foundation.orgs.models import Area, Organisation, Post, SheetImport
from tests.browser import assert_accessible
from tests.factories import PASSWORD, World, make_org, make_world
from tests.foundation.orgs.test_sheets import HEAD, book, rows

SIGNED_OUT = "/account/login/"


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def admin(client, world):
    client.force_login(world.users["administrator"])
    return client


def text(response) -> str:
    return response.content.decode()


def sheet_of(response) -> list[list]:
    return CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_a_list_is_found_with_or_without_marks_and_goes_to_excel(admin, world):
    page = text(admin.get(reverse("orgs:list"), {"q": "so noi vu"}))
    assert "Sở Nội vụ" in page
    assert "Phòng Dân vận" not in page
    exported = sheet_of(admin.get(reverse("orgs:list"), {"q": "noi vu", "format": "xlsx"}))
    assert exported[1][:2] == ["Sở Nội vụ", "so-noi-vu"]
    assert len(exported) == 2


def test_a_former_name_is_found_too_and_shown_with_its_days(admin, world):
    rename(world.snv, name="Sở Tổ chức", on=date(2026, 1, 1), basis="NQ", by=None)
    assert "Sở Tổ chức" in text(admin.get(reverse("orgs:list"), {"q": "nội vụ"}))
    page = text(admin.get(reverse("orgs:detail", args=[world.snv.pk])))
    assert "Sở Nội vụ" in page
    assert "31/12/2025" in page
    assert "đã đổi tên từ “Sở Nội vụ” thành “Sở Tổ chức”" in page


def test_a_list_asks_as_often_for_many_as_for_few(admin, world, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    admin.get(reverse("orgs:list"))  # the number in the navigation is kept from here
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse("orgs:list"))
    for n in range(30):
        make_org(f"Phòng {n}", area=world.province, parent=world.snv)
    with django_assert_num_queries(len(few)):
        admin.get(reverse("orgs:list"))


def test_posts_and_their_holders_stand_on_the_organisations_page(admin, world):
    page = text(admin.get(reverse("orgs:detail", args=[world.bdv.pk])))
    assert "Phó Trưởng ban" in page
    assert world.users["leader"].shown_name() in page


def test_create_rename_end_through_the_pages(admin, world):
    fields = {"code": "so-moi", "name": "Sở Mới", "kind": "state", "level": "department", "area": world.province.pk}
    wrong = admin.post(reverse("orgs:create"), fields | {"since": "32/01/2021"})
    assert wrong.status_code == 422
    assert 'value="32/01/2021"' in text(wrong)
    made = admin.post(reverse("orgs:create"), fields | {"since": "01/02/2021"})
    organisation = Organisation.objects.get(code="so-moi")
    assert made["Location"] == reverse("orgs:detail", args=[organisation.pk])
    admin.post(reverse("orgs:new_post", args=[organisation.pk]), {
        "title": "Giám đốc", "role": "leader", "rank": "head", "since": "01/02/2021"
    })  # fmt: skip
    admin.post(reverse("orgs:rename", args=[organisation.pk]), {"name": "Sở Khác", "on": "01/03/2022", "basis": "NQ"})
    admin.post(reverse("orgs:end", args=[organisation.pk]), {"on": "31/12/2022", "basis": "NQ"})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.until) == ("Sở Khác", date(2022, 12, 31))
    assert Post.objects.get(organisation=organisation).until == date(2022, 12, 31)


def test_merging_through_the_page(admin, world):
    data = {"predecessors": [world.bdv.pk], "successor": world.tinh_uy.pk, "on": "01/02/2025", "basis": "QĐ"}
    assert admin.post(reverse("orgs:merge"), data).status_code == 302
    page = text(admin.get(reverse("orgs:detail", args=[world.bdv.pk])))
    assert "Kế thừa là" in page
    assert "Tổ chức này kết thúc ngày" in page


def test_an_officer_enters_what_the_lists_lack(client, world):
    load_areas()
    client.force_login(world.users["focal_officer"])
    assert "Thị trấn Nho Quan" in text(client.get(reverse("orgs:unmapped")))
    old = Area.objects.get(code="14383", level="commune")
    new = Area.objects.get(code="14428", since=date(2025, 3, 1))
    page = reverse("orgs:area", args=[old.pk])
    assert "Danh mục chính thức không nói" in text(client.get(page))
    data = {"new": new.pk, "part": "full", "on": "01/01/2025", "source": "Nghị quyết 1318/NQ-UBTVQH15"}
    assert client.post(reverse("orgs:enter_succession", args=[old.pk]), data)["Location"] == page
    assert "Nghị quyết 1318/NQ-UBTVQH15" in text(client.get(page))

    split = Area.objects.get(code="14503", until=date(2025, 6, 30))
    part = split.successions.first()
    assert "chưa tách được" in text(client.get(reverse("orgs:area", args=[split.pk])))
    share = reverse("orgs:enter_share", args=[part.pk])
    too_much = client.post(share, {"share": "1,2", "source": "CV"})
    assert "không quá 1" in text(too_much)
    assert client.post(share, {"share": "0,62", "source": "CV 12"}).status_code == 302
    part.refresh_from_db()
    assert float(part.share) == 0.62


def test_the_rest_of_the_province_reads_out_of_scope(client, world):
    load_areas()
    client.force_login(world.users["leader"])
    phu_ly = Area.objects.get(code="13285", until=None)
    assert "Ngoài phạm vi" in text(client.get(reverse("orgs:area", args=[phu_ly.pk])))


def test_the_three_steps_of_an_import(admin, world):
    upload = reverse("orgs:import", args=["organisations"])
    assert admin.get(reverse("orgs:import_blank", args=["organisations"])).content[:2] == b"PK"
    broken = admin.post(upload, {"file": SimpleUploadedFile("a.xlsx", b"MZ not a workbook")})
    assert "không phải tệp Excel" in text(broken)

    renamed = ["Cột A", *HEAD[1:]]
    sent = admin.post(upload, {"file": SimpleUploadedFile("a.xlsx", book(renamed, rows(world)))})
    sheet = SheetImport.objects.get()
    assert sent["Location"] == reverse("orgs:import_columns", args=[sheet.pk])
    page = text(admin.get(sent["Location"]))
    assert "Cột A" in page
    columns = {key: str(n) for key, n in sheet.mapping.items()} | {"code": "0"}
    checked = admin.post(sent["Location"], columns)
    page = text(admin.get(checked["Location"]))
    assert "3 dòng mới" in page
    assert Organisation.objects.filter(code="so-moi").count() == 0  # nothing before the last step
    done = admin.post(checked["Location"], follow=True)
    assert "3 dòng mới" in text(done)
    again = admin.post(upload, {"file": SimpleUploadedFile("b.xlsx", book(HEAD, rows(world)))})
    assert "3 dòng đã có sẵn" in text(admin.get(again["Location"]))


def test_errors_of_a_sheet_are_named_by_cell_and_cannot_be_confirmed(admin, world):
    body = rows(world)
    body[1][6] = "hôm qua"
    upload = reverse("orgs:import", args=["organisations"])
    sent = admin.post(upload, {"file": SimpleUploadedFile("a.xlsx", book(HEAD, body))})
    page = text(admin.get(sent["Location"]))
    assert "G3: “hôm qua” không phải là ngày" in page
    assert "Nhập các dòng này" not in page
    assert admin.post(sent["Location"]).status_code == 422


def test_the_pages_are_accessible(live_site, browser):
    world = make_world()
    load_areas()
    rename(world.snv, name="Sở Tổ chức", on=date(2026, 1, 1), basis="NQ", by=None)
    split = Area.objects.get(code="14503", until=date(2025, 6, 30)).pk
    old = Area.objects.get(code="14383", level="commune").pk
    page = browser.page()
    page.goto(live_site.url + SIGNED_OUT)
    page.fill("[name=login]", "administrator")
    page.fill("[name=password]", PASSWORD)
    page.click("form button")
    page.wait_for_url("**/desk/")
    paths = ["", f"{world.snv.pk}", f"{world.snv.pk}/rename", "new", "merge", "posts", "areas", "areas?state=former"]
    paths += ["areas/unmapped", f"areas/{split}", f"areas/{old}/succession", "import/organisations"]
    for path in [*(f"/organisations/{p}" for p in paths), "/people/", "/people/delegations", "/people/recoveries",
                 f"/people/{world.users['leader'].pk}", f"/people/{world.users['leader'].pk}/assign", "/people/me",
                 "/people/roles", "/people/new"]:  # fmt: skip
        page.goto(live_site.url + path)
        assert_accessible(page)
