"""What whoever holds the code may do, without an account: send more papers, say whether it has been solved."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import clocks, sealed, telling
from ..kinds import Kind, Satisfaction
from ..models import Petition
from ..states import Status
from ._facts import move
from .receive import attach

MOST = 20  # files of one case from its sender


@transaction.atomic
def add_papers(petition: Petition, *, uploads: Iterable[Any], by: User | None) -> Petition:
    """More papers from the sender; of a denunciation they go into the vault."""
    petition = lock(petition)
    uploads = list(uploads)
    if not petition.is_open:
        raise Refused(_("This case has ended; papers are no longer added."))
    if not uploads:
        raise Refused(_("Choose a file."), field="uploads")
    if petition.attachments.count() + len(uploads) > MOST:
        raise Refused(_("At most %(n)s files are taken for one case.") % {"n": MOST}, field="uploads")
    if petition.sealed:
        sealed.add(petition, uploads, by=by)
    else:
        attach(petition, uploads, today(), by)
    record.append("petitions.add_papers", subject=petition.thing, by=by, data={"n": len(uploads)})
    telling.papers_added(petition)
    return petition


@transaction.atomic
def say_solved(petition: Petition, *, solved: bool, satisfaction: int | None = None, by: User | None) -> Petition:
    """The sender's answer to "has it been solved?", and how satisfied they are (1 to 5). No opens a reflection again."""
    petition = lock(petition)
    if petition.kind != Kind.REFLECTION or petition.status not in (Status.KP_ANSWERED, Status.CLOSED):
        raise Refused(_("This is asked once a reflection was answered."))
    if petition.solved is not None:
        raise Refused(_("This was answered already."))
    if satisfaction is not None and satisfaction not in Satisfaction.values:
        raise Refused(_("Choose from the scale."), field="satisfaction")
    petition.solved, petition.satisfaction = solved, satisfaction
    if solved:
        petition.save(update_fields=["solved", "satisfaction"])
    else:
        move(petition, Status.KP_ASSIGNED, product="", product_number="", ended_on=None, promised_on=None)
        telling.reopened(petition)
    clocks.settle(petition)
    record.append(
        "petitions.say_solved", subject=petition.thing, by=by, data={"solved": solved, "satisfaction": satisfaction}
    )
    return petition
