"""One page per step of a case, all of one pattern: its form, one action, back to the case."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from dongthuan.foundation.things.kit import No
from dongthuan.web.kit import handle

from .. import actions, conclusions, forms, letters, permissions, queries
from ..models import ClockChange, Petition, Withdrawal
from ..verbs import VERBS, Verb
from .staff import petition_of


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The form of a verb: refused with its reason, shown, or carried out."""
    if verb not in VERBS:
        raise Http404
    petition, asked = petition_of(request, pk), VERBS[verb]
    _must(permissions.may(request.user, petition, verb))
    letter = letters.open_for(petition, verb)
    form = forms.StepForm(
        *posted(request), petition=petition, verb=verb, initial=_begun(request, petition, verb, letter)
    )
    form.user = request.user
    action = getattr(actions, verb)
    more = {"letter": letter, "letter_form": letters.for_step(petition, verb)}
    return _page(request, petition, asked, form, lambda _d: action(petition, by=request.user, **form.values()), **more)


def _begun(request: HttpRequest, petition: Petition, verb: str, letter: Any) -> dict[str, Any]:
    """What the form begins with: what its signed letter says, or the version that was just looked at in the vault."""
    if verb == "write_conclusion":
        return conclusions.from_look(request.user, petition, request.GET.get("look", ""))
    return letters.initial(letter)


def _page(request: HttpRequest, petition: Petition, asked: Verb, form: Any, run: Any, **more: Any) -> HttpResponse:
    page = reverse("petitions:detail", args=[petition.pk])
    context = {
        "petition": petition, "heading": asked.label, "lead": asked.lead, "law": asked.law, "risk": asked.risk,
        "submit": asked.label, "page": page, **more,
    }  # fmt: skip

    def to(_found: Any) -> str:
        """Who has just given a case away may see it no more."""
        seen = queries.visible_to(request.user).filter(pk=petition.pk).exists()
        return page if seen else reverse("petitions:list")

    return handle(
        request, form, run, to=to, done=_("Done: %(what)s.") % {"what": asked.label}, template="petitions/step.html",
        context=context,
    )  # fmt: skip


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent; a form without a field is sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _must(answer: Any) -> None:
    if not answer:
        raise PermissionDenied(answer.reason if isinstance(answer, No) else "")


def _withdrawal(request: HttpRequest, pk: int, id: int) -> Withdrawal:
    petition = petition_of(request, pk)
    return get_object_or_404(Withdrawal.objects.select_related("petition"), pk=id, petition=petition)


@login_required
def effect_withdrawal(request: HttpRequest, pk: int, id: int) -> HttpResponse:
    """A signature came: from now on the withdrawal counts."""
    found = _withdrawal(request, pk, id)
    _must(permissions.may(request.user, found.petition, "effect_withdrawal"))
    form = forms.SignedForm(*posted(request))
    asked = Verb(_("The withdrawal was signed"), law="Luật Khiếu nại, Điều 10; Luật Tố cáo, Điều 33")
    return _page(request, found.petition, asked, form, lambda d: actions.effect_withdrawal(found, by=request.user, **d))


@login_required
def lapse_withdrawal(request: HttpRequest, pk: int, id: int) -> HttpResponse:
    """Nobody signed: the case goes on."""
    found = _withdrawal(request, pk, id)
    _must(permissions.may(request.user, found.petition, "lapse_withdrawal"))
    asked = Verb(_("The withdrawal was not signed"), lead=_("It is put aside, and the case goes on."))
    form = forms.Nothing(*posted(request))
    return _page(request, found.petition, asked, form, lambda d: actions.lapse_withdrawal(found, by=request.user))


@login_required
def excuse(request: HttpRequest, pk: int, id: int) -> HttpResponse:
    """A changed calendar would excuse this late case: the leader decides that it does."""
    petition = petition_of(request, pk)
    change = get_object_or_404(ClockChange.objects.select_related("clock__petition"), pk=id, clock__petition=petition)
    _must(permissions.may_excuse(request.user, petition))
    lead = _("The case was late by the old day. From now on the new day counts; the record says who decided it.")
    asked = Verb(_("Let the new day count"), lead=lead)
    form = forms.Nothing(*posted(request))
    return _page(request, petition, asked, form, lambda d: actions.excuse(change, by=request.user))
