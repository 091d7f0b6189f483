"""Sending the letters that were stored: each byte for byte, its row locked meanwhile."""

from django.db import transaction
from django.utils import timezone

from . import mail
from .models import Mailing


@transaction.atomic
def send(pk: int) -> bool:
    """Send the stored letter and note that it went. Killed in between, it goes again as the same message."""
    row = Mailing.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if row is None or row.sent_at or row.fault:
        return False
    try:
        mail.deliver(bytes(row.message), row.to)
    except mail.Undeliverable as error:
        row.fault = str(error)
    else:
        row.sent_at = timezone.now()
    row.message = b""
    row.save(update_fields=["sent_at", "fault", "message"])
    return row.sent_at is not None
