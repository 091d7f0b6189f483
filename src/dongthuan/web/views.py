"""The component gallery, for whoever builds a page. It exists only in a demo or in development."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html

from .forms import SampleForm
from .gallery import samples
from .kit import handle


class Declined(Exception):
    """What a refusal looks like to a page."""

    is_refusal = True
    field = "opinion"


def components(request: HttpRequest) -> HttpResponse:
    """One of each component; the form saves nothing, and refuses an opinion that says “không”."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    base = "web/base_workspace.html" if request.GET.get("base") == "workspace" else "web/base_public.html"
    page = Paginator(range(400), 50).get_page(request.GET.get("page", "2"))
    context = {"base": base, "page": page, **samples(request)}
    form = SampleForm(request.POST or None, request.FILES or None)
    to = "web:components"
    return handle(request, form, check_sample, done="Đã nhận.", to=to, template="web/components.html", context=context)


def check_sample(data: dict[str, Any]) -> str:
    if "không" in data["opinion"].lower():
        raise Declined("Ý kiến nói “không”: mẫu này chỉ nhận lời đồng ý.")
    return format_html("{}", data["opinion"])
