"""What a case shows of its letters, on its own page and on the page of the paper."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from dongthuan.foundation.law import Confidence
from dongthuan.foundation.papers.kit import tag
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.vault.models import Dossier, Look
from dongthuan.web.kit import Tag

from . import conclusions, letters, permissions, queries
from .models import Letter, Petition
from .rules import letters as law
from .rules.letter import Form
from .verbs import VERBS


@dataclass(frozen=True)
class LetterRow:
    letter: Letter
    form: Form
    tag: Tag


def form_of(letter: Letter) -> Form:
    return law.form(letter.form, timezone.localdate(letter.at))


def letters_of(user: Any, petition: Petition) -> dict[str, Any]:
    """The papers of the case with their state, and those that may be drafted where it stands."""
    rows = [LetterRow(x, form_of(x), tag(x.paper)) for x in reversed(letters.of(petition))]
    busy = {r.letter.verb for r in rows if r.letter.step_id is None and r.letter.paper.status != "void"} - {""}
    offered = [f for f in letters.fitting(petition) if f.verb not in busy and permissions.may_draft(user, petition, f)]
    return {"rows": rows, "offered": offered, "extract": permissions.may_hand_out(user, petition)}


def unchecked(form: Form) -> bool:
    """Whether the source of the form was not read as such: a legal officer is told."""
    return form.confidence != Confidence.TEXT


def letter_of_paper(request: HttpRequest, paper: Paper) -> SafeString | None:
    """On a paper's page: by which form it was drafted, and once it is signed, the step it was drafted for."""
    letter = Letter.objects.filter(paper=paper).select_related("petition").first()
    if letter is None:
        return None
    form, petition = form_of(letter), letter.petition
    signed = paper.status == "signed" and letter.step_id is None and letter.verb in VERBS
    context = {
        "letter": letter, "form": form, "petition": petition, "unchecked": unchecked(form),
        "step": VERBS[letter.verb] if signed else None,
        "may": permissions.may(request.user, petition, letter.verb) if signed else None,
    }  # fmt: skip
    return render_to_string("petitions/_paper_letter.html", context, request=request)


# --- on the vault's pages --------------------------------------------------------------------------------------------
def case_of_dossier(request: HttpRequest, dossier: Dossier) -> SafeString | None:
    """The case whose words the dossier holds, and the way it goes to another body: by the transfer of the case (LTC 24.2)."""
    rows = queries.visible_to(request.user).filter(dossier=dossier.thing, organisation=dossier.handler)
    petition = rows.order_by("-pk").first()
    if petition is None:
        return None
    context = {"petition": petition, "may": permissions.may(request.user, petition, "transfer")}
    return render_to_string("petitions/_dossier_case.html", context, request=request)


def next_version(request: HttpRequest, look: Look) -> SafeString | None:
    """Beside a conclusion that is shown: writing it anew begins with what one reads."""
    prefix, _dash, pk = look.item.name.partition("-")
    if prefix != "conclusion" or not pk.isdigit():
        return None
    petition = queries.visible_to(request.user).filter(pk=pk).first()
    if petition is None or conclusions.written(petition) != look.item:
        return None
    may = permissions.may(request.user, petition, "write_conclusion")
    to = f"{reverse('petitions:step', args=[petition.pk, 'write_conclusion'])}?look={look.pk}"
    context = {"to": to, "may": may}
    return render_to_string("petitions/_next_version.html", context, request=request)
