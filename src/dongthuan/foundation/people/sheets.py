"""The sheet of accounts: one row is a person on a post."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.orgs.kit import CHANGED, NEW, SAME, WRONG, Line, SheetKind, Step, register_sheet
from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.things.kit import today
from dongthuan.lib.sheets import Field, day_of, fold

from . import permissions
from .actions import assign, create_account
from .models import Assignment, User

FIELDS = (
    Field("username", "Tên đăng nhập", True, "nguyen.van.a", ("tài khoản", "username")),
    Field("full_name", "Họ và tên", True, "Nguyễn Văn A", ("họ tên",)),
    Field("email", "Thư điện tử", False, "", ("email", "e-mail")),
    Field("organisation", "Mã tổ chức", False, "so-noi-vu"),
    Field("title", "Chức danh", False, "Chuyên viên", ("vị trí", "chức vụ")),
    Field("since", "Từ ngày", False, "01/01/2021"),
    Field("basis", "Căn cứ", False, "Quyết định số …"),
)
NOTES = (
    "Tài khoản được nhận ra bằng tên đăng nhập; nhập lại không sinh thêm.",
    "Vị trí phải có sẵn: nhập tệp vị trí trước.",
    "Tệp không chứa mật khẩu: người dùng tự đặt qua liên kết dùng một lần.",
)


def plan(lines: list[Line]) -> list[Step]:
    """New user names become accounts; a post named in the row is assigned unless the person holds it already."""
    users = {u.username.casefold(): u for u in User.objects.all()}
    posts = {
        (p.organisation.code.casefold(), fold(p.title)): p
        for p in Post.objects.on(today()).select_related("organisation")
    }
    held = set(Assignment.objects.on(today()).values_list("user_id", "post_id"))
    names: dict[str, str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    steps = []
    for line in lines:
        name = line["username"].casefold()
        key = (name, line["organisation"].casefold(), fold(line["title"]))
        if key in seen:
            line.wrong("username", _("The same person and post stand in row %(row)s already.") % {"row": seen[key] + 1})
        if names.setdefault(name, line["full_name"]) != line["full_name"]:
            line.wrong("full_name", _("This user name stands above with another person's name."))
        seen.setdefault(key, line.row)
        steps.append(plan_line(line, users.get(name), post_of(line, posts), held))
    return steps


def post_of(line: Line, posts: dict[tuple[str, str], Post]) -> Post | None:
    if not line["organisation"] and not line["title"]:
        return None
    post = posts.get((line["organisation"].casefold(), fold(line["title"])))
    if post is None:
        values = {"title": line["title"], "code": line["organisation"]}
        line.wrong("title", _("The organisation “%(code)s” has no post “%(title)s” open today.") % values)
    return post


def plan_line(line: Line, user: User | None, post: Post | None, held: set[tuple[int, int]]) -> Step:
    since = day_of(line["since"])
    if line["since"] and since is None:
        line.wrong("since", _("“%(value)s” is not a date. Write it like 23/11/2026.") % {"value": line["since"]})
    if post is not None and since is not None and not post.in_force_on(since):
        line.wrong("since", _("The post “%(post)s” is not open on that day.") % {"post": post.title})
    if line["email"]:
        try:
            validate_email(line["email"])
        except ValidationError:
            line.wrong("email", _("“%(value)s” is not an e-mail address.") % {"value": line["email"]})
    if user is not None and user.full_name != line["full_name"]:
        line.wrong("full_name", _("This user name belongs to %(name)s.") % {"name": user.full_name})
    if user is not None and not user.is_active:
        line.wrong("username", _("The account of %(name)s is not active.") % {"name": user.full_name})
    title = f"{line['full_name']} ({line['username']})"
    if line.errors:
        return Step(line.row, WRONG, title, errors=line.errors)
    if user is not None and (post is None or (user.pk, post.pk) in held):
        return Step(line.row, SAME, title)

    def do(by: Any) -> None:
        person = User.objects.filter(username__iexact=line["username"]).first()
        if person is None:
            person = create_account(username=line["username"], full_name=line["full_name"], email=line["email"], by=by)
        if post is not None:
            assign(person, post, since=since or today(), basis=line["basis"], by=by)

    changes = [] if post is None else [_("Post: %(post)s") % {"post": post}]
    return Step(line.row, NEW if user is None else CHANGED, title, changes=changes, do=do)


def register() -> None:
    register_sheet(
        SheetKind("accounts", gettext_lazy("Accounts"), FIELDS, permissions.may_manage, plan, NOTES, back="people:list")
    )
