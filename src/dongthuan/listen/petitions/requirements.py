"""What a valid petition must hold, and what is missing of it, by code."""

from django.utils.translation import gettext_lazy as _

from .models import Petition, Statement

LABELS = {
    "written_on": _("date of the petition"), "name": _("name of its sender"), "address": _("address of its sender"),
    "against": _("the decision, act, body or person complained of"), "content": _("content and reason"),
    "request": _("what is asked for"), "signed": _("signature or fingerprint"), "papers": _("documents"),
    "first_decision": _("the first decision"), "contact": _("a way to be reached"),
}  # fmt: skip


def missing(petition: Petition) -> list[str]:
    if petition.sealed:
        return []
    s = Statement.objects.filter(petition=petition).first()
    p = petition.petitioners.first()
    return (
        []
        if s is None
        else [
            c
            for c, there in (("name", p and p.full_name), ("address", p and p.address), ("signed", s.signed))
            if not there
        ]
    )
