"""A paper that is printed without being kept: the same layout, header and signature block, no row of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today

from . import queries
from .actions.draft import BlockSpec, authority
from .models import Paper
from .render import PaperModel, SignatureBlock


def system_of(organisation: Organisation) -> str:
    """Whose layout its papers have: the Party's or the state's."""
    party = organisation.kind == Organisation.Kind.PARTY_BODY
    return Paper.System.PARTY.value if party else Paper.System.STATE.value


def plain_paper(
    organisation: Organisation, *, kind_title: str, subject: str, body: Iterable[Any], day: date | None = None,
    signed: bool = True, **more: Any,
) -> PaperModel:  # fmt: skip
    """An unnumbered paper of the organisation as it stands on the day, with its head's block to be signed by hand.

    Without a day it leaves room for one.
    """
    on = day or today()
    superior, issuers = queries.header([organisation], on)
    head = queries.head_post(organisation, on)
    block = SignatureBlock("lead", authority(BlockSpec(organisation), head), queries.holder_name(head, on))
    return PaperModel(
        system=system_of(organisation), issuers=issuers, superior=superior, number="", place=organisation.place_name,
        day=day, year=on.year, kind_title=kind_title, subject=subject, body=tuple(body),
        signatures=(block,) if signed else (), **more,
    )  # fmt: skip
