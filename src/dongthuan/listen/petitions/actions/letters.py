"""Drafting letters from the case, and taking along the copy that the vault released."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault.models import Dossier

from .. import letters, permissions, sealed
from ..models import Letter, Petition
from ..rules import letters as law
from ._facts import words


@transaction.atomic
def draft_letter(petition: Petition, *, form: str, said: Mapping[str, Any] | None = None, by: User) -> Letter:
    """Draft a paper of the case by its form (a code of `rules/letters.py`); `said` fills the gaps the case does not know.

    Refused when the form is not for this case, for this person or for where the case stands, when the same paper is on
    its way, or a mandatory field of the form is empty. Of a sealed case no words are taken.
    """
    petition = lock(petition)
    found = law.form(form, today())
    permissions.check_may_draft(by, petition, found)
    if found.verb and letters.open_for(petition, found.verb, form):
        raise Refused(_("This paper is being prepared already."))
    facts = {k: _stored(v) for k, v in (said or {}).items() if v not in (None, "", [])}
    if found.verb in ("transfer", "inspect"):  # by these the words go along; by the others nothing that is sealed does
        to = Organisation.objects.filter(pk=facts.get("to_org") or 0).first()
        for field in ("body", "to_body"):
            sealed.check_addressee(petition, to, str(facts.get(field, "")), field)
    if petition.sealed and set(facts) - letters.SAYABLE:
        raise Refused(_("No words of a sealed case stand in a letter."))
    paper = letters.paper_of(petition, found, facts, by=by)
    letter = Letter.objects.create(petition=petition, form=form, verb=found.verb, paper=paper, facts=facts, by=by)
    record.append("petitions.draft_letter", subject=petition.thing, by=by, data={"title": found.name, "form": form})
    return letter


def _stored(value: Any) -> Any:
    if isinstance(value, str):
        return words(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return getattr(value, "pk", value)


@transaction.atomic
def hand_out(petition: Petition, *, by: User) -> str:
    """The words that go along with a letter of a sealed case: the copy that the vault released, without who denounces."""
    petition = lock(petition)
    permissions.check_may_hand_out(by, petition)
    if not Dossier.objects.filter(thing=petition.dossier, handler=petition.organisation).exists():
        raise Refused(_("Another body handles what is sealed now."))
    sealed.check_may_have(petition, by, "")
    text = vaults.redacted(petition.dossier) if petition.dossier else None
    if text is None:
        raise Refused(_("There is no released copy yet: make it on the vault's page."))
    record.append("petitions.hand_out", subject=petition.thing, by=by)
    return text
