"""Receipt codes of opinions, keys of the interface, and how often one address may try them."""

from dongthuan.foundation.things.kit import Keys, Receipts
from dongthuan.web.kit import Limit

_CODES = Receipts("opinions")
KEYS = Keys("opinions")
code_for, plain, hash_code, hash_sending = _CODES.code_for, _CODES.plain, _CODES.hash_code, _CODES.hash_sending

WRONG_CODES = Limit("opinions:code", 20, 600)  # tries that found nothing
DRAFTS = Limit("opinions:draft", 120, 600)  # files made of a draft
PAPERS = Limit("opinions:paper", 60, 600)  # papers from one address
WRONG_KEYS = Limit("opinions:key", 20, 600)
# Thousands of telephones of one network share an address, so the limit only holds off what no crowd does.
SENDINGS = Limit("opinions:send", 6_000, 600)
