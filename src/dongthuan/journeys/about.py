"""What anyone may ask of the whole: how is counted, what is kept of a reader, who can use the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dongthuan.web.kit import nav


@require_safe
def counting(request: HttpRequest) -> HttpResponse:
    return render(request, "journeys/counting.html")


@require_safe
def everyone(request: HttpRequest) -> HttpResponse:
    return render(request, "journeys/everyone.html")


def ready() -> None:
    nav.add("footer", _("Openness"), _("How we count"), "journeys:counting", order=10)
    nav.add("footer", _("Openness"), _("For every reader, and privacy"), "journeys:everyone", order=30)
    nav.add("footer", _("Read"), _("Programmes"), "programmes:public_list", order=5)
    nav.add("footer", _("Read"), _("What each role may do"), "people:roles", order=6)


urlpatterns = [
    path("about/counting/", counting, name="counting"),
    path("about/everyone/", everyone, name="everyone"),
]
