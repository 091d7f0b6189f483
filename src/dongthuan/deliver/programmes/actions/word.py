"""A programme from a Word file."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused
from dongthuan.lib import outline as outlines

from ..models import Programme
from .programme import create


@transaction.atomic
def create_from_word(*, upload: Any, name: str, by: User, **facts: Any) -> Programme:
    """Open a programme whose first words come from a Word file; the file itself is kept with it."""
    stored = files.store(upload, name=name, by=by, accept={"docx"}, field="word")
    try:
        document = outlines.read_bytes(stored.bytes(), stored.name)
    except outlines.OutlineError as error:
        raise Refused(_(error.template) % error.params, field="word") from error
    programme = create(nodes=document.outline(), by=by, **facts)
    files.attach(stored, thing=programme.thing, by=by)
    data = {"file": stored.name, "sha256": stored.sha256, "left_out": document.ignored}
    record.append("programmes.create_from_word", subject=programme.thing, by=by, data=data)
    return programme
