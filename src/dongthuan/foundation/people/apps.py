from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def spoken(form: str) -> str:
    return {"KT": "ký thay (KT.)", "TL": "thừa lệnh (TL.)", "TUQ": "thừa ủy quyền (TUQ.)"}[form]


class PeopleConfig(AppConfig):
    name = "dongthuan.foundation.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from dongthuan.foundation.things.kit import Kind, register

        from . import queries, sheets

        register(
            Kind(
                key="person",
                model="people.User",
                label=_("Account"),
                url=lambda u: reverse("people:detail", args=[u.pk]),
                title=lambda u: u.shown_name(),
                visible_to=queries.visible_to,
                sentences={
                    "people.create_account": lambda d: f"đã lập tài khoản “{d['username']}”",
                    "people.invite": "đã cấp lại liên kết vào lần đầu",
                    "people.set_password": "đã đặt mật khẩu bằng liên kết dùng một lần",
                    "people.deactivate": "đã đóng tài khoản",
                    "people.reactivate": "đã mở lại tài khoản",
                    "people.set_language": lambda d: f"đã chọn ngôn ngữ {d['language']}",
                    "people.assign": lambda d: f"đã phân công giữ vị trí “{d['post']}”, {d['organisation']}",
                    "people.end_assignment": lambda d: f"đã kết thúc phân công “{d['post']}”",
                    "people.request_recovery": "đã đề nghị khôi phục khóa đăng nhập",
                    "people.confirm_recovery": "đã xác nhận khôi phục: khóa cũ và mật khẩu cũ bị hủy",
                    "people.withdraw_recovery": "đã rút đề nghị khôi phục khóa đăng nhập",
                },
            )
        )
        register(
            Kind(
                key="delegation",
                model="people.Delegation",
                label=_("Delegation"),
                url=lambda d: reverse("people:delegation", args=[d.pk]),
                title=lambda d: f"{d.get_form_display()} {d.post}",
                visible_to=queries.delegations_visible_to,
                related=("post__organisation", "to"),
                sentences={
                    "people.delegate": lambda d: f"đã ủy cho {d['to']} {spoken(d['form'])} vị trí “{d['post']}”",
                    "people.revoke": "đã chấm dứt việc ủy quyền",
                },
            )
        )
        register(
            Kind(
                key="assignment",
                model="people.Assignment",
                label=_("Assignment"),
                url=lambda a: reverse("people:detail", args=[a.user_id]),
                title=lambda a: f"{a.user.shown_name()}: {a.post}",
                visible_to=queries.assignments_visible_to,
                related=("user", "post__organisation"),
            )
        )
        register(
            Kind(
                key="key_recovery",
                model="people.KeyRecovery",
                label=_("Recovery of a key"),
                url=lambda r: reverse("people:recovery", args=[r.pk]),
                title=lambda r: r.user.shown_name(),
                visible_to=queries.recoveries_visible_to,
                related=("user",),
            )
        )
        sheets.register()
