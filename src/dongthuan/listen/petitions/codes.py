"""Receipt codes of petitions: how they are made stands in `things`. And whose a case is, without saying who."""

from typing import Any

from django.utils.crypto import salted_hmac

from dongthuan.foundation.things.kit import Receipts

_CODES = Receipts("petitions")
code_for, plain, hash_code, hash_sending = _CODES.code_for, _CODES.plain, _CODES.hash_code, _CODES.hash_sending


def owner_of(user: Any) -> str:
    """Whose a case is, as it is stored: nobody finds the account from it without the installation's secret."""
    return salted_hmac("dongthuan.petitions.owner", str(user.pk), algorithm="sha256").hexdigest()
