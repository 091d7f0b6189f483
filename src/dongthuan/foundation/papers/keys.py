"""The keys of a demo installation, and whom uploads are trusted from."""

import unicodedata
from pathlib import Path

from django.conf import settings
from django.db import connection

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User

from . import signing
from .signing.trust import as_trust

FOLDER = "signing"  # under KEYS_ROOT: the trial authority and one key per person
TRUST = "trust"  # under KEYS_ROOT: certificates of the authorities whose signatures are taken in (*.pem, *.crl)
ADVISORY = 0x6B657973


def folder() -> Path:
    return Path(settings.KEYS_ROOT) / FOLDER


def key_of(user: User, organisation: Organisation) -> signing.InstallationKey:
    """The person's demo key; made at the first signature, one maker at a time."""
    path = folder() / f"person-{user.pk}-{organisation.pk}.pem"
    if not path.exists():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY])
        if not path.exists():
            return signing.make_installation_key(path, user.full_name, organisation.name)
    return signing.load(path)


def trusted() -> signing.Trust:
    """The authorities in KEYS_ROOT/trust, and in a demo the installation's own trial authority."""
    place = Path(settings.KEYS_ROOT) / TRUST
    trust = signing.load_trust(place) if place.is_dir() and any(place.iterdir()) else signing.Trust()
    if settings.DEMO and (folder() / "trial-authority.pem").exists():
        trust.roots.extend(as_trust([signing.trial_authority(folder())]).roots)
    return trust


def plain_name(name: str) -> str:
    """A name for comparing: composed, without case, without what is added in brackets."""
    return " ".join(unicodedata.normalize("NFC", name.split("(")[0]).casefold().split())
