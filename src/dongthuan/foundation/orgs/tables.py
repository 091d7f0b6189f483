"""The lists of organisations, posts and areas: on the page and as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table, Tag
from dongthuan.web.kit import today as this_day

from .models import Area, AreaSuccession, Organisation, Post


def named(organisation: Organisation) -> str:
    return organisation.name_on(organisation.until or this_day())


class Organisations(Table):
    name = "to-chuc"
    caption = _("Organisations")
    columns = (
        Column("name", _("Name"), named, url=lambda o: reverse("orgs:detail", args=[o.pk]), width=46),
        Column("code", _("Code")),
        Column("kind", _("Kind"), lambda o: o.get_kind_display()),
        Column("level", _("Level"), lambda o: o.get_level_display()),
        Column("area", _("Area"), "area.full_name"),
        Column("parent", _("Superior"), "parent.short_name"),
        Column("since", _("From")),
        Column("until", _("Last day")),
    )


class Posts(Table):
    name = "vi-tri"
    caption = _("Posts")
    columns: tuple[Column, ...] = (
        Column("title", _("Title of the post"), width=34),
        Column("organisation", _("Organisation"), "organisation.name", width=40,
               url=lambda p: reverse("orgs:detail", args=[p.organisation_id])),
        Column("role", _("Role"), lambda p: p.get_role_display()),
        Column("rank", _("Rank"), lambda p: p.get_rank_display()),
        Column("since", _("From")),
        Column("until", _("Last day")),
    )  # fmt: skip


def since_words(area: Area) -> object:
    return area.since if area.since_known else _("not known")


def until_words(area: Area) -> object:
    if area.until is None or area.until_known:
        return area.until
    return _("by %(day)s") % {"day": f"{area.until:%d/%m/%Y}"}


def scope_tag(area: Area) -> Tag:
    return Tag("done", _("In scope")) if area.in_scope else Tag("", _("Out of scope"))


class Areas(Table):
    name = "dia-ban"
    caption = _("Areas")
    columns = (
        Column("name", _("Name"), "full_name", url=lambda a: reverse("orgs:area", args=[a.pk]), width=34),
        Column("code", _("Code")),
        Column("level", _("Level"), lambda a: a.get_level_display()),
        Column("parent", _("Superior"), "parent.full_name"),
        Column("since", _("From"), since_words),
        Column("until", _("Last day"), until_words),
        Column("scope", _("Programme"), lambda a: str(scope_tag(a).text)),
    )


class Unmapped(Table):
    name = "dia-ban-chua-ro-ke-thua"
    caption = _("Areas whose successor nobody has entered")
    empty = _("Every former area has its successor.")
    columns = (
        Column("name", _("Name"), "full_name", url=lambda a: reverse("orgs:area", args=[a.pk]), width=34),
        Column("code", _("Code")),
        Column("level", _("Level"), lambda a: a.get_level_display()),
        Column("parent", _("Superior"), "parent.full_name"),
        Column("until", _("Last day"), until_words),
    )


class Unshared(Table):
    name = "dia-ban-chua-tach-duoc"
    caption = _("Split areas whose shares nobody has entered")
    empty = _("Every split area has its shares.")
    columns = (
        Column("old", _("Former area"), "old.full_name", url=lambda p: reverse("orgs:area", args=[p.old_id])),
        Column("new", _("Part went to"), "new.full_name", url=lambda p: reverse("orgs:area", args=[p.new_id])),
        Column("source", _("Source")),
    )


class Passages(Table):
    """What an area became, or what it was."""

    columns = (
        Column("new", _("What it became"), "new.full_name", url=lambda p: reverse("orgs:area", args=[p.new_id])),
        Column("part", _("Whole or in part"), lambda p: p.get_part_display()),
        Column("share", _("Share"), lambda p: share_words(p)),
        Column("source", _("Source")),
    )


class Origins(Table):
    columns = (
        Column("old", _("What it was"), "old.full_name", url=lambda p: reverse("orgs:area", args=[p.old_id])),
        Column("part", _("Whole or in part"), lambda p: p.get_part_display()),
        Column("share", _("Share"), lambda p: share_words(p)),
        Column("source", _("Source")),
    )


def share_words(passage: AreaSuccession) -> object:
    if passage.part == AreaSuccession.Part.FULL:
        return ""
    return passage.share if passage.share is not None else _("not yet separable")


class PostsOf(Posts):
    columns = tuple(c for c in Posts.columns if c.key != "organisation")


__all__ = ["Areas", "Organisations", "Origins", "Passages", "Post", "Posts", "PostsOf", "Unmapped", "Unshared"]
