"""What a valid petition must hold (`rules/requirements.py`), and what this one lacks, by code."""

from dongthuan.foundation.law import LawError

from .kinds import Kind
from .models import Petition, Statement
from .rules import requirements as law

LABELS = {need.code: need.says for dated in law.REQUIRED.values() for provision in dated for need in provision.value}


def kind_of(petition: Petition, statement: Statement | None) -> str:
    """Which list of the law it is held against; before it is classified, by what it looks like."""
    if petition.kind == Kind.DENUNCIATION:
        return "TC"
    if petition.kind == Kind.REGULATION:
        return "PAKN"
    if petition.kind == Kind.COMPLAINT or (petition.kind == Kind.UNCLASSIFIED and statement and statement.against):
        if petition.instance == 2:
            return "KN/second"
        if petition.discipline:
            return "KN/discipline"
        return "KN/joint" if petition.petitioners.count() > 1 else "KN"
    return "KNPA"


def missing(petition: Petition) -> list[str]:
    """The codes of what is lacking. Of a sealed case only its readers know; nothing is said here."""
    statement = Statement.objects.filter(petition=petition).first()
    if petition.sealed or statement is None:
        return []
    person = petition.petitioners.first()
    there = {
        "vietnamese": True, "content": statement.content, "request": statement.request, "against": statement.against,
        "date": statement.written_on, "signature": statement.signed, "name": person and person.full_name and person.address,
        "identity": person and person.id_number, "reach": person and (person.phone or person.email),
        "contact": person and (person.phone or person.email), "documents": petition.attachments.exists(),
        "first_decision": petition.instance == 2 and petition.parent_id,
    }  # fmt: skip
    given = {code for code, value in there.items() if value}
    try:
        return [need.code for need in law.missing(kind_of(petition, statement), petition.received_on, given)]
    except LawError:
        return []


def words(codes: list[str]) -> list[str]:
    return [LABELS[c] for c in codes if c in LABELS]
