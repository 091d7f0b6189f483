"""How often one address may try codes and send petitions."""

from dongthuan.web.kit import Limit

WRONG_CODES = Limit("petitions:code", 20, 600)  # tries that found nothing
SENDINGS = Limit("petitions:send", 60, 600)
