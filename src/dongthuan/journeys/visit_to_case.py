"""A visit at the reception becomes a case: one step takes its facts over, and each shows the other.

What the visitor denounces goes into the vault in the same breath: their name is read once, with a ground, and only to seal it.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things import kit as things
from dongthuan.foundation.things.kit import YES, No, Refused, lock, today
from dongthuan.listen.petitions import actions as petitions
from dongthuan.listen.petitions import permissions as petition_rights
from dongthuan.listen.petitions.kit import remember
from dongthuan.listen.petitions.models import Petition
from dongthuan.listen.reception import actions as reception
from dongthuan.listen.reception import permissions as reception_rights
from dongthuan.listen.reception import queries as visits
from dongthuan.listen.reception.models import Visit
from dongthuan.listen.reception.states import IN_REGISTER
from dongthuan.web.kit import handle, panels

GROUND = "Chuyển lượt tiếp thành hồ sơ tố cáo: niêm phong thông tin về người tố cáo"
PERSON = ("full_name", "address", "phone", "id_number")


# --- who may, and what is taken over ------------------------------------------------------------------------------
def may_make(user: Any, visit: Visit) -> bool | No:
    """Who reads the visit and takes petitions in for some body; a protected visitor's name takes who may look."""
    if not (answer := reception_rights.may_read(user, visit)):
        return answer
    if visit.status not in IN_REGISTER:
        return No(_("First write the visit into the register."))
    if visit.restricted and not (answer := reception_rights.may_look(user, visit)):
        return answer
    return petition_rights.may_receive_any(user) and YES


def persons_of(visit: Visit, *, by: User) -> list[dict[str, Any]]:
    """The visitor and the other representatives; of a delegation each of them represents the others."""
    visitor = reception.look(visit, ground=GROUND, by=by) if visit.restricted else visits.identity(visit)
    many = visit.mandate_on is not None  # fewer than five speak for themselves
    found: list[dict[str, Any]] = []
    if visitor is not None:
        found.append({**{f: getattr(visitor, f) for f in PERSON}, "represents": many})
    found += [{"full_name": r.full_name, "address": r.address, "represents": True} for r in visit.representatives.all()]
    return found


@transaction.atomic
def make_case(
    visit: Visit, *, organisation: Organisation, denounced: Iterable[Organisation] = (), sending: uuid.UUID, by: User
) -> petitions.Received:
    """Make the petition that the visit brought. The same form sent again is the same case; a second case is refused."""
    visit = lock(visit)
    things.must(may_make(by, visit))
    if known := visit.case_id and Petition.objects.filter(thing_id=visit.case_id).first():
        again = petitions.receive(
            organisation=organisation, channel="reception", content=visit.content, sending=sending, by=by
        )
        if again.petition.pk != known.pk:
            link = reverse("petitions:detail", args=[known.pk])
            raise Refused(_("This visit became a case already."), link=link)
        return again
    got = petitions.receive(
        organisation=organisation, channel="reception", content=visit.content, persons=persons_of(visit, by=by),
        denunciation=visit.is_denunciation, denounced=denounced, received_on=visit.session.day, sending=sending, by=by,
        details={"request": visit.wish, "written_on": visit.session.day, "signed": bool(visit.minutes)},
    )  # fmt: skip
    reception.hand_over(visit, case=got.petition.thing, by=by)
    return got


# --- the page ------------------------------------------------------------------------------------------------------
class CaseForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Received by"), empty_label=None
    )
    denounced = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Bodies it is about: they never get it"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )  # fmt: skip
    sending = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        desks = [o.pk for o in petition_rights.desks(user)]
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=desks)
        fields["organisation"].initial = visit.session.place.organisation_id
        fields["denounced"].queryset = Organisation.objects.on(today()).filter(area__in_scope=True).order_by("name")
        if not visit.is_denunciation:
            del fields["denounced"]


@login_required
def visit_case(request: HttpRequest, pk: int) -> HttpResponse:
    """What is taken over, to which body; then the receipt for the visitor."""
    rows = visits.visits_visible_to(request.user).select_related("session__place__organisation")
    visit = get_object_or_404(rows, pk=pk)
    if not (may := may_make(request.user, visit)):
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    form = CaseForm(
        request.POST if request.method == "POST" else None,
        visit=visit,
        user=request.user,
        initial={"sending": uuid.uuid4()},
    )
    response = handle(
        request, form, lambda d: make_case(visit, by=request.user, **d), template="journeys/visit_case.html",
        to=lambda got: reverse("petitions:receipt", args=[got.petition.pk]), done=_("The visit is a case now."),
        context={"visit": visit, "page": reverse("reception:visit", args=[visit.pk])},
    )  # fmt: skip
    if response.status_code == 302:
        remember(response, form.cleaned_data["sending"])
    return response


# --- each shows the other ------------------------------------------------------------------------------------------
def on_visit(request: HttpRequest, visit: Visit) -> SafeString | None:
    """The case it became, or the way to make it one."""
    if visit.status not in IN_REGISTER:
        return None
    case = things.visible(request.user, visit.case) if visit.case else None
    may = may_make(request.user, visit)
    if visit.case and case is None:
        return None
    return render_to_string("journeys/_visit_case.html", {"visit": visit, "case": case, "may": may}, request=request)


def on_petition(request: HttpRequest, petition: Petition) -> SafeString | None:
    """The visit it came from, to who sees visits."""
    visit = visits.visits_visible_to(request.user).filter(case_id=petition.thing_id).first()
    if visit is None:
        return None
    return render_to_string("journeys/_came_from_visit.html", {"visit": visit}, request=request)


def ready() -> None:
    panels.add("reception_visit", "next", on_visit)
    panels.add("petition", "aside", on_petition, order=60)


urlpatterns = [path("visits/<pk:pk>/case/", visit_case, name="visit_case")]
