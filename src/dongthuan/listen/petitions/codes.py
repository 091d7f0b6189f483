"""Receipt codes of petitions: how they are made stands in `things`."""

from dongthuan.foundation.things.kit import Receipts

_CODES = Receipts("petitions")
code_for, plain, hash_code, hash_sending = _CODES.code_for, _CODES.plain, _CODES.hash_code, _CODES.hash_sending
