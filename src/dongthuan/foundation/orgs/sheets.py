"""The sheets of organisations and posts: their columns, and what each row would do."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import today
from dongthuan.lib.sheets import Field, day_of, fold

from . import permissions
from .actions import correct_organisation, create_organisation, create_post
from .kit import CHANGED, NEW, SAME, WRONG, Line, SheetKind, Step, register_sheet
from .models import Area, Organisation, Post, Role

KINDS = {
    "Cơ quan Đảng": Organisation.Kind.PARTY_BODY,
    "Cơ quan nhà nước": Organisation.Kind.STATE,
    "Mặt trận Tổ quốc": Organisation.Kind.FRONT,
    "Tổ chức chính trị - xã hội": Organisation.Kind.SOCIO_POLITICAL,
}
LEVELS = {
    "Tỉnh": Organisation.Level.PROVINCE,
    "Sở, ban, ngành": Organisation.Level.DEPARTMENT,
    "Huyện": Organisation.Level.DISTRICT,
    "Xã": Organisation.Level.COMMUNE,
}
RANKS = {"Người đứng đầu": Post.Rank.HEAD, "Cấp phó": Post.Rank.DEPUTY, "Chuyên viên": Post.Rank.OFFICER}
ROLES = {
    "Cán bộ xã": Role.COMMUNE_OFFICER,
    "Cán bộ huyện": Role.DISTRICT_OFFICER,
    "Cán bộ sở, ban, ngành": Role.DEPARTMENT_OFFICER,
    "Cán bộ đầu mối": Role.FOCAL_OFFICER,
    "Lãnh đạo ký": Role.LEADER,
    "Ban Chỉ đạo (xem)": Role.STEERING_VIEWER,
    "Quản trị hệ thống": Role.ADMINISTRATOR,
}

ORGANISATION_FIELDS = (
    Field("code", "Mã tổ chức", True, "so-noi-vu", ("mã", "code")),
    Field("name", "Tên tổ chức", True, "Sở Nội vụ", ("tên", "name")),
    Field("short_name", "Tên ngắn", False, "Sở Nội vụ"),
    Field("symbol", "Ký hiệu văn bản", False, "SNV", ("ký hiệu",)),
    Field("kind", "Loại", True, " / ".join(KINDS), ("kind", "loại tổ chức")),
    Field("level", "Cấp", True, " / ".join(LEVELS), ("level",)),
    Field("area", "Mã địa bàn", True, "37", ("mã đơn vị hành chính",)),
    Field("parent", "Mã cấp trên", False, "ubnd-tinh", ("cấp trên",)),
    Field("place_name", "Địa danh trên văn bản", False, "Ninh Bình", ("địa danh",)),
    Field("since", "Từ ngày", True, "01/01/2021", ("ngày thành lập",)),
    Field("basis", "Căn cứ", False, "Quyết định số …"),
)
POST_FIELDS = (
    Field("organisation", "Mã tổ chức", True, "so-noi-vu"),
    Field("title", "Chức danh", True, "Chuyên viên", ("vị trí", "chức vụ")),
    Field("rank", "Cấp bậc", False, " / ".join(RANKS)),
    Field("role", "Vai trò", True, " / ".join(ROLES)),
    Field("since", "Từ ngày", True, "01/01/2021"),
    Field("basis", "Căn cứ", False, "Quyết định số …"),
)


def choice(line: Line, key: str, choices: dict[str, Any], default: Any = None) -> Any:
    """The value a cell names, in our words or by its key."""
    text = fold(line[key])
    if not text:
        return default
    for label, value in choices.items():
        if text in {fold(label), fold(str(value.value))}:
            return value
    line.wrong(key, _("“%(value)s” is none of: %(known)s.") % {"value": line[key], "known": ", ".join(choices)})
    return default


def day(line: Line, key: str) -> date | None:
    if not line[key]:
        return None
    found = day_of(line[key])
    if found is None:
        line.wrong(key, _("“%(value)s” is not a date. Write it like 23/11/2026.") % {"value": line[key]})
    return found


def organisation_of(line: Line, key: str, known: dict[str, Organisation]) -> Organisation | None:
    if not line[key]:
        return None
    found = known.get(line[key].casefold())
    if found is None:
        line.wrong(key, _("No organisation has the code “%(value)s”.") % {"value": line[key]})
    return found


def open_today() -> Q:
    """In force today or later: what has ended may give its code, or its title, to a new one."""
    return Q(until__isnull=True) | Q(until__gte=today())


def current_by_code() -> dict[str, Organisation]:
    """The bodies that have not ended, by their code."""
    rows = Organisation.objects.filter(open_today()).order_by("since").select_related("area", "parent")
    return {o.code.casefold(): o for o in rows}


def area_by_code() -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = {}
    for area in Area.objects.order_by("since"):
        found.setdefault(area.code, []).append(area)
    return found


def plan_organisations(lines: list[Line]) -> list[Step]:
    """New codes are founded, changed cells corrected; a row that says what is there already does nothing."""
    known, areas = current_by_code(), area_by_code()
    inside = {line["code"].casefold(): line for line in lines if line["code"]}
    steps, first = {}, {}
    for line in lines:
        code = line["code"].casefold()
        if code and code in first:
            line.wrong("code", _("This code stands in row %(row)s already.") % {"row": first[code] + 1})
        first.setdefault(code, line.row)
        steps[line.row] = plan_organisation(line, known, areas, inside)
    return in_order(lines, steps, inside)


def plan_organisation(line: Line, known: dict, areas: dict, inside: dict[str, Line]) -> Step:
    since = day(line, "since")
    values: dict[str, Any] = {
        "name": line["name"], "short_name": line["short_name"] or line["name"], "symbol": line["symbol"],
        "kind": choice(line, "kind", KINDS), "level": choice(line, "level", LEVELS), "since": since,
    }  # fmt: skip
    if line["code"] and not all((c.isalnum() and c.isascii()) or c in "-_" for c in line["code"]):
        line.wrong("code", _("A code has only letters without marks, digits and hyphens."))
    values["area"] = area_on(line, areas, since)
    values["place_name"] = line["place_name"] or (values["area"].name if values["area"] else "")
    parent_inside = line["parent"].casefold() in inside and line["parent"].casefold() not in known
    parent = None if parent_inside else organisation_of(line, "parent", known)
    here = known.get(line["code"].casefold())
    if line.errors:
        return Step(line.row, WRONG, line["name"] or line["code"], errors=line.errors)
    if here is None:

        def found(by: Any) -> None:
            above = (
                Organisation.objects.filter(open_today(), code__iexact=line["parent"]).get()
                if parent_inside
                else parent
            )
            create_organisation(**values, code=line["code"], parent=above, basis=line["basis"], by=by)

        return Step(line.row, NEW, line["name"], do=found)
    return plan_correction(line, here, {k: v for k, v in {**values, "parent": parent}.items() if k in line.columns})


def plan_correction(line: Line, here: Organisation, values: dict[str, Any]) -> Step:
    changed = {key: value for key, value in values.items() if getattr(here, key) != value}
    if not changed:
        return Step(line.row, SAME, here.name)
    labels = {field.key: field.label for field in ORGANISATION_FIELDS}

    def correct(by: Any) -> None:
        correct_organisation(here, by=by, basis=line["basis"], **changed)

    words = [f"{labels[key]}: {getattr(here, key) or '–'} → {value or '–'}" for key, value in changed.items()]
    return Step(line.row, CHANGED, here.name, changes=words, do=correct)


def area_on(line: Line, areas: dict[str, list[Area]], since: date | None) -> Area | None:
    """The area that bears the code now, or on the organisation's first day."""
    if not line["area"]:
        return None
    bearers = areas.get(line["area"], [])
    if not bearers:
        line.wrong("area", _("No area has the code “%(value)s”.") % {"value": line["area"]})
        return None
    on = [a for a in bearers if since and a.in_force_on(since)]
    return on[-1] if on else bearers[-1]


def in_order(lines: list[Line], steps: dict[int, Step], inside: dict[str, Line]) -> list[Step]:
    """Superiors of the same sheet first, whatever the order of its rows; a circle is an error."""
    done: dict[int, Step] = {}

    def place(line: Line, below: tuple[int, ...]) -> None:
        if line.row in done:
            return
        above = inside.get(line["parent"].casefold())
        if above is not None and above.row in (*below, line.row):
            line.wrong("parent", _("The superiors go round in a circle."))
            steps[line.row] = Step(line.row, WRONG, line["name"], errors=line.errors)
        elif above is not None:
            place(above, (*below, line.row))
        done.setdefault(line.row, steps[line.row])

    for line in lines:
        place(line, ())
    return list(done.values())


def plan_posts(lines: list[Line]) -> list[Step]:
    """A post is known by its organisation and title; its role or rank is never changed by a sheet, only a new one made."""
    known = current_by_code()
    there = {(p.organisation_id, fold(p.title)): p for p in Post.objects.filter(open_today())}
    steps, first = [], {}
    for line in lines:
        organisation = organisation_of(line, "organisation", known)
        role, rank = choice(line, "role", ROLES), choice(line, "rank", RANKS, Post.Rank.OFFICER)
        since = day(line, "since")
        key = (organisation.pk if organisation else None, fold(line["title"]))
        if organisation and key in first:
            line.wrong("title", _("This post stands in row %(row)s already.") % {"row": first[key] + 1})
        first.setdefault(key, line.row)
        post = there.get(key)
        if post is not None and role and (post.role != role or (line["rank"] and post.rank != rank)):
            line.wrong("role", _("This post exists with another role or rank; end it and create a new one."))
        title = f"{line['title']}, {organisation.short_name}" if organisation else line["title"]
        steps.append(plan_post(line, organisation, post, title, {"role": role, "rank": rank, "since": since}))
    return steps


def plan_post(line: Line, organisation: Any, post: Post | None, title: str, values: dict[str, Any]) -> Step:
    if line.errors:
        return Step(line.row, WRONG, title, errors=line.errors)
    if post is not None:
        return Step(line.row, SAME, title)

    def create(by: Any) -> None:
        create_post(organisation, title=line["title"], basis=line["basis"], by=by, **values)

    return Step(line.row, NEW, title, do=create)


def register() -> None:
    notes = (
        "Mỗi dòng là một tổ chức; mã tổ chức nhận ra dòng đó khi nhập lại.",
        "Nhập lại cùng một tệp không sinh thêm dòng nào; bỏ một dòng khỏi tệp không xóa gì.",
    )
    register_sheet(
        SheetKind("organisations", gettext_lazy("Organisations"), ORGANISATION_FIELDS, permissions.may_manage,
                  plan_organisations, notes)
    )  # fmt: skip
    register_sheet(
        SheetKind("posts", gettext_lazy("Posts"), POST_FIELDS, permissions.may_manage, plan_posts,
                  ("Vị trí được nhận ra bằng mã tổ chức và chức danh.",))
    )  # fmt: skip
