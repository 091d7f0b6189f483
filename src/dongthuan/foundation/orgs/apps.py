from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    name = "dongthuan.foundation.orgs"
    label = "orgs"
    verbose_name = _("Areas and organisations")

    def ready(self) -> None:
        from dongthuan.foundation.things.kit import Kind, register

        from . import queries, sheets

        register(
            Kind(
                key="organisation",
                model="orgs.Organisation",
                label=_("Organisation"),
                url=lambda o: reverse("orgs:detail", args=[o.pk]),
                title=lambda o: o.name,
                visible_to=queries.visible_to,
                search_text=lambda o: f"{o.name} {o.short_name} {o.symbol}",
                sentences={
                    "orgs.create_organisation": "đã đưa tổ chức này vào hệ thống",
                    "orgs.rename": lambda d: f"đã đổi tên từ “{d['old']}” thành “{d['new']}”",
                    "orgs.correct_organisation": "đã đính chính thông tin",
                    "orgs.end_organisation": "đã kết thúc hoạt động của tổ chức",
                    "orgs.merge": lambda d: f"đã hợp nhất {' và '.join(d['all'])} vào {d['into']}",
                    "orgs.create_post": lambda d: f"đã lập vị trí “{d['title']}”",
                    "orgs.end_post": lambda d: f"đã kết thúc vị trí “{d['title']}”",
                },
            )
        )
        register(
            Kind(
                key="area",
                model="orgs.Area",
                label=_("Area"),
                url=lambda a: reverse("orgs:area", args=[a.pk]),
                title=lambda a: a.full_name,
                visible_to=queries.areas_visible_to,
                search_text=lambda a: f"{a.full_name} {a.code}",
                sentences={
                    "orgs.load_areas": lambda d: f"đã nạp danh mục {d['areas']} đơn vị hành chính",
                    "orgs.enter_succession": lambda d: f"đã nhập đơn vị kế thừa: {d['new']} ({d['source']})",
                    "orgs.enter_share": lambda d: f"đã nhập tỷ lệ {d['share']} cho {d['new']} ({d['source']})",
                },
            )
        )
        register(
            Kind(
                key="sheet_import",
                model="orgs.SheetImport",
                label=_("Import"),
                url=lambda s: reverse("orgs:import_check", args=[s.pk]),
                title=lambda s: s.file_name,
                visible_to=queries.sheets_visible_to,
                sentences={
                    "orgs.read_sheet": lambda d: f"đã đọc tệp {d['file']}",
                    "orgs.map_sheet": "đã chọn cột cho từng thông tin",
                    "orgs.apply_sheet": "đã nhập các dòng của tệp vào hệ thống",
                },
            )
        )
        sheets.register()
