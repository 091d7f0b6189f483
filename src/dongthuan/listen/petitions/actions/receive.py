"""Taking a petition in, from the desk or from the site. The same form sent again is the same case."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.lib.vietnamese import fold

from .. import clocks, codes, permissions, sealed, telling
from ..kinds import Channel, Kind
from ..models import Attachment, Petition, Petitioner, Receipt, Statement
from ..models.words import phone_key
from ._facts import day_of, line, next_code, words

PERSON = {"full_name": 120, "address": 300, "phone": 20, "email": 254, "id_number": 20}


@dataclass(frozen=True)
class Received:
    """The case and the code its sender follows it by. The code is shown now and never stored."""

    petition: Petition
    code: str


@transaction.atomic
def receive(
    *,
    organisation: Organisation,
    channel: str,
    content: str,
    persons: Iterable[Mapping[str, Any]] = (),
    denunciation: bool = False,
    denounced: Iterable[Organisation] = (),
    details: Mapping[str, Any] | None = None,
    uploads: Iterable[Any] = (),
    received_on: date | None = None,
    remote: bool = False,
    anonymous: bool = False,
    forwarded_by: str = "",
    sending: uuid.UUID | None = None,
    by: User | None,
) -> Received:
    """Take a petition in. `sending`: the form's key; sent again with it, nothing new is made and the code is the same.

    `details` may hold request, against, known_on, written_on, signed. What its sender calls a denunciation goes into the
    vault with the same breath; `denounced` are bodies that it is about, which never get it.
    """
    sending = sending or uuid.uuid4()
    _one_at_a_time(sending)
    if known := Petition.objects.filter(sending=codes.hash_sending(sending)).first():
        return Received(known, codes.code_for(sending))
    if by is not None:
        permissions.check_may_receive(by, organisation)
    elif channel != Channel.WEB:
        raise Refused(_("Only reception officers take petitions in."))
    content, people = _checked(organisation, content), cleaned(persons)
    on = day_of(received_on, None, "received_on")
    petition = Petition.objects.create(
        code=next_code(on), channel=channel, received_on=on, intake=organisation, organisation=organisation, registrar=by,
        sending=codes.hash_sending(sending), remote=remote, anonymous=anonymous or not people, sealed=denunciation,
        kind=Kind.DENUNCIATION if denunciation else Kind.UNCLASSIFIED, forwarded_by=line(forwarded_by, 200),
    )  # fmt: skip
    code = codes.code_for(sending)
    Receipt.objects.create(petition=petition, code_hash=codes.hash_code(code))
    if denunciation:
        sealed.seal(
            petition,
            content=content,
            persons=people,
            details=details or {},
            uploads=uploads,
            denounced=denounced,
            by=by,
        )
    else:
        write_down(petition, content, people, details or {})
        attach(petition, uploads, on, by)
    record.append(
        "petitions.receive", subject=petition.thing, by=by, data={"channel": channel, "organisation": organisation.name}
    )
    clocks.on_receipt(petition, today())
    clocks.settle(petition)
    telling.received(petition)
    return Received(petition, code)


def _one_at_a_time(sending: uuid.UUID) -> None:
    """Until this transaction ends, the same form sent again at the same moment waits, and then finds the case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"petitions.receive:{sending}"])


def _checked(organisation: Organisation, content: str) -> str:
    if not organisation.in_force_on(today()):
        raise Refused(_("%(who)s has ended.") % {"who": organisation.short_name}, field="organisation")
    if not (content := words(content)):
        raise Refused(_("Write what it is about."), field="content")
    return content


def cleaned(persons: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Persons with a name or another way to be known; blanks fall away."""
    found = []
    for person in persons:
        values: dict[str, Any] = {k: line(str(person.get(k) or ""), n) for k, n in PERSON.items()}
        if any(values.values()):
            found.append({**values, "represents": bool(person.get("represents"))})
    return found


def write_down(petition: Petition, content: str, persons: list[dict[str, Any]], details: Mapping[str, Any]) -> None:
    """Words and persons of a case that is no denunciation."""
    Statement.objects.create(
        petition=petition, content=content, request=words(str(details.get("request") or "")),
        against=line(str(details.get("against") or ""), 300), known_on=details.get("known_on"),
        written_on=details.get("written_on"), signed=bool(details.get("signed")),
    )  # fmt: skip
    Petitioner.objects.bulk_create(
        [
            Petitioner(
                petition=petition, key=fold(p["full_name"])[:120],
                phone_key=phone_key(p["phone"]), **p,
            )
            for p in persons
        ]
    )  # fmt: skip
    refold(petition)


def refold(petition: Petition) -> None:
    """The words a case is found by, without marks."""
    statement: Statement | None = Statement.objects.filter(petition=petition).first()
    names = " ".join(petition.petitioners.values_list("full_name", flat=True))
    parts = [petition.title, names]
    if statement:
        parts += [statement.against, statement.content[:2000], statement.request[:500]]
    petition.folded = "" if petition.sealed else fold(" ".join(p for p in parts if p))
    petition.save(update_fields=["folded"])


def attach(petition: Petition, uploads: Iterable[Any], on: date, by: User | None, *, sender: bool = True) -> None:
    already = petition.attachments.count()
    for n, upload in enumerate(uploads, already + 1):
        # Under a neutral name: what a person calls a file may name people, and the record is never erased.
        ending = "." + upload.name.rsplit(".", 1)[-1].lower() if "." in getattr(upload, "name", "") else ""
        stored = files.store(upload, name=f"giay-to-{n}{ending}", thing=petition.thing, by=by, field="uploads")
        Attachment.objects.create(petition=petition, file=stored, given_on=on, by_sender=sender)
