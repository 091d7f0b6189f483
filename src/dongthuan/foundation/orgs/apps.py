from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    name = "dongthuan.foundation.orgs"
    label = "orgs"
    verbose_name = _("Areas and organisations")

    def ready(self) -> None:
        from dongthuan.foundation.things.kit import Kind, register
        from dongthuan.web.kit import nav

        from . import permissions, queries, sentences, sheets

        register(
            Kind(
                key="organisation",
                model="orgs.Organisation",
                label=_("Organisation"),
                url=lambda o: reverse("orgs:detail", args=[o.pk]),
                title=lambda o: o.name,
                visible_to=queries.visible_to,
                search_text=lambda o: f"{o.name} {o.short_name} {o.symbol}",
                sentences=sentences.ORGANISATION,
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
                sentences=sentences.AREA,
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
                sentences=sentences.SHEET,
            )
        )
        sheets.register()
        group = _("Organisation and people")
        nav.add("workspace", group, _("Organisations"), "orgs:list", "building", visible=permissions.may_see, order=60)
        nav.add("workspace", group, _("Areas"), "orgs:areas", "place", visible=permissions.may_see, order=61)
