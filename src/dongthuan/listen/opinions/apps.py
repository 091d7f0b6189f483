"""Registers calls for opinions: their kinds, whose text it is, navigation, the desk's rows."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "dongthuan.listen.opinions"
    label = "opinions"
    verbose_name = _("Opinions of the people")

    def ready(self) -> None:
        from dongthuan.foundation.texts.kit import register_owner
        from dongthuan.foundation.things.kit import Kind, register

        from . import panels, permissions, queries, sentences
        from .tables import label_of, outside_label

        register(Kind(
            key="posting", model="opinions.Posting", label=_("Call for opinions"),
            url=lambda p: reverse("opinions:page" if p.posted else "opinions:detail", args=[p.pk]), title=lambda p: p.title,
            visible_to=queries.visible_to, sentences=sentences.POSTING,
        ))  # fmt: skip
        register(Kind(
            key="opinion_group", model="opinions.Group", label=_("Group of opinions"),
            url=lambda g: reverse("opinions:group", args=[g.pk]), title=label_of,
            visible_to=queries.groups_visible_to, sentences=sentences.GROUP, related=("sample",),
        ))  # fmt: skip
        register(Kind(
            key="opinion_intake", model="opinions.Intake", label=_("Opinions brought in"),
            url=lambda i: reverse("opinions:intake", args=[i.pk]), title=lambda i: i.get_kind_display(),
            visible_to=queries.intakes_visible_to,
        ))  # fmt: skip
        register(Kind(
            key="reason_block", model="opinions.Block", label=_("Text block"),
            url=lambda b: reverse("opinions:blocks"), title=lambda b: b.title,
            visible_to=queries.blocks_visible_to, sentences=sentences.BLOCK,
        ))  # fmt: skip
        register(Kind(
            key="opinion_paper", model="opinions.Enclosure", label=_("Paper beside an opinion"),
            url=lambda e: reverse("files:download", args=[e.file_id]) if e.file_id else "",
            title=lambda e: str(_("Paper beside an opinion")), visible_to=queries.enclosures_visible_to,
        ))  # fmt: skip
        register(Kind(
            key="opinion_referral", model="opinions.Referral", label=_("View asked of an organisation"),
            url=lambda r: reverse("opinions:referral", args=[r.pk]), title=lambda r: outside_label(r.group),
            visible_to=queries.referrals_visible_to, related=("group",),
        ))  # fmt: skip
        register_owner("posting", queries.visible_to, permissions.may_edit)
        panels.register()
