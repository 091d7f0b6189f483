"""Telling the database who asks for what: one signed voucher, good once and for a minute. Its refusals become sentences."""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused, today

from . import keys

LIFE = 60  # seconds
ERRORS = (ProgrammingError, InternalError)


def ring() -> keys.Ring:
    return keys.load(settings.VAULT_KEYS)


def sign(verb: str, *, by: Any, held: keys.Ring | None = None, **told: Any) -> tuple[str, str]:
    """(voucher, its HMAC-SHA256)."""
    who = getattr(by, "pk", None)
    plain = {"verb": verb, "by": who, "day": today().isoformat(), "nonce": secrets.token_hex(16)}
    text = json.dumps(plain | {"until": int(time.time()) + LIFE} | told, ensure_ascii=False, default=str)
    return text, hmac.new((held or ring()).teller, text.encode(), hashlib.sha256).hexdigest()


def call(verb: str, *payload: bytes, by: Any, held: keys.Ring | None = None, **told: Any) -> list[tuple[Any, ...]]:
    """The rows of the database's function vault_<verb>; its refusal is a Refused with a sentence."""
    marks = ", ".join(["%s"] * (2 + len(payload)))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM public.vault_{verb}({marks})", [*sign(verb, by=by, held=held, **told), *payload]
            )
            return cursor.fetchall()
    except ERRORS as error:
        raise refused(error) from None


def value(verb: str, *payload: bytes, by: Any, **told: Any) -> Any:
    return call(verb, *payload, by=by, **told)[0][0]


class VaultRefused(Refused):
    """A refusal of the database; `code` names it for whoever must tell them apart."""

    def __init__(self, reason: str, *, code: str) -> None:
        super().__init__(reason)
        self.code = code


class Stale(VaultRefused):
    """The key was changed meanwhile: seal again under the new one."""


def refused(error: Exception) -> Exception:
    """The sentence for 'vault:<code>'; any other fault of the database stays what it is."""
    said = str(error).splitlines()[0]
    if not said.startswith("vault:"):
        return error
    code = said.removeprefix("vault:").strip()
    if code == "old_key":
        return Stale(_("The vault's key was changed just now. Send it again."), code=code)
    return VaultRefused(sentences().get(code) or _("The vault does not allow it."), code=code)


def sentences() -> dict[str, str]:
    return {
        "voucher": _(
            "The database does not believe this process: its key differs from the key file's. Run `dongthuan vault setup`."
        ),
        "spent": _("This was done already. Open the page again."),
        "person": _("This account is closed."),
        "absent": _("There is no such piece in the vault, or it is not yours to see."),
        "excluded": _("Whoever a denunciation is about, their body and those below it take no part in it."),
        "handler_excluded": _("A body that the denunciation is about, or one below it, does not handle it. Choose another."),
        "not_of_handler": _("Only the body that handles it hands it over."),
        "not_head": _("Only the head of the body that handles it decides this."),
        "why": _("Say why."),
        "not_in_post": _("This person does not hold that post today."),
        "has_grant": _("This person holds this grant already."),
        "no_grant": _("You hold no grant for this part. The head of the body that handles it gives one."),
        "under_protection": _("A protection by law runs: it is ended by decision on the page of the case."),
        "ground": _("Choose a ground that is in force."),
        "needs_second": _("The law's protection applies: a second person approves this look first."),
        "expired": _("The approval has expired; nothing was seen. Ask again."),
        "answered": _("This request is already answered."),
        "same_person": _("Who asks does not approve; a second person does."),
        "not_second": _("Only the head of the body that handles it, or another who holds the same grants, approves."),
        "beneath": _("You work under the person who asks. Another authorised person approves."),
        "not_written": _("The look is not written down yet; it is read in a request of its own."),
        "shows_identity": _("A piece that shows who denounces has no copy outside the vault."),
        "over": _("The fifteen minutes of this look are over. Look again, with a ground."),
    }  # fmt: skip
