"""Keys and passwords that a person changes alone, noted in the record: a key nobody remembers adding stands out."""

from django.db import transaction

from dongthuan.foundation.record import actions as record

from ..models import User


@transaction.atomic
def add_key(user: User, *, kind: str, by: User) -> None:
    """An authenticator app, a passkey or recovery codes were added."""
    record.append("people.add_key", subject=user.thing, by=by, data={"kind": kind})


@transaction.atomic
def drop_key(user: User, *, kind: str, by: User) -> None:
    """An authenticator app, a passkey or recovery codes were removed."""
    record.append("people.drop_key", subject=user.thing, by=by, data={"kind": kind})


@transaction.atomic
def change_password(user: User, *, by: User) -> None:
    """The person chose another password."""
    record.append("people.change_password", subject=user.thing, by=by)
