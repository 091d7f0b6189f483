"""`{% load web %}`: icons, statuses, dates and numbers, and the parts every page draws."""

import uuid
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dongthuan.lib import vietnamese
from dongthuan.web.kit import formats, icons, parts, registers
from dongthuan.web.kit.clock import today
from dongthuan.web.kit.paging import with_query

register = template.Library()
register.filter("vndate", formats.vndate)
register.filter("vndatetime", formats.vndatetime)
register.filter("vnday", formats.vnday)
register.filter("vnnumber", formats.vnnumber)
register.filter("vnpercent", formats.vnpercent)
register.filter("percent_of", formats.percent_of)
register.filter("shortened", vietnamese.shortened)
register.filter("draw_tag", parts.draw_tag)
register.simple_tag(icons.icon, name="icon")


@register.simple_tag
def tag(tone: str, text: Any, icon: str = "") -> SafeString:
    """A status: `{% tag "late" "Quá hạn 20 ngày" %}`; tones "", done, now, late, info."""
    return parts.draw_tag(parts.Tag(tone, text, icon))


@register.filter
def due_tag(due: Any) -> SafeString | str:
    """How far a due date is: `{{ task.due|due_tag }}`."""
    return parts.draw_tag(parts.due_tag(due, today()))


register.simple_tag(parts.moment)


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """The form's key: sending twice counts once. A form that comes back with errors keeps the key it was sent with."""
    request = context.get("request")
    sent = request.POST.get("form_key", "") if request is not None and request.method == "POST" else ""
    try:
        key = uuid.UUID(sent)
    except ValueError:
        key = uuid.uuid4()
    return format_html('<input type="hidden" name="form_key" value="{}">', key)


@register.inclusion_tag("web/_action_button.html", takes_context=True)
def action_button(
    context: Context,
    label: Any,
    url: str = "",
    *,
    may: Any = True,
    main: bool = False,
    risk: bool = False,
    post: bool = False,
    icon: str = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """What a person may do next. A link to `url`; with `post=True` a form of its own; without `url`, a submit button.

    Refused (`may` is falsy, with its reason), it keeps its place, greyed, and the reason stands beside it.
    """
    style = "btn" if main else "btn btn--risk" if risk else "btn btn--2"
    request = context.get("request")
    number = getattr(request, "web_whys", 0) + 1
    if request is not None:
        request.web_whys = number
    reason = "" if may else getattr(may, "reason", "") or _("This post may not do this.")
    return {"request": request, "csrf_token": context.get("csrf_token"), "label": label, "url": url, "style": style,
            "reason": reason, "post": post, "icon": icon, "name": name, "value": value, "why": f"why-{number}"}  # fmt: skip


@register.inclusion_tag("web/_bars.html")
def bars(bar: parts.Bar) -> dict[str, Any]:
    """One bar of work, drawn by the server."""
    return {"bar": bar}


@register.inclusion_tag("web/_progress.html")
def progress(bars: list[parts.Bar], caption: str, first: Any = "") -> dict[str, Any]:
    """Bars with their key, and the same numbers in a table behind. `first` heads the column of labels."""
    return {"bars": bars, "caption": caption, "first": first, "total": parts.total_of(bars)}


@register.inclusion_tag("web/_table.html", takes_context=True)
def table(context: Context, table: Any) -> dict[str, Any]:
    """A `kit.Table` that becomes cards on a phone."""
    return {"table": table, "request": context.get("request")}


@register.inclusion_tag("web/_pager.html", takes_context=True)
def pager(context: Context, page: Any, label: str = "") -> dict[str, Any]:
    """Links to the other pages of a list; nothing when there is only one."""
    request = context["request"]
    links = [
        (number, with_query(request, page=number) if isinstance(number, int) else "")
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    before = with_query(request, page=page.number - 1) if page.has_previous() else ""
    after = with_query(request, page=page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after, "label": label or _("Pages")}


@register.inclusion_tag("web/_chips.html", takes_context=True)
def chips(context: Context, chips: Any, label: str = "", excel: bool = False) -> dict[str, Any]:
    """Filters as links; with `excel`, the last one is the same list as a file."""
    request = context.get("request")
    export = with_query(request, format="xlsx", page=None) if excel and request is not None else ""
    return {"chips": chips, "label": label or _("Filter"), "export": export}


@register.inclusion_tag("web/_thread.html")
def thread(steps: list[parts.Step], label: str = "") -> dict[str, Any]:
    """Where this thing stands between a voice and a published figure."""
    return {"steps": steps, "label": label or _("Where this comes from and where it goes")}


@register.inclusion_tag("web/_line.html")
def line(lines: Any) -> dict[str, Any]:
    """A history of `kit.Line`s, newest first as given."""
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def panels(context: Context, obj: Any, slot: str) -> SafeString:
    """What others draw on this page: `{% panels task "main" %}`."""
    return registers.panels.draw(context["request"], obj, slot)


@register.simple_tag(takes_context=True)
def badges(context: Context, obj: Any) -> SafeString:
    """Small facts others know about this thing."""
    return format_html_join("", "{}", ((parts.draw_tag(t),) for t in registers.badges.of(context["request"], obj)))


@register.simple_tag(takes_context=True)
def navigation(context: Context, area: str) -> list[registers.Group]:
    """The groups of an area as this reader sees them: `{% navigation "workspace" as groups %}`."""
    return registers.nav.groups(area, context["request"])


@register.simple_tag
def header_search(area: str) -> registers.Search | None:
    return registers.nav.search(area)


@register.simple_tag(takes_context=True)
def who(context: Context) -> dict[str, str]:
    """Name and post of the person at the desk, as the record writes them."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {}
    post = user.record_post() if hasattr(user, "record_post") else ""
    return {"name": user.record_name() if hasattr(user, "record_name") else user.get_username(), "post": post}


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """The languages of the pages, each with the address of this page in it."""
    request = context.get("request")
    return [
        {"code": code, "name": {"vi": "Tiếng Việt", "en": "English"}[code], "current": code == get_language(),
         "url": with_query(request, lang=code) if request and request.method == "GET" else f"?lang={code}"}
        for code, _name in settings.LANGUAGES
    ]  # fmt: skip


@register.simple_tag
def site() -> dict[str, Any]:
    """What is written on every page: the place, who runs it, whether it is a demo and on which day it stands."""
    return {
        "place": getattr(settings, "PLACE_NAME", ""),
        "operators": getattr(settings, "OPERATORS", ""),
        "demo": settings.DEMO,
        "as_of": settings.AS_OF,
    }
