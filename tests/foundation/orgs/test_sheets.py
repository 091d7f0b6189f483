"""Excel sheets of organisations, posts and accounts: read, mapped, checked, confirmed; twice is once."""

import random
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from dongthuan.foundation.orgs.actions import apply_sheet, map_sheet, read_sheet
from dongthuan.foundation.orgs.kit import plan, sheets
from dongthuan.foundation.orgs.models import Organisation, Post, SheetImport
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.kit import Refused
from dongthuan.lib.sheets import read, template
from tests.factories import World, make_world

HEAD = ["Mã tổ chức", "Tên tổ chức", "Loại", "Cấp", "Mã địa bàn", "Mã cấp trên", "Từ ngày", "Ghi chú"]
ROWS = [
    ["phong-cchc", "Phòng Cải cách hành chính", "Cơ quan nhà nước", "Sở, ban, ngành", "X", "so-moi", "01/01/2021", "a"],
    ["so-moi", "Sở Mới", "Cơ quan nhà nước", "Sở, ban, ngành", "X", "ubnd-tinh", "01/01/2021", ""],
    ["hoi-nd", "Hội Nông dân tỉnh", "Tổ chức chính trị - xã hội", "Tỉnh", "X", "", "15-03-2021", ""],
]


@pytest.fixture
def world(db) -> World:
    return make_world()


def rows(world: World) -> list[list[str]]:
    return [[world.province.code if cell == "X" else cell for cell in row] for row in ROWS]


def book(head: list[str], body: list[list], blank: int = 0) -> bytes:
    sheet = Workbook()
    for _ in range(blank):
        sheet.active.append([])
    for row in [head, *body]:
        sheet.active.append(row)
    out = BytesIO()
    sheet.save(out)
    return out.getvalue()


def send(world: World, what: str, data: bytes) -> SheetImport:
    return read_sheet(what, file_name="danh-sach.xlsx", data=data, by=world.users["administrator"])


def carry_out(world: World, what: str, data: bytes) -> dict[str, int]:
    return apply_sheet(send(world, what, data), by=world.users["administrator"]).outcome


def test_organisations_come_in_superiors_first(world):
    assert carry_out(world, "organisations", book(HEAD, rows(world))) == {"new": 3}
    assert Organisation.objects.get(code="phong-cchc").parent.code == "so-moi"


def test_the_same_sheet_twice_reordered_and_half_edited(world):
    body = rows(world)
    carry_out(world, "organisations", book(HEAD, body))
    before = Organisation.objects.count()
    assert carry_out(world, "organisations", book(HEAD, body)) == {"same": 3}
    random.Random(5).shuffle(body)
    order = [6, 0, 7, 4, 3, 1, 2, 5]
    shuffled = book([HEAD[i] for i in order], [[row[i] for i in order] for row in body], blank=2)
    assert carry_out(world, "organisations", shuffled) == {"same": 3}
    edited = [[c if c != "Sở Mới" else "Sở Mới thành lập" for c in row] for row in body[:2]]  # one row deleted
    assert sum(carry_out(world, "organisations", book(HEAD, edited)).values()) == 2
    assert Organisation.objects.count() == before


def test_every_error_names_its_cell_and_nothing_comes_in(world):
    body = rows(world)
    body[0][4], body[1][6], body[2][2], body[2][1] = "99999", "32/13/2021", "Hội", ""
    sheet = send(world, "organisations", book(HEAD, body, blank=1))
    errors = sorted(e for step in plan(sheet) for e in step.errors)
    assert [e.split(":")[0] for e in errors] == ["B5", "C5", "E3", "G4"]
    assert "không phải là ngày" in errors[-1]
    before = Organisation.objects.count()
    with pytest.raises(Refused, match="Chưa nhập dòng nào"):
        apply_sheet(sheet, by=world.users["administrator"])
    assert Organisation.objects.count() == before


def test_a_circle_of_superiors_is_an_error(world):
    body = rows(world)[:2]
    body[1][5] = "phong-cchc"
    assert any("vòng tròn" in e for s in plan(send(world, "organisations", book(HEAD, body))) for e in s.errors)


def test_unknown_headings_are_mapped_by_hand(world):
    head = ["A", "B", "C", "D", "E", "F", "G"]
    sheet = send(world, "organisations", book(head, [r[:7] for r in rows(world)]))
    by = world.users["administrator"]
    keys = ["code", "name", "kind", "level", "area", "parent", "since"]
    with pytest.raises(Refused, match="Cấp"):
        map_sheet(sheet, mapping={k: i for i, k in enumerate(keys) if k != "level"}, by=by)
    with pytest.raises(Refused, match="hai lần"):
        map_sheet(sheet, mapping={k: max(i, 1) for i, k in enumerate(keys)}, by=by)
    sheet = map_sheet(sheet, mapping={k: i for i, k in enumerate(keys)}, by=by)
    assert [step.status for step in plan(sheet)] == ["new"] * 3


def test_a_sheet_is_applied_once(world):
    sheet = send(world, "organisations", book(HEAD, rows(world)))
    apply_sheet(sheet, by=world.users["administrator"])
    with pytest.raises(Refused, match="đã được nhập"):
        apply_sheet(sheet, by=world.users["administrator"])


def test_posts_and_accounts(world):
    posts = book(
        ["Mã tổ chức", "Chức danh", "Vai trò", "Từ ngày"],
        [
            ["so-noi-vu", "Giám đốc", "Lãnh đạo ký", "01/01/2021"],
            ["so-noi-vu", "Chuyên viên", "Cán bộ sở, ban, ngành", "01/01/2021"],
        ],
    )
    assert carry_out(world, "posts", posts) == {"new": 1, "same": 1}
    assert carry_out(world, "posts", posts) == {"same": 2}
    assert Post.objects.filter(organisation=world.snv, title="Giám đốc").count() == 1
    head = ["Tên đăng nhập", "Họ và tên", "Mã tổ chức", "Chức danh", "Từ ngày"]
    people = book(
        head,
        [
            ["le.an", "Lê An", "so-noi-vu", "Giám đốc", "01/03/2021"],
            ["le.an", "Lê An", "so-noi-vu", "Chuyên viên", "01/03/2021"],
            ["tran.binh", "Trần Bình", "", "", ""],
        ],
    )
    assert carry_out(world, "accounts", people) == {"new": 3}
    assert carry_out(world, "accounts", people) == {"same": 3}
    assert Assignment.objects.filter(user__username="le.an").count() == 2
    assert not User.objects.get(username="le.an").has_usable_password()
    wrong = book(head, [["LE.AN", "Lê Khác", "so-noi-vu", "Không có", "hôm qua"]])
    errors = plan(send(world, "accounts", wrong))[0].errors
    assert sorted(e.split(":")[0] for e in errors) == ["B2", "D2", "E2"]


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(120 * 2**20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90\x00 not a workbook", "không phải tệp Excel"),
        (b"PK\x03\x04 half a zip", "không phải tệp Excel"),
        (b"", "không phải tệp Excel"),
        (book([], []), "không có ô nào"),
        (book(["a"], [["x" * 6000]]), "A2"),
        (book(["a"], [["x"]] * 5001), "5000"),
        (bomb(), "bung ra"),
    ],
    ids=["exe", "half", "nothing", "empty", "long cell", "many rows", "bomb"],
)
def test_a_bad_file_gets_one_clear_sentence(world, data, words):
    with pytest.raises(Refused, match=words):
        send(world, "organisations", data)
    assert not SheetImport.objects.exists()


def test_only_the_administrator_imports(world):
    with pytest.raises(Refused, match="quản trị hệ thống"):
        read_sheet("posts", file_name="x.xlsx", data=book(["a"], [["b"]]), by=world.users["leader"])


@pytest.mark.parametrize("what", ["organisations", "posts", "accounts"])
def test_the_template_is_understood_by_the_reader(what):
    kind = sheets[what]
    head = read(template("Mẫu", kind.fields, kind.notes))[0]
    assert [h.removesuffix(" *") for h in head] == [f.label for f in kind.fields]
